using System.Diagnostics;

namespace TypedSender.Shared.Compiling;

/// <summary>Runs a compiler in a process of its own: its stack overflow could not be caught.</summary>
internal static class CompilerProcess
{
    /// <summary>The exit code, and the beginning of what was printed; no code when it did not end in time.</summary>
    public static (int? Code, string Output) Run(string program, params IEnumerable<string> arguments)
    {
        ProcessStartInfo command = new(program, arguments);

        // A compiler allocates much that soon is garbage: a larger budget (256 MiB) means fewer collections.
        command.Environment["DOTNET_GCgen0size"] = "0x10000000";
        (int? code, string output, string errors) = ChildProcess.RunAsync(command, TimeSpan.FromMinutes(10)).GetAwaiter().GetResult();
        string text = output + errors;
        return (code, text.Length > 2_000 ? text[..2_000] : text);
    }
}
