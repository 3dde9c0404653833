namespace QuickStart;

/// <summary>Where the output goes.</summary>
internal static class Terminal
{
    private const int UsualWidth = 100;

    /// <summary>How many characters a line holds before it wraps; 100 for a file, a pipe, or a terminal that does not tell.</summary>
    public static int Width => !Console.IsOutputRedirected && Console.WindowWidth is > 0 and int width ? width : UsualWidth;
}
