using System.Diagnostics;

namespace TypedSender.Benchmarks.Contenders;

/// <summary>The limit: the same octets, prepared beforehand, straight to the socket in writes of at least 128 KiB.</summary>
internal sealed class PreparedContender : IContender
{
    private const int WriteSize = 128 * 1024;
    private const int InFlight = 1000;

    private readonly PreparedConnection _connection;
    private readonly PreparedFrames _frames;
    private readonly PreparedFrames _fence;
    private readonly bool _isSettled;
    private uint _sent;

    public PreparedContender(Sink sink, int bodySize, bool isSettled)
    {
        byte[] message = AmqpContracts.Encode(new EventSource(bodySize).Next());
        int perWrite = (WriteSize / message.Length) + 1;
        _isSettled = isSettled;
        _frames = new PreparedFrames(0, message, perWrite, isSettled);
        _fence = new PreparedFrames(0, message, 1, isSettled: false);
        _connection = PreparedConnection.Open(Container, sink.Port, sink.Certificate);
    }

    public string Container { get; } = ContainerNames.Next("prepared");

    public long Sent => _sent;

    public ValueTask<TimeSpan> RunAsync(int count)
    {
        long start = Stopwatch.GetTimestamp();
        uint end = _sent + (uint)count;
        while (_sent != end)
        {
            int next = (int)Math.Min((uint)_frames.Count, end - _sent);
            while (!_isSettled && _sent - _connection.Accepted + (uint)next > InFlight)
            {
                _connection.Receive();
            }

            _connection.Send(_frames.Number(_sent, next));
            _sent += (uint)next;
        }

        if (_isSettled)
        {
            _connection.Send(_fence.Number(_sent++, 1));
        }

        while (_connection.Accepted != _sent)
        {
            _connection.Receive();
        }

        return ValueTask.FromResult(Stopwatch.GetElapsedTime(start));
    }

    public async Task<long[]> PingPongAsync(int count)
    {
        long[] times = new long[count];
        for (int number = 0; number < count; number++)
        {
            long start = Stopwatch.GetTimestamp();
            await _connection.SendAsync(_fence.Number(_sent++, 1));
            while (_connection.Accepted != _sent)
            {
                await _connection.ReceiveAsync();
            }

            times[number] = Stopwatch.GetTimestamp() - start;
        }

        return times;
    }

    public ValueTask DisposeAsync()
    {
        _connection.Dispose();
        return ValueTask.CompletedTask;
    }
}
