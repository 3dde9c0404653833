using System.Diagnostics;
using System.Globalization;
using TypedSender.Benchmarks.Contenders;
using TypedSender.Benchmarks.Runs;

namespace TypedSender.Benchmarks.Against;

/// <summary>A build in a process of its own that is warm and sends when it is told to.</summary>
internal sealed class MeasuredProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly Build _build;
    private readonly Task<string> _errors;
    private readonly string _container;

    private MeasuredProcess(Process process, Build build, string container)
    {
        _process = process;
        _build = build;
        _container = container;
        _errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>How many messages take about as long as a slice should.</summary>
    public int SliceCount { get; private set; }

    public static async Task<MeasuredProcess> StartAsync(Build build, Figure figure, Sink sink)
    {
        string container = ContainerNames.Next(build.Name.Replace(' ', '-'));
        RunOptions options = new(sink.Address.Port, container, figure.Mode, Count: 0, figure.BodySize, figure.InFlight, sink.CertificatePath);
        Process process = Process.Start(new ProcessStartInfo(build.Program, ["slices", .. options.ToArguments()])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var measured = new MeasuredProcess(process, build, container);
        measured.SliceCount = int.Parse(await measured.ReadLineAsync(), CultureInfo.InvariantCulture);
        return measured;
    }

    public async Task<RunResult> SendAsync(int count)
    {
        await _process.StandardInput.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{count}"));
        await _process.StandardInput.FlushAsync();
        return RunResult.Parse(await ReadLineAsync());
    }

    /// <summary>Ends the process.</summary>
    /// <returns>How many messages it sent that the sink has not counted.</returns>
    public async Task<long> CloseAsync(Sink sink)
    {
        _process.StandardInput.Close();
        long sent = long.Parse(await ReadLineAsync(), CultureInfo.InvariantCulture);
        return sent - await sink.ReadCountAsync(_container);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task<string> ReadLineAsync()
    {
        using CancellationTokenSource patience = new(Patience);
        try
        {
            return await _process.StandardOutput.ReadLineAsync(patience.Token) ?? throw new AgainstException($"{_build.Name} ended too early: {await _errors}");
        }
        catch (OperationCanceledException)
        {
            throw new AgainstException($"{_build.Name} printed nothing for {Patience.TotalSeconds:0} s.");
        }
    }
}
