using System.Diagnostics;

namespace TypedSender.Interop.Tests.Peers;

/// <summary>The Python that has qpid-proton, and whether it is there.</summary>
internal static class Python
{
    private static readonly Lazy<string?> Problem = new(() => FindProblem("proton", "python3-qpid-proton"));

    /// <summary>The interpreter: <c>TYPEDSENDER_PYTHON</c>, or the system's own.</summary>
    public static string Path { get; } =
        Environment.GetEnvironmentVariable("TYPEDSENDER_PYTHON") is { Length: > 0 } path ? path : "/usr/bin/python3";

    /// <summary>Why qpid-proton cannot be used here, or null when it can.</summary>
    public static string? Missing => Problem.Value;

    /// <summary>Why a module cannot be used here, or null when it can.</summary>
    /// <param name="module">The name to import.</param>
    /// <param name="package">What Debian calls it.</param>
    public static string? FindProblem(string module, string package)
    {
        string remedy = $"install it with: sudo apt-get install {package} (bash tests/run.sh does so where it may)";
        ProcessStartInfo start = new(Path, ["-c", $"import {module}"]) { RedirectStandardError = true, RedirectStandardOutput = true };
        try
        {
            using Process process = Process.Start(start)!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? null : $"{module} for {Path} is missing; {remedy}";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return $"{Path} is missing; {remedy}";
        }
    }
}
