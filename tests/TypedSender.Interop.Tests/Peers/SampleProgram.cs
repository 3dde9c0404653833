using System.Diagnostics;

namespace TypedSender.Interop.Tests.Peers;

/// <summary>A program of samples/ as a process of its own.</summary>
internal static class SampleProgram
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>The folder of the repository: tests/THIS/bin/CONFIGURATION/FRAMEWORK/ and samples/QuickStart/bin/CONFIGURATION/FRAMEWORK/ have it in common.</summary>
    public static string Root => Framework.Parent!.Parent!.Parent!.Parent!.Parent!.FullName;

    private static DirectoryInfo Framework => new(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));

    public static string[] Lines(string output) => output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Runs samples/QuickStart to its end.</summary>
    public static Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments) => RunSampleAsync("QuickStart", arguments);

    /// <summary>Runs samples/QuickStart to its end on a terminal (of util-linux) so many characters wide, which takes output and errors as one.</summary>
    public static Task<(int Code, string Output, string Errors)> RunOnTerminalAsync(int width) =>
        RunProcessAsync("script", "--quiet", "--return", "--command", $"stty cols {width}; TERM=dumb exec '{Host}' '{PathOf("QuickStart")}'", "/dev/null");

    /// <summary>Runs one to its end.</summary>
    public static Task<(int Code, string Output, string Errors)> RunSampleAsync(string name, params string[] arguments) =>
        RunProcessAsync(Host, [PathOf(name), .. arguments]);

    private static string Host => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } given ? given : "dotnet";

    private static string PathOf(string name) => Path.Combine(Root, "samples", name, "bin", Framework.Parent!.Name, Framework.Name, $"{name}.dll");

    private static async Task<(int Code, string Output, string Errors)> RunProcessAsync(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        using CancellationTokenSource patience = new(Patience);
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(patience.Token);
            Task<string> errors = process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, await output, await errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }
}
