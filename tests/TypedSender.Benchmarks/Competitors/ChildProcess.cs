using System.ComponentModel;
using System.Diagnostics;

namespace TypedSender.Benchmarks.Competitors;

/// <summary>Runs a program to its end.</summary>
internal static class ChildProcess
{
    /// <summary>Runs it and collects what it prints; it is ended when patience is.</summary>
    /// <returns>Its exit code, -1 where there is no such program, and its output.</returns>
    public static async Task<(int Code, string Output, string Errors)> RunAsync(ProcessStartInfo command, TimeSpan patience)
    {
        command.RedirectStandardOutput = true;
        command.RedirectStandardError = true;
        using Process? process = TryStart(command);
        if (process is null)
        {
            return (-1, "", $"there is no {command.FileName}");
        }

        Task<string> errors = process.StandardError.ReadToEndAsync();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        using CancellationTokenSource timeout = new(patience);
        try
        {
            await process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }

        return (process.ExitCode, (await output).Trim(), (await errors).Trim());
    }

    /// <summary>Whether a program runs and finds all it needs.</summary>
    public static async Task<bool> SucceedsAsync(string program, params string[] arguments) =>
        (await RunAsync(new ProcessStartInfo(program, arguments), TimeSpan.FromSeconds(30))).Code == 0;

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
