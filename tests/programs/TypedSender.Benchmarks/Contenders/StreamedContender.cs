using System.Diagnostics;

namespace TypedSender.Benchmarks.Contenders;

/// <summary>A generated sender whose body is a stream in memory, one message after the other.</summary>
internal sealed class StreamedContender : IContender
{
    private readonly SendClient _client;
    private readonly IStreamSender _sender;
    private readonly byte[] _body;

    public StreamedContender(SinkAddress sink, Workload workload)
    {
        Container = ContainerNames.Next("streamed");
        _client = new SendClient(sink.ClientOptions(Container));
        _sender = _client.GetSender<IStreamSender>(workload.SenderOptions);
        _body = new byte[workload.BodySize];
    }

    public string Container { get; }

    public long Sent { get; private set; }

    public async ValueTask<TimeSpan> RunAsync(int count)
    {
        long start = Stopwatch.GetTimestamp();
        for (int sent = 0; sent < count; sent++)
        {
            using var content = new MemoryStream(_body);
            await _sender.SendAsync(content);
        }

        Sent += count;
        return Stopwatch.GetElapsedTime(start);
    }

    public Task PingPongAsync(long[] times) => throw new NotSupportedException();

    public async ValueTask DisposeAsync() => await _client.CloseAsync();
}
