using System.Diagnostics;
using System.Globalization;
using TypedSender.Benchmarks.Contenders;
using TypedSender.Benchmarks.Runs;

namespace TypedSender.BenchmarkPeers;

/// <summary>A sender on another library: as many asynchronous loops as messages may be under way, each awaiting one send after the other.</summary>
internal abstract class PeerContender : IContender
{
    private const int IdCount = 1024;

    private static readonly string[] Ids = [.. Enumerable.Range(0, IdCount).Select(number => string.Create(CultureInfo.InvariantCulture, $"msg-{number:d10}"))];

    private readonly RunOptions _options;
    private int _left;
    private long _number;

    protected PeerContender(RunOptions options)
    {
        _options = options;
        Body = new byte[options.BodySize];
        Body.AsSpan().Fill(0x5A);
    }

    public virtual string Container => _options.Container;

    public long Sent { get; private set; }

    protected byte[] Body { get; }

    protected static string ContentType => "application/octet-stream";

    protected static string Subject => "bench.created";

    public async ValueTask<TimeSpan> RunAsync(int count)
    {
        long start = Stopwatch.GetTimestamp();
        _left = count;
        Task[] loops = new Task[Math.Min(_options.InFlight, count)];
        for (int loop = 0; loop < loops.Length; loop++)
        {
            loops[loop] = SendWhileLeftAsync();
        }

        await Task.WhenAll(loops);
        Sent += count;
        if (_options.Mode == SendMode.Settled)
        {
            await SendFenceAsync();
            Sent++;
        }

        return Stopwatch.GetElapsedTime(start);
    }

    public async Task PingPongAsync(long[] times)
    {
        for (int sent = 0; sent < times.Length; sent++)
        {
            long start = Stopwatch.GetTimestamp();
            await SendAsync(_number++);
            times[sent] = Stopwatch.GetTimestamp() - start;
        }

        Sent += times.Length;
    }

    public abstract ValueTask DisposeAsync();

    /// <summary>Sends one message; of what is sent unsettled the task ends when the sink has accepted it.</summary>
    protected abstract Task SendAsync(long number);

    /// <summary>Sends one message unsettled, on the same connection: once it is accepted, the sink has all before it.</summary>
    protected abstract Task SendFenceAsync();

    /// <summary>The message-id of a message.</summary>
    protected static string Id(long number) => Ids[number & (IdCount - 1)];

    /// <summary>The application properties of a message, and what each is.</summary>
    protected static IEnumerable<(string Key, object Value)> Properties(long number) => [("region", "eu-west-1"), ("attempt", 3), ("time", 1_700_000_000_000 + number)];

    private async Task SendWhileLeftAsync()
    {
        while (Interlocked.Decrement(ref _left) >= 0)
        {
            await SendAsync(Interlocked.Increment(ref _number));
        }
    }
}
