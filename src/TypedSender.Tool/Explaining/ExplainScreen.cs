using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace TypedSender.Tool.Explaining;

/// <summary>Shows annotations as a table that fits the width.</summary>
internal static class ExplainScreen
{
    private const int MaxLines = 8;

    public static IRenderable Render(ReadOnlySpan<byte> bytes, IReadOnlyList<Annotation> annotations, int width)
    {
        int perLine = width >= 110 ? 16 : 8;
        Table table = Screens.MakeTable("at", "bytes", "what it is", "AMQP 1.0");
        table.Columns[1].Width((perLine * 3) - 1);
        foreach (Annotation each in annotations)
        {
            Style style = each.Kind switch { AnnotationKind.Heading => new Style(decoration: Decoration.Bold), AnnotationKind.Fault => Screens.Bad, _ => Style.Plain };
            string shown = each.Kind == AnnotationKind.Hidden ? "(not shown)" : Hex(bytes.Slice(each.Offset, each.Length), perLine);
            table.AddRow(
                new Text(each.Offset.ToString("X4", CultureInfo.InvariantCulture), Screens.Faint),
                new Text(shown, Screens.Faint),
                new Padder(new Text(each.Text, style), new Padding(Math.Min(each.Depth, 12) * 2, 0, 0, 0)),
                new Text(each.Section, Screens.Faint));
        }

        return table;
    }

    public static IRenderable Render(IReadOnlyList<TracedFrame> frames)
    {
        Table table = Screens.MakeTable("", "frame", "what it does", "AMQP 1.0");
        foreach (TracedFrame frame in frames)
        {
            table.AddRow(new Text(frame.IsIncoming ? "from" : "to"), Screens.Cell(frame.Frame), new Text(frame.Purpose), new Text(frame.Section, Screens.Faint));
        }

        return table;
    }

    private static string Hex(ReadOnlySpan<byte> bytes, int perLine)
    {
        List<string> lines = [];
        for (int at = 0; at < bytes.Length && lines.Count < MaxLines; at += perLine)
        {
            lines.Add(ErrorText.Hex(bytes.Slice(at, Math.Min(perLine, bytes.Length - at))));
        }

        int shown = MaxLines * perLine;
        if (bytes.Length > shown)
        {
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"and {bytes.Length - shown:N0} further"));
        }

        return string.Join('\n', lines);
    }
}
