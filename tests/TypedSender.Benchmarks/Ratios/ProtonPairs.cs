using System.Diagnostics;
using System.Globalization;
using TypedSender.Benchmarks.Contenders;

namespace TypedSender.Benchmarks.Ratios;

/// <summary>Compares with a sender on qpid-proton's C library, in a process of its own. It is compiled here, and needs gcc and libqpid-proton11-dev.</summary>
internal sealed class ProtonPairs(Sink sink, Ledger ledger)
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "proton_sender");

    private bool? _isThere;

    /// <summary>How many times as many messages a second the product sends; null where qpid-proton is missing.</summary>
    public async Task<double?> CompareAsync(TypedSettings settings, int protonCount)
    {
        _isThere ??= await CompileAsync();
        if (_isThere is false)
        {
            return null;
        }

        var typed = new TypedContender(sink, settings);
        int count = await PairedRuns.WarmAsync(typed);
        double ratio = await PairedRuns.CompareAsync(
            async () => count / (await typed.RunAsync(count)).TotalSeconds,
            () => RunProtonAsync(settings, protonCount),
            "messages a second");
        await ledger.CloseAsync(typed, sink);
        return ratio;
    }

    private static async Task<bool> CompileAsync()
    {
        string source = Path.Combine(AppContext.BaseDirectory, "Peers", "proton_sender.c");
        (int code, string output) = await RunProcessAsync("gcc", "-O2", "-o", Program, source, "-lqpid-proton");
        if (code != 0)
        {
            Console.Error.WriteLine($"qpid-proton is not measured: its sender does not compile. sudo apt-get install gcc libqpid-proton11-dev. {output}");
        }

        return code == 0;
    }

    private async Task<double> RunProtonAsync(TypedSettings settings, int count)
    {
        string container = ContainerNames.Next("proton");
        (int code, string output) = await RunProcessAsync(
            Program, $"{sink.Port}", container, settings.IsSettled ? "settled" : "unsettled", $"{count}", $"{settings.BodySize}");
        if (code != 0)
        {
            throw new InvalidOperationException($"qpid-proton's sender ended with {code}: {output}");
        }

        await ledger.CheckAsync(container, count + (count / 10), sink);
        return double.Parse(output, CultureInfo.InvariantCulture);
    }

    private static async Task<(int Code, string Output)> RunProcessAsync(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await errors);
    }
}
