using System.Diagnostics;

namespace TypedSender.Shared.Compiling;

/// <summary>Runs a program that may crash, such as a compiler whose stack overflow cannot be caught, in a process of its own.</summary>
internal static class ChildProcess
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    /// <summary>The exit code, and the beginning of what was printed; no code when it did not end in time.</summary>
    public static (int? Code, string Output) Run(string program, params IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true };

        // A compiler allocates much that soon is garbage: a larger budget (256 MiB) means fewer collections.
        start.Environment["DOTNET_GCgen0size"] = "0x10000000";
        using Process child = Process.Start(start)!;

        // Read to the end, so that the child does not wait for room in the pipe.
        Task<string> errors = child.StandardError.ReadToEndAsync();
        Task<string> output = child.StandardOutput.ReadToEndAsync();
        if (!child.WaitForExit(Limit))
        {
            child.Kill();
            return (null, $"It did not end within {Limit.TotalMinutes:0} minutes.");
        }

        Task.WaitAll(errors, output);
        string text = output.Result + errors.Result;
        return (child.ExitCode, text.Length > 2_000 ? text[..2_000] : text);
    }
}
