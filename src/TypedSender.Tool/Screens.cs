using System.Globalization;
using Spectre.Console;

namespace TypedSender.Tool;

/// <summary>How tables look, the same on every screen. What comes from elsewhere is never read as markup.</summary>
internal static class Screens
{
    public static readonly Style Good = new(Color.Green);
    public static readonly Style Bad = new(Color.Red);
    public static readonly Style Faint = new(Color.Grey);

    public static Table MakeTable(params string[] columns)
    {
        Table table = new() { Border = TableBorder.Simple, UseSafeBorder = true };
        foreach (string column in columns)
        {
            table.AddColumn(new TableColumn(new Text(column, new Style(decoration: Decoration.Bold))));
        }

        return table;
    }

    /// <summary>A number of things: <c>1 link</c>, <c>1,200 bytes</c>.</summary>
    public static string Count(long count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {what}{(count == 1 ? "" : "s")}");

    /// <summary>Text of a peer or a user, without characters that move the cursor.</summary>
    public static Text Cell(string text, Style? style = null) => new(ErrorText.FromPeer(text), style);
}
