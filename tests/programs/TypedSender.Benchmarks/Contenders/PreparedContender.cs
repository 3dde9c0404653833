using System.Diagnostics;

namespace TypedSender.Benchmarks.Contenders;

/// <summary>The limit: the same bytes, prepared beforehand, straight to the socket in writes of at least 128 KiB.</summary>
internal sealed class PreparedContender : IContender
{
    private const int WriteSize = 128 * 1024;

    private readonly PreparedConnection _connection;
    private readonly PreparedFrames _frames;
    private readonly PreparedFrames _fence;
    private readonly Workload _workload;
    private uint _sent;

    public PreparedContender(SinkAddress sink, Workload workload, string? container = null)
    {
        byte[] message = AmqpContracts.Encode(new EventSource(workload.BodySize).Next());
        int perWrite = (WriteSize / message.Length) + 1;
        _workload = workload;
        _frames = new PreparedFrames(message, workload.IsSettled ? perWrite : Math.Clamp(workload.InFlight / 3, 1, perWrite), workload.IsSettled);
        _fence = new PreparedFrames(message, 1, isSettled: false);
        Container = container ?? ContainerNames.Next("prepared");
        _connection = PreparedConnection.Open(Container, sink);
    }

    public string Container { get; }

    public long Sent => _sent;

    public ValueTask<TimeSpan> RunAsync(int count)
    {
        long start = Stopwatch.GetTimestamp();
        uint end = _sent + (uint)count;
        while (_sent != end)
        {
            int next = (int)Math.Min((uint)_frames.Count, end - _sent);
            while (!_workload.IsSettled && _sent - _connection.Accepted + (uint)next > _workload.InFlight)
            {
                _connection.Receive();
            }

            _connection.Send(_frames.Number(_sent, next));
            _sent += (uint)next;
        }

        if (_workload.IsSettled)
        {
            _connection.Send(_fence.Number(_sent++, 1));
        }

        while (_connection.Accepted != _sent)
        {
            _connection.Receive();
        }

        return ValueTask.FromResult(Stopwatch.GetElapsedTime(start));
    }

    public async Task PingPongAsync(long[] times)
    {
        for (int number = 0; number < times.Length; number++)
        {
            long start = Stopwatch.GetTimestamp();
            await _connection.SendAsync(_fence.Number(_sent++, 1));
            while (_connection.Accepted != _sent)
            {
                await _connection.ReceiveAsync();
            }

            times[number] = Stopwatch.GetTimestamp() - start;
        }
    }

    public ValueTask DisposeAsync()
    {
        _connection.Dispose();
        return ValueTask.CompletedTask;
    }
}
