namespace TypedSender.Testing.Serving;

/// <summary>The connections that a broker serves now, those included that are not through the handshake. Thread-safe.</summary>
internal sealed class ServedConnections
{
    private readonly Dictionary<ServerConnection, Task> _serving = [];

    public int Count
    {
        get
        {
            lock (_serving)
            {
                return _serving.Count;
            }
        }
    }

    public ServerConnection[] Snapshot()
    {
        lock (_serving)
        {
            return [.. _serving.Keys];
        }
    }

    /// <summary>Completes when those of now are served to their end.</summary>
    public Task WhenServed()
    {
        lock (_serving)
        {
            return Task.WhenAll(_serving.Values);
        }
    }

    /// <summary>Serves a connection on the thread pool.</summary>
    public void Serve(ServerConnection connection, CancellationToken stop)
    {
        lock (_serving)
        {
            _serving.Add(connection, Task.Run(() => ServeAsync(connection, stop), CancellationToken.None));
        }
    }

    private async Task ServeAsync(ServerConnection connection, CancellationToken stop)
    {
        try
        {
            await connection.RunAsync(stop).ConfigureAwait(false);
        }
        finally
        {
            lock (_serving)
            {
                _serving.Remove(connection);
            }
        }
    }
}
