using System.Globalization;
using System.Security;
using System.Text;
using ScottPlot;
using ScottPlot.TickGenerators;
using TypedSender.Benchmarks.Table;

namespace TypedSender.BenchmarkPeers.Pictures;

/// <summary>Draws the figures of the table with ScottPlot, as SVG: a panel for each kind of message, each on a linear scale of its own.</summary>
internal static class PictureDrawing
{
    private const int Width = 860;
    private const int BarHeight = 30;
    private const int PanelFrame = 90;
    private const int Note = 28;

    public static string Draw(PictureData data)
    {
        StringBuilder panels = new();
        int top = 0;
        foreach (PicturePanel panel in data.Panels)
        {
            int height = PanelFrame + (panel.Bars.Length * BarHeight);
            string svg = Plot(panel).GetSvgXml(Width, height).Replace("\"DejaVu Sans\"", "\"DejaVu Sans, Verdana, sans-serif\"", StringComparison.Ordinal);

            // Without the declaration of XML, as an element of the whole.
            string element = svg[svg.IndexOf("<svg", StringComparison.Ordinal)..];
            panels.Append(CultureInfo.InvariantCulture, $"<g transform=\"translate(0 {top})\">{element}</g>");
            top += height;
        }

        return string.Create(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 {Width} {top + Note}" width="{Width}" height="{top + Note}" role="img" aria-label="Messages a second of each sender">
            <rect width="100%" height="100%" fill="#ffffff"/>
            {panels}
            <text x="12" y="{top + 14}" font-family="sans-serif" font-size="11" fill="#57606a">{SecurityElement.Escape(data.Machine)}</text>
            </svg>

            """);
    }

    private static Plot Plot(PicturePanel panel)
    {
        Plot plot = new();
        plot.Font.Set("DejaVu Sans");
        Tick[] names = new Tick[panel.Bars.Length];
        for (int index = 0; index < panel.Bars.Length; index++)
        {
            PictureBar bar = panel.Bars[index];
            int place = panel.Bars.Length - index;
            names[index] = new Tick(place, bar.Title);
            plot.Add.Bar(new Bar
            {
                Position = place,
                Value = bar.Rate,
                Orientation = Orientation.Horizontal,
                Label = bar.Text,
                FillColor = Color.FromHex(bar.IsOwn ? "#2f81f7" : bar.IsLimit ? "#8fd19e" : "#8c959f"),
                LineWidth = 0,
                Size = 0.7,
            });
        }

        plot.Title($"Messages a second: {panel.Title}", size: 15);
        plot.Axes.Left.TickGenerator = new NumericManual(names);
        plot.Axes.Left.MajorTickStyle.Length = 0;
        plot.Axes.Bottom.TickGenerator = new NumericAutomatic { LabelFormatter = static value => value.ToString("N0", CultureInfo.InvariantCulture) };
        plot.Grid.YAxisStyle.IsVisible = false;
        plot.HideGrid();
        plot.Axes.SetLimits(0, panel.Bars.Max(static bar => bar.Rate) * 1.15, 0.4, panel.Bars.Length + 0.6);
        return plot;
    }
}
