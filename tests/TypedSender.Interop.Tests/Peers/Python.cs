using System.Diagnostics;

namespace TypedSender.Interop.Tests.Peers;

/// <summary>The Python that has qpid-proton, and whether it is there.</summary>
internal static class Python
{
    private static readonly Lazy<string?> Problem = new(FindProblem);

    /// <summary>The interpreter: <c>TYPEDSENDER_PYTHON</c>, or the system's own.</summary>
    public static string Path { get; } =
        Environment.GetEnvironmentVariable("TYPEDSENDER_PYTHON") is { Length: > 0 } path ? path : "/usr/bin/python3";

    /// <summary>Why qpid-proton cannot be used here, or null when it can.</summary>
    public static string? Missing => Problem.Value;

    private static string? FindProblem()
    {
        const string Remedy = "install it with: sudo apt-get install python3-qpid-proton (bash tests/run.sh does so where it may)";
        ProcessStartInfo start = new(Path, ["-c", "import proton"]) { RedirectStandardError = true, RedirectStandardOutput = true };
        try
        {
            using Process process = Process.Start(start)!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? null : $"qpid-proton for {Path} is missing; {Remedy}";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return $"{Path} is missing; {Remedy}";
        }
    }
}
