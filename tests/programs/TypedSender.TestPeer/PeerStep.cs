namespace TypedSender.TestPeer;

/// <summary>One thing to be done on a connection, within a bound.</summary>
internal sealed class PeerStep(string name, TimeSpan bound, Func<PeerConnection, CancellationToken, Task> run)
{
    public string Name => name;

    public async Task RunAsync(PeerConnection connection, int number, CancellationToken stop)
    {
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(stop);
        bounded.CancelAfter(bound);
        try
        {
            await run(connection, bounded.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException)
        {
            throw Failure(connection, number, $"nothing that fits came within {bound.TotalSeconds:0.###} s", null);
        }
        catch (Exception exception)
        {
            throw Failure(connection, number, exception.Message, exception);
        }
    }

    private ScriptFailedException Failure(PeerConnection connection, int number, string what, Exception? cause)
    {
        string transcript = connection.Transcript.Count == 0 ? "nothing" : string.Join(Environment.NewLine + "  ", connection.Transcript);
        return new ScriptFailedException($"Connection {connection.Number}, step {number} ({name}): {what}{Environment.NewLine}before it:{Environment.NewLine}  {transcript}", cause);
    }
}
