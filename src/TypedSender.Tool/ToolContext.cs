using Spectre.Console;

namespace TypedSender.Tool;

/// <summary>What commands read from and write to; tests give their own.</summary>
internal sealed class ToolContext
{
    // A file or another program has no columns: this is wider than every row.
    private const int Unbounded = 100_000;

    /// <summary>Results: tables, and lines for other programs.</summary>
    public required IAnsiConsole Console { get; init; }

    /// <summary>What went wrong.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Opens standard input.</summary>
    public required Func<Stream> OpenInput { get; init; }

    /// <summary>Returns a variable of the environment.</summary>
    public Func<string, string?> GetVariable { get; init; } = Environment.GetEnvironmentVariable;

    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Whether a screen can be redrawn; otherwise lines are written one below the other.</summary>
    public bool IsLive { get; init; }

    public static ToolContext ForProcess()
    {
        IAnsiConsole console = AnsiConsole.Console;
        if (!console.Profile.Out.IsTerminal)
        {
            console.Profile.Width = Unbounded;
        }

        return new ToolContext
        {
            Console = console,
            Error = System.Console.Error,
            OpenInput = System.Console.OpenStandardInput,
            IsLive = console.Profile is { Out.IsTerminal: true, Capabilities.Ansi: true },
        };
    }

    /// <summary>Writes a line as it is: neither wrapped nor coloured, for other programs.</summary>
    public void WriteLine(string line) => Console.Profile.Out.Writer.WriteLine(line);

    /// <summary>Writes text for people, wrapped at the width of the console.</summary>
    public void WriteText(string text, Style? style = null)
    {
        Console.Write(new Text(text, style));
        Console.WriteLine();
    }
}
