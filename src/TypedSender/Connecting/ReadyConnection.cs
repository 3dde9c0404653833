namespace TypedSender;

/// <summary>Waits for a connection that links can be attached on, for something that has one deadline in all. Without the lock.</summary>
/// <param name="client">The client.</param>
/// <param name="what">What needs the connection, as texts begin with it.</param>
/// <param name="timeout">How long that may take from now on, connecting included.</param>
internal sealed class ReadyConnection(ClientContext client, string what, TimeSpan timeout)
{
    private readonly TimeProvider _clock = client.Settings.TimeProvider;
    private readonly long _start = client.Settings.TimeProvider.GetTimestamp();

    /// <summary>The rest of the time-out; zero when it is over.</summary>
    public TimeSpan TimeLeft
    {
        get
        {
            if (timeout == Timeout.InfiniteTimeSpan)
            {
                return timeout;
            }

            TimeSpan left = timeout - _clock.GetElapsedTime(_start);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <summary>Returns the present connection, or the next one.</summary>
    /// <exception cref="ObjectDisposedException">The client has been closed.</exception>
    /// <exception cref="SendException">There was none in time, or none could be made.</exception>
    /// <exception cref="SendCanceledException">The token was cancelled.</exception>
    public async Task<ClientConnection> WaitAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task opened;
            lock (client.Lock)
            {
                client.ThrowIfClosing();
                if (client.ReconnectLoop.Ready is { } connection)
                {
                    return connection;
                }

                opened = client.ReconnectLoop.OpenAsync();
            }

            try
            {
                await opened.WaitAsync(TimeLeft, _clock, cancellationToken).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                throw RequestErrors.ConnectingTimedOut(what, timeout, GetLastFailure());
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                throw RequestErrors.CanceledWhileConnecting(what, cancellationToken);
            }
        }
    }

    private SendFailure? GetLastFailure()
    {
        lock (client.Lock)
        {
            return client.ReconnectLoop.LastFailure;
        }
    }
}
