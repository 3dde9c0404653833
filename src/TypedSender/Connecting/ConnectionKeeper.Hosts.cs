namespace TypedSender;

/// <summary>One round of attempts to connect: host after host, each at once a second time where its first answer asks for that.</summary>
internal sealed partial class ConnectionKeeper
{
    /// <summary>Tries one host after the other until a connection works, and waits until that one has ended.</summary>
    private async Task<Ending> TryHostsAsync()
    {
        List<SendFailure> failures = [];
        foreach (BrokerEndpoint _ in _endpoints)
        {
            (ClientConnection? connection, SendFailure? refused) = await TryHostAsync().ConfigureAwait(false);
            if (connection is null)
            {
                return default;
            }

            lock (core.Gate)
            {
                _host = (_host + 1) % _endpoints.Length;
            }

            if (refused is null)
            {
                return new Ending(connection.Failure, connection.LivedFor, connection.HasBroughtOutcome);
            }

            failures.Add(refused);
        }

        SendFailure failure = ConnectionErrors.NoHostConnected(failures);
        lock (core.Gate)
        {
            if (!_hasConnected && !core.Settings.RetryPolicy.RetryFirstConnection)
            {
                failure = ConnectionErrors.FirstConnectionFailed(failure);
            }

            LastFailure = failure;
            _waiters.Fail(failure);
        }

        return new Ending(failure, TimeSpan.Zero, HasBroughtOutcome: false);
    }

    /// <summary>Tries one host, at once a second time if the name of the virtual host has to be written in another form; returns as <see cref="ConnectAsync"/> does.</summary>
    private async Task<(ClientConnection? Connection, SendFailure? Refused)> TryHostAsync()
    {
        (ClientConnection? connection, SendFailure? refused) = await ConnectAsync(_endpoints[_host], core.Settings.OpenTimeout).ConfigureAwait(false);
        if (connection?.OtherForm is not { } other)
        {
            return (connection, refused);
        }

        (ClientConnection? second, SendFailure? refusedAgain) = await ConnectAsync(other, connection.OpenTimeLeft).ConfigureAwait(false);

        // Neither form is the right one: the second try has told nothing about the first one's failure.
        return (second, second?.OtherForm is null ? refusedAgain : refused);
    }

    /// <summary>Makes a connection and waits until it has ended. Null when the client has been closed; a failure when no links could be attached.</summary>
    private async Task<(ClientConnection? Connection, SendFailure? Refused)> ConnectAsync(BrokerEndpoint endpoint, TimeSpan openLimit)
    {
        if (Begin(endpoint, openLimit) is not { } connection)
        {
            return default;
        }

        await OwnThread.After(connection.Released);
        lock (core.Gate)
        {
            Connection = null;
        }

        return (connection, connection.HasBeenReady ? null : connection.Failure);
    }

    private ClientConnection? Begin(BrokerEndpoint endpoint, TimeSpan openLimit)
    {
        // It asks the user's logger: not under the lock.
        ClientConnection connection = new(core, endpoint with { VirtualHost = endpoint.VirtualHost.For(core.Broker) }, openLimit);
        lock (core.Gate)
        {
            if (_isClosed)
            {
                return null;
            }

            Connection = connection;
        }

        connection.Start();
        return connection;
    }
}
