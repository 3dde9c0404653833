namespace TypedSender.Benchmarks.Contenders;

/// <summary>Sends messages that are so long that a run is counted in pieces of them: as many whole ones as that makes, and the time for the pieces that were asked for.</summary>
internal sealed class PieceContender(IContender inner, int piecesPerMessage) : IContender
{
    public string Container => inner.Container;

    public long Sent => inner.Sent;

    public async ValueTask<TimeSpan> RunAsync(int count)
    {
        int messages = Math.Max(1, (count + (piecesPerMessage / 2)) / piecesPerMessage);
        return await inner.RunAsync(messages) * ((double)count / ((double)messages * piecesPerMessage));
    }

    public Task PingPongAsync(long[] times) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
