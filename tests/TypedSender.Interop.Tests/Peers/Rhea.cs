using System.ComponentModel;
using System.Diagnostics;
using Xunit;

namespace TypedSender.Interop.Tests.Peers;

/// <summary>The Node.js that has rhea, and whether it is there.</summary>
internal static class Rhea
{
    private static readonly Lazy<string?> Problem = new(FindProblem);

    /// <summary>Where <c>tests/run.sh</c> puts it.</summary>
    public static string Modules { get; } = Path.Combine(SampleProgram.Root, "artifacts", "npm", "node_modules");

    /// <summary>Why rhea cannot be used here, or null when it can.</summary>
    public static string? Missing => Problem.Value;

    private static string? FindProblem()
    {
        if (!File.Exists(Path.Combine(Modules, "rhea", "package.json")))
        {
            return $"rhea is missing in {Modules}; bash tests/run.sh installs it with npm";
        }

        try
        {
            using Process process = Process.Start(new ProcessStartInfo("node", ["--version"]) { RedirectStandardOutput = true })!;
            process.WaitForExit();
            return process.ExitCode == 0 ? null : "Node.js does not start";
        }
        catch (Win32Exception)
        {
            return "Node.js is missing; install it with: sudo apt-get install nodejs (bash tests/run.sh does so where it may)";
        }
    }
}

/// <summary>A test that needs rhea. Without it the test is skipped and says why; where nothing may be missing it fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RheaFactAttribute : FactAttribute
{
    public RheaFactAttribute()
    {
        if (Rhea.Missing is { } reason && Environment.GetEnvironmentVariable("CI") != "true")
        {
            Skip = reason;
        }
    }
}
