using System.Diagnostics;

namespace TypedSender.Benchmarks.Aot;

/// <summary>What a process takes to send its first message.</summary>
/// <param name="Milliseconds">From the start of the process until the message was accepted.</param>
/// <param name="PeakBytes">The most memory that it held until then.</param>
internal sealed record FirstMessage(double Milliseconds, double PeakBytes)
{
    public static async Task<FirstMessage> MeasureAsync(string program, params string[] arguments)
    {
        long start = Stopwatch.GetTimestamp();
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        string? line = await process.StandardOutput.ReadLineAsync();
        double milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        if (line != "accepted")
        {
            throw new InvalidOperationException($"{program} printed {line ?? "nothing"}");
        }

        long peak = process.PeakWorkingSet64;
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return new FirstMessage(milliseconds, peak);
    }
}
