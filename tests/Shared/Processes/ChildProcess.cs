using System.ComponentModel;
using System.Diagnostics;

namespace TypedSender.Shared;

/// <summary>Runs a program to its end, in a process of its own: one that may crash, or be killed when it takes too long.</summary>
internal static class ChildProcess
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(11);

    /// <summary>The SDK that runs these tests.</summary>
    public static string Dotnet => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } given ? given : "dotnet";

    /// <summary>Runs it and collects what it prints. When patience is over, it is killed with all that it has started.</summary>
    /// <returns>Its exit code and its output; no code where there is no such program, or it did not end in time, which then stands among the errors.</returns>
    public static async Task<(int? Code, string Output, string Errors)> RunAsync(ProcessStartInfo command, TimeSpan patience)
    {
        command.RedirectStandardOutput = true;
        command.RedirectStandardError = true;
        using Process? process = TryStart(command);
        if (process is null)
        {
            return (null, "", $"there is no {command.FileName}");
        }

        // Both are read to the end, so that the child does not wait for room in a pipe. One that it has started and left behind may hold them open.
        Task<string[]> printed = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using CancellationTokenSource timeout = new(patience);
        try
        {
            await process.WaitForExitAsync(timeout.Token).ConfigureAwait(false);
            string[] texts = await printed.WaitAsync(timeout.Token).ConfigureAwait(false);
            return (process.ExitCode, texts[0], texts[1]);
        }
        catch (OperationCanceledException)
        {
            return (null, "", $"{command.FileName} {string.Join(' ', command.ArgumentList)} did not end within {patience.TotalMinutes:0.#} minutes.");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    /// <summary>Runs it without what the build that runs these tests keeps in its environment for itself.</summary>
    /// <exception cref="TimeoutException">It did not end within eleven minutes.</exception>
    public static Task<(int Code, string Output, string Errors)> RunAsync(string program, params IEnumerable<string> arguments) =>
        RunInAsync(Environment.CurrentDirectory, [], program, arguments);

    /// <summary>The same in a folder, with more variables in its environment.</summary>
    /// <exception cref="TimeoutException">It did not end within eleven minutes.</exception>
    public static async Task<(int Code, string Output, string Errors)> RunInAsync(
        string folder, IEnumerable<(string Name, string Value)> variables, string program, params IEnumerable<string> arguments)
    {
        ProcessStartInfo command = new(program, arguments) { WorkingDirectory = folder };
        foreach (string name in Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)))
        {
            command.Environment.Remove(name);
        }

        foreach ((string name, string value) in variables)
        {
            command.Environment[name] = value;
        }

        (int? code, string output, string errors) = await RunAsync(command, Patience).ConfigureAwait(false);
        return (code ?? throw new TimeoutException(errors), output, errors);
    }

    /// <summary>Whether a program runs and finds all it needs.</summary>
    public static async Task<bool> SucceedsAsync(string program, params string[] arguments) =>
        (await RunAsync(new ProcessStartInfo(program, arguments), TimeSpan.FromSeconds(30)).ConfigureAwait(false)).Code == 0;

    private static Process? TryStart(ProcessStartInfo command)
    {
        try
        {
            return Process.Start(command);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
