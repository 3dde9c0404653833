using System.Globalization;
using System.Text;
using TypedSender.Interop.Tests.Senders;
using TypedSender.Interop.Tests.Shapes;

namespace TypedSender.Interop.Tests.Readers;

/// <summary>The tables of docs/interop.md, made of the tables of the tests.</summary>
internal static class InteropPage
{
    private const string Begin = "<!-- begin: made by the tests of tests/TypedSender.Interop.Tests/Readers -->\n";
    private const string End = "<!-- end -->";

    private static readonly string[] Readers = [.. ReaderNames.Implementations, .. ReaderNames.Sdks];

    public static string Path { get; } = System.IO.Path.Combine(Peers.SampleProgram.Root, "docs", "interop.md");

    /// <summary>The page with tables that say what the tests know.</summary>
    public static string Update(string page)
    {
        int begin = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        int end = page.IndexOf(End, begin, StringComparison.Ordinal);
        return string.Concat(page.AsSpan(0, begin), WriteTables(), page.AsSpan(end));
    }

    private static string WriteTables()
    {
        StringBuilder text = new("\n### By form\n\n");
        text.Append(CultureInfo.InvariantCulture, $"| form | {string.Join(" | ", Readers)} |\n|---|{string.Concat(Enumerable.Repeat(":-:|", Readers.Length))}\n");
        foreach (Shape shape in ShapeTable.All)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {shape.Name} | {string.Join(" | ", Readers.Select(reader => Cell(reader, shape)))} |\n");
        }

        text.Append("\n### By disagreement\n\n| no. | readers | seen instead | reason |\n|--:|---|---|---|\n");
        for (int index = 0; index < DisagreementTable.All.Count; index++)
        {
            ReaderDisagreement entry = DisagreementTable.All[index];
            text.Append(CultureInfo.InvariantCulture, $"| {index + 1} | {string.Join(", ", entry.Readers)} | {Escape(entry.Seen)} | {entry.Reason} |\n");
        }

        text.Append("\n### What their senders write otherwise\n\n| sender | forms | arrives instead | reason |\n|---|---|---|---|\n");
        foreach (SenderDisagreement entry in SenderDisagreement.All)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {entry.Sender} | {string.Join(", ", entry.Shapes)} | {Escape(entry.Seen)} | {entry.Reason} |\n");
        }

        return text.Append('\n').ToString();
    }

    private static string Cell(string reader, Shape shape) =>
        DisagreementTable.Find(reader, shape.Name) is { } entry ? $"{DisagreementTable.All.Index().Single(pair => pair.Item == entry).Index + 1}" : "✓";

    private static string Escape(string seen) => seen.EndsWith(' ') ? $"`{seen.TrimEnd()}`, empty" : seen.Contains('`', StringComparison.Ordinal) ? $"`` {seen} ``" : $"`{seen}`";
}
