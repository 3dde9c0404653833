using TypedSender.Interop.Tests.Shapes;
using Xunit;

namespace TypedSender.Interop.Tests.Readers;

/// <summary>What readers see otherwise than it was sent, found by the tests and kept true by them.</summary>
internal static class DisagreementTable
{
    /// <summary>All disagreements. The number of one in docs/interop.md is its place here, counted from 1.</summary>
    public static IReadOnlyList<ReaderDisagreement> All { get; } = [.. MicrosoftDisagreements.All, .. SdkDisagreements.All, .. NetLiteDisagreements.All];

    /// <summary>The disagreement of a reader about a form, or null. One that names the form comes before one that is about a kind of body.</summary>
    public static ReaderDisagreement? Find(string reader, string shape)
    {
        ReaderDisagreement? named = All.SingleOrDefault(entry => entry.Readers.Contains(reader) && entry.Shapes.Contains(shape));
        return named ?? All.SingleOrDefault(entry => entry.Readers.Contains(reader) && entry.AllWith is { } section && ShapeTable.Find(shape).Sections.Contains(section, StringComparison.Ordinal));
    }

    /// <summary>Fails when a reader sees anything that the table does not say, or no longer sees what it says.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="readings">What it sees in each form.</param>
    public static void Check(string reader, IEnumerable<(Shape Shape, string Seen)> readings)
    {
        List<string> wrong = [];
        int count = 0;
        foreach ((Shape shape, string seen) in readings)
        {
            count++;
            string? difference = Readings.Difference(shape, seen);
            ReaderDisagreement? known = Find(reader, shape.Name);
            if (known is null ? difference is not null : difference is null || !known.Describes(difference))
            {
                wrong.Add($"{shape.Name}\n  seen:  {difference ?? "what was sent"}\n  table: {known?.Seen ?? "what was sent"}");
            }
        }

        Assert.NotEqual(0, count);
        Assert.True(wrong.Count == 0, $"{reader} and the table differ in {wrong.Count} forms:\n{string.Join('\n', wrong)}");
    }
}
