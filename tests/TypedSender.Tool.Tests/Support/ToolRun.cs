using System.Text;
using System.Text.RegularExpressions;
using Spectre.Console;
using Spectre.Console.Testing;

namespace TypedSender.Tool.Tests.Support;

/// <summary>Runs a command in this process, on a console of a width.</summary>
internal sealed class ToolRun
{
    private readonly Dictionary<string, string> _variables = [];
    private byte[] _input = [];

    public int Width { get; init; } = 80;

    public bool HasColors { get; init; }

    public bool IsLive { get; init; }

    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    public ToolRun With(string variable, string value)
    {
        _variables[variable] = value;
        return this;
    }

    public ToolRun WithInput(byte[] input)
    {
        _input = input;
        return this;
    }

    /// <summary>Runs it to its end.</summary>
    public async Task<ToolResult> RunAsync(params string[] arguments) => await Start(CancellationToken.None, out _, arguments).Within();

    /// <summary>Runs it until the token is cancelled, as Ctrl+C does.</summary>
    public Task<ToolResult> Start(CancellationToken cancellationToken, out ScreenWriter screen, params string[] arguments)
    {
        ScreenWriter written = new();
        TestConsole made = new TestConsole().Width(Width);
        made.Profile.Out = new AnsiConsoleOutput(written);
        made.Profile.Width = Width;
        made.EmitAnsiSequences = HasColors || IsLive;
        made.Profile.Capabilities.ColorSystem = HasColors ? ColorSystem.TrueColor : ColorSystem.NoColors;
        screen = written;
        StringWriter error = new();
        ToolContext context = new()
        {
            Console = made, Error = error, OpenInput = () => new MemoryStream(_input), GetVariable = name => _variables.GetValueOrDefault(name), TimeProvider = TimeProvider, IsLive = IsLive,
        };
        return Task.Run(async () => new ToolResult(await ToolCommands.RunAsync(context, arguments, cancellationToken), written.ToString().ReplaceLineEndings("\n"), error.ToString().ReplaceLineEndings("\n")));
    }
}

/// <summary>What a command has printed.</summary>
internal sealed partial record ToolResult(int Code, string Output, string Errors)
{
    /// <summary>Both, without the spaces that fill up tables, so that a sentence that was wrapped is found.</summary>
    public string Text => Spaces().Replace(Output + "\n" + Errors, " ");

    public void AssertFits(int width) => Assert.All(Output.Split('\n'), line => Assert.True(Escapes().Replace(line, "").TrimEnd().EnumerateRunes().Count() <= width, line));

    /// <summary>The text of a column of a table, whose rows may be wrapped.</summary>
    public void AssertSays(string expected) => Assert.Contains(expected, Text, StringComparison.Ordinal);

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"\x1b\[[0-9;?]*[A-Za-z]")]
    private static partial Regex Escapes();
}
