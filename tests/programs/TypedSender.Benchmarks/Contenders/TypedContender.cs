using System.Diagnostics;
using TypedSender.Amqp.Performatives; // where settle modes were in commits that --against may name

namespace TypedSender.Benchmarks.Contenders;

/// <summary>The product: a generated sender on one client, everything on.</summary>
internal sealed class TypedContender : IContender
{
    private readonly SendClient _client;
    private readonly Workload _workload;
    private readonly IEventSender _fence;
    private readonly EventLoop[] _loops;

    public TypedContender(SinkAddress sink, Workload workload, string? container = null)
    {
        _workload = workload;
        Container = container ?? ContainerNames.Next("typed");
        _client = new SendClient(sink.ClientOptions(Container));
        _fence = _client.GetSender<IEventSender>(new SenderOptions { Address = "fence", SendSettleMode = SenderSettleMode.Unsettled });
        IEventSender[] links = [.. Enumerable.Range(0, workload.Links).Select(_ => MakeLink())];
        _loops = [.. Enumerable.Range(0, workload.Threads).Select(_ => new EventLoop(links, workload))];
    }

    public string Container { get; }

    public long Sent { get; private set; }

    public async ValueTask<TimeSpan> RunAsync(int count)
    {
        using Activity? activity = _workload.Trace == TraceMode.Ambient ? new Activity("benchmark").Start() : null;
        int each = count / _loops.Length;
        long start = Stopwatch.GetTimestamp();
        if (_loops.Length == 1)
        {
            await _loops[0].RunAsync(each);
        }
        else
        {
            await Task.WhenAll(_loops.Select(loop => Task.Run(() => loop.RunAsync(each))));
        }

        Sent += each * _loops.Length;
        if (_workload.IsSettled)
        {
            // What was sent settled has no verdict: one message more on the same connection has one, and it comes after them.
            await _fence.SendAsync(new Event("fence", "", 0, 0, default));
            Sent++;
        }

        return Stopwatch.GetElapsedTime(start);
    }

    public Task PingPongAsync(long[] times)
    {
        Sent += times.Length;
        return _loops[0].PingPongAsync(times);
    }

    private IEventSender MakeLink() => _workload.Trace == TraceMode.Constant
        ? new StampedEventSender(_client.GetSender<IStampedEventSender>(_workload.SenderOptions))
        : _client.GetSender<IEventSender>(_workload.SenderOptions);

    public async ValueTask DisposeAsync() => await _client.CloseAsync();
}
