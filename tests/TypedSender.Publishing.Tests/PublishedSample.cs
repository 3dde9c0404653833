using System.Runtime.InteropServices;
using Xunit;

namespace TypedSender.Publishing.Tests;

/// <summary>A sample as a user publishes it on the command line.</summary>
internal static class PublishedSample
{
    /// <summary>Publishes the sample self-contained, for this machine, with one more property, and without a warning.</summary>
    /// <param name="property">Such as <c>PublishTrimmed</c>.</param>
    /// <param name="sample">The folder in <c>samples</c>.</param>
    /// <returns>The folder of the program.</returns>
    /// <remarks>
    /// What is built on the way goes to a folder of its own, so that no output that other tests run from is touched, and nothing is left running. The analyzers have run in the build of the
    /// solution.
    /// </remarks>
    public static async Task<string> PublishAsync(string property, string sample = "QuickStart")
    {
        string folder = Path.Combine(Repository.Artifacts("publish"), sample, property);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        (int code, string output, string errors) = await ChildProcess.RunAsync(
            ChildProcess.Dotnet, "publish", Path.Combine(Repository.Root, "samples", sample), "-c", "Release",
            "-r", RuntimeInformation.RuntimeIdentifier, "--self-contained", $"-p:{property}=true",
            "--artifacts-path", Path.Combine(Repository.Artifacts("publish"), "build"), "-o", folder,
            "-nodeReuse:false", "-p:UseSharedCompilation=false", "-p:NuGetAudit=false", "-p:RunAnalyzers=false", "-nologo", "-v", "quiet");

        string text = output + errors;
        Assert.True(code == 0 && !text.Contains("warning", StringComparison.OrdinalIgnoreCase), text);
        return folder;
    }

    /// <summary>Runs the published QuickStart, which must send every earthquake and read it back.</summary>
    public static async Task RunAsync(string folder)
    {
        string program = Path.Combine(folder, OperatingSystem.IsWindows() ? "QuickStart.exe" : "QuickStart");
        (int code, string output, string errors) = await ChildProcess.RunAsync(program);

        Assert.Equal("", errors);
        Assert.Equal("compared: 1707 equal, 0 different", output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[^1]);
        Assert.Equal(0, code);
    }
}
