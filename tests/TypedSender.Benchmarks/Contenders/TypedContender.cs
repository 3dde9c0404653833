using System.Diagnostics;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Benchmarks.Contenders;

/// <summary>The product: a generated sender on one client, everything on.</summary>
internal sealed class TypedContender : IContender
{
    private readonly SendClient _client;
    private readonly TypedSettings _settings;
    private readonly IEventSender _fence;
    private readonly EventLoop[] _loops;

    public TypedContender(Sink sink, TypedSettings settings)
    {
        _settings = settings;
        SendClientOptions options = sink.ClientOptions();
        options.ContainerId = Container;
        _client = new SendClient(options);
        _fence = _client.GetSender<IEventSender>(new SenderOptions { Address = "fence", SendSettleMode = SenderSettleMode.Unsettled });
        IEventSender[] links = [.. Enumerable.Range(0, settings.Links).Select(_ => _client.GetSender<IEventSender>(settings.SenderOptions))];
        _loops = [.. Enumerable.Range(0, settings.Threads).Select(_ => new EventLoop(links, settings))];
    }

    public string Container { get; } = ContainerNames.Next("typed");

    public long Sent { get; private set; }

    public async ValueTask<TimeSpan> RunAsync(int count)
    {
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
        if (_settings.IsSettled)
        {
            // What was sent settled has no verdict: one message more on the same connection has one, and it comes after them.
            await _fence.SendAsync(new Event("fence", "", 0, 0, default));
            Sent++;
        }

        return Stopwatch.GetElapsedTime(start);
    }

    public Task<long[]> PingPongAsync(int count)
    {
        Sent += count;
        return _loops[0].PingPongAsync(count);
    }

    public async ValueTask DisposeAsync() => await _client.CloseAsync();
}
