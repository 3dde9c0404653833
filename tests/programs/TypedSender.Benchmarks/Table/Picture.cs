using System.Globalization;
using System.Security;
using System.Text;
using TypedSender.Benchmarks.Competitors;
using TypedSender.Benchmarks.Ratios;
using TypedSender.Benchmarks.Runs;

namespace TypedSender.Benchmarks.Table;

/// <summary>The results as a picture: messages a second, a bar for each sender, on a logarithmic scale.</summary>
internal sealed class Picture
{
    private const int Width = 860;
    private const int LabelWidth = 150;
    private const int ValueWidth = 110;
    private const int BarHeight = 16;
    private const int BarGap = 6;
    private const int PanelGap = 30;
    private const int Top = 64;
    private const int Bottom = 44;

    // Readable in front of light and of dark pages alike: the text follows the reader's scheme, the colours suit both.
    private const string Style = """
        <style>
          text { font: 13px system-ui, -apple-system, "Segoe UI", sans-serif; fill: #24292f; }
          .title { font-size: 16px; font-weight: 600; }
          .panel { font-weight: 600; }
          .label { text-anchor: end; }
          .note, .scale { font-size: 11px; opacity: .7; }
          .scale { text-anchor: middle; }
          .grid { stroke: #8c959f; stroke-opacity: .3; }
          .range { stroke: #24292f; stroke-opacity: .55; }
          .bar { fill: #8c959f; }
          .typed { fill: #2f81f7; }
          .limit { fill: #2da44e; fill-opacity: .65; }
          @media (prefers-color-scheme: dark) { text { fill: #e6edf3; } .range { stroke: #e6edf3; } }
        </style>
        """;

    private readonly StringBuilder _text = new();
    private readonly double _low;
    private readonly double _high;
    private int _top = Top;

    private Picture(double low, double high) => (_low, _high) = (low, high);

    public static string Draw(IEnumerable<Cell> cells)
    {
        Cell[] drawn = [.. cells.Where(cell => cell.Results.Count != 0 && IsDrawn(cell))];
        double low = Math.Floor(Math.Log10(drawn.Min(cell => cell.Results.Min(result => result.Rate))));
        double high = Math.Ceiling(Math.Log10(drawn.Max(cell => cell.Results.Max(result => result.Rate))));
        var picture = new Picture(low, high);
        foreach (IGrouping<string, Cell> panel in drawn.GroupBy(Title))
        {
            picture.AddPanel(panel.Key, [.. panel.OrderByDescending(Rate)]);
        }

        return picture.Finish();
    }

    // The table has all; here is what most senders do, and what large bodies change of it.
    private static bool IsDrawn(Cell cell) => cell.Mode == SendMode.Settled ? cell.BodySize >= 256 : cell.Mode == SendMode.Unsettled && cell.BodySize == 256;

    private static string Title(Cell cell) => $"{Texts.Size(cell.BodySize)}, {Texts.Mode(cell.Mode, cell.InFlight)}{(cell.UsesTls ? ", TLS" : "")}";

    private static double Rate(Cell cell) => Statistics.Median([.. cell.Results.Select(result => result.Rate)]);

    private void AddPanel(string title, Cell[] cells)
    {
        Text(0, _top, "panel", title);
        _top += 10;
        int gridTop = _top;
        _top += BarGap;
        foreach (Cell cell in cells)
        {
            AddBar(cell);
            _top += BarHeight + BarGap;
        }

        for (double decade = _low; decade <= _high; decade++)
        {
            double x = X(Math.Pow(10, decade));
            Line("grid", x, gridTop, x, _top);
        }

        _top += PanelGap;
    }

    private void AddBar(Cell cell)
    {
        double rate = Rate(cell);
        string kind = cell.Competitor is OwnCompetitor ? $"bar {cell.Competitor.Name}" : "bar";
        double middle = _top + (BarHeight / 2.0);
        double most = X(cell.Results.Max(result => result.Rate));
        Text(LabelWidth - 8, middle + 5, "label", cell.Competitor.Title);
        Append($"""<rect class="{kind}" x="{LabelWidth}" y="{_top}" width="{X(rate) - LabelWidth:0.#}" height="{BarHeight}" rx="2"/>""");
        Line("range", X(cell.Results.Min(result => result.Rate)), middle, most, middle);
        Text(most + 6, middle + 5, "value", Texts.Number(rate));
    }

    private string Finish()
    {
        int height = _top + Bottom;
        for (double decade = _low; decade <= _high; decade++)
        {
            Text(X(Math.Pow(10, decade)), _top - PanelGap + 16, "scale", Math.Pow(10, decade).ToString("N0", CultureInfo.InvariantCulture));
        }

        Text(0, height - 26, "note", "Medians; the thin line runs from the slowest run to the fastest.");
        Text(0, height - 10, "note", Machine.Description);
        return $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="-10 0 {Width + 20} {height}" width="{Width + 20}" height="{height}" role="img" aria-label="Messages a second of each sender">
            {Style}
            <text class="title" x="0" y="24">Messages a second, to a fast receiver on the same machine</text>
            <text class="note" x="0" y="42">Logarithmic scale. Prepared bytes: the same frames made beforehand, straight to the socket, the limit of what any sender reaches.</text>
            {_text}</svg>

            """;
    }

    private double X(double rate) => LabelWidth + ((Math.Log10(rate) - _low) / (_high - _low) * (Width - LabelWidth - ValueWidth));

    private void Text(double x, double y, string kind, string text) => Append($"""<text class="{kind}" x="{x:0.#}" y="{y:0.#}">{SecurityElement.Escape(text)}</text>""");

    private void Line(string kind, double x1, double y1, double x2, double y2) => Append($"""<line class="{kind}" x1="{x1:0.#}" y1="{y1:0.#}" x2="{x2:0.#}" y2="{y2:0.#}"/>""");

    private void Append(FormattableString element) => _text.AppendLine(element.ToString(CultureInfo.InvariantCulture));
}
