using TypedSender.Amqp.Transport;

namespace TypedSender;

/// <summary>
/// What the loop does, step after step: a pause, one lap of the hosts until a connection works, its end, and the question to the retry policy.
/// </summary>
internal sealed partial class ReconnectLoop
{
    private async Task RunAsync(TaskCompletionSource ended)
    {
        try
        {
            TimeSpan? pause = GetRemainingPause();
            while (pause is { } delay && await PauseAsync(delay).ConfigureAwait(false))
            {
                ConnectionEnding ending = await TryHostsAsync().ConfigureAwait(false);
                pause = GetPause(ending);
            }
        }
        catch (Exception exception)
        {
            StopAfterDefect(exception);
        }

        ended.TrySetResult();
    }

    private TimeSpan GetRemainingPause()
    {
        lock (client.Lock)
        {
            return _backoff.RemainingPause;
        }
    }

    /// <summary>False when the client has been closed.</summary>
    private async Task<bool> PauseAsync(TimeSpan pause)
    {
        if (pause > TimeSpan.Zero)
        {
            await DedicatedThread.After(Task.Delay(pause, client.Settings.TimeProvider, _closing.Token));
        }

        return !_closing.IsCancellationRequested;
    }

    /// <summary>Tries one host after the other, each once, until a connection works, and waits until that one has ended.</summary>
    private async Task<ConnectionEnding> TryHostsAsync()
    {
        List<SendFailure> failures = [];
        for (int attempt = 0; attempt < hosts.LapLength; attempt++)
        {
            (ClientConnection? connection, SendFailure? refused) = await TryHostAsync().ConfigureAwait(false);
            if (connection is null)
            {
                return default;
            }

            lock (client.Lock)
            {
                hosts.MoveNext();
            }

            if (refused is null)
            {
                return new ConnectionEnding(connection.Failure, connection.Uptime, connection.HasBroughtOutcome);
            }

            failures.Add(refused);
        }

        SendFailure failure = ConnectionErrors.NoHostConnected(failures);
        lock (client.Lock)
        {
            if (!HasConnected && !client.Settings.RetryPolicy.RetryFirstConnection)
            {
                failure = ConnectionErrors.FirstConnectionFailed(failure);
            }

            LastFailure = failure;
            _waiters.Fail(failure);
        }

        return new ConnectionEnding(failure, TimeSpan.Zero, HasSettled: false);
    }

    /// <summary>
    /// Tries the current host, at once a second time if the name of the virtual host has to be written in another form; returns what
    /// <see cref="ConnectAsync"/> does.
    /// </summary>
    private async Task<(ClientConnection? Connection, SendFailure? Refused)> TryHostAsync()
    {
        BrokerHost host;
        lock (client.Lock)
        {
            host = hosts.Current;
        }

        (ClientConnection? connection, SendFailure? refused) = await ConnectAsync(host, client.Settings.OpenTimeout).ConfigureAwait(false);
        if (connection?.OtherForm is not { } other)
        {
            return (connection, refused);
        }

        (ClientConnection? second, SendFailure? refusedAgain) = await ConnectAsync(other, connection.OpenTimeLeft).ConfigureAwait(false);

        // Neither form is the right one: the failure of the first try says more than that of the second.
        return (second, second?.OtherForm is null ? refusedAgain : refused);
    }

    /// <summary>Makes a connection and waits until it has ended. Null when the client has been closed; a failure when no links could be attached.</summary>
    private async Task<(ClientConnection? Connection, SendFailure? Refused)> ConnectAsync(BrokerHost host, TimeSpan openLimit)
    {
        if (Begin(host, openLimit) is not { } connection)
        {
            return default;
        }

        await DedicatedThread.After(connection.Released);
        lock (client.Lock)
        {
            Connection = null;
        }

        return (connection, connection.HasBeenReady ? null : connection.Failure);
    }

    private ClientConnection? Begin(BrokerHost host, TimeSpan openLimit)
    {
        // The constructor asks the user's logger, so it is not called under the lock.
        ClientConnection connection = new(client, host with { VirtualHost = host.VirtualHost.For(client.Broker) }, credentials, openLimit, this);
        lock (client.Lock)
        {
            if (_closing.IsCancellationRequested)
            {
                return null;
            }

            Connection = connection;
        }

        connection.Start();
        return connection;
    }

    /// <summary>How long to wait before the next lap; null when there is none. Takes the lock itself, and asks the policy without it.</summary>
    private TimeSpan? GetPause(ConnectionEnding ending)
    {
        if (ending.Failure is not { } failure)
        {
            return null;
        }

        AmqpRetryContext context;
        lock (client.Lock)
        {
            if (_closing.IsCancellationRequested)
            {
                return null;
            }

            context = new AmqpRetryContext(AmqpRetryOperation.Connect, failure.NotSent()) { HasWorked = HasConnected, Uptime = ending.Uptime };
            _backoff.OnEnded(ending.Uptime, ending.HasSettled, isViolation: context.Class == FailureClass.Protocol);
            context = context with { Attempt = _backoff.Attempt };
        }

        AmqpRetryDecision decision = client.AskPolicy(client.Settings.RetryPolicy, context);
        TimeSpan pauseIfStopped = decision.IsRetry ? TimeSpan.Zero : client.Settings.RetryPolicy.GetDelay(context);
        lock (client.Lock)
        {
            if (_closing.IsCancellationRequested)
            {
                return null;
            }

            if (decision.IsRetry)
            {
                TimeSpan pause = _backoff.OnRetry(decision);
                string next = hosts.Current.ToString();
                client.LogLater(logger => Log.Reconnecting(logger, next, pause, context.Attempt));
                return pause;
            }

            _backoff.OnStopped(pauseIfStopped);
            Stop(failure);
            return null;
        }
    }

    /// <summary>
    /// Ends the loop, and the sends that wait for a connection. The next that needs one starts the loop again, which first waits for what is left of the pause.
    /// </summary>
    private void Stop(SendFailure failure)
    {
        AdaptiveLock.AssertHeld(client.Lock);
        _isRunning = false;
        string next = hosts.Current.ToString();
        client.LogLater(logger => Log.ConnectingStopped(logger, next, failure.Reason, failure.Message));
        SetState(SendClientState.Idle, failure);
        foreach (SendLink sender in _links.ToArray())
        {
            sender.OnConnectingFailed(failure);
        }

        client.FlushCompletions();

        // The waiters of the failed lap have been failed. Those that were added since need another one.
        if (_waiters.Any)
        {
            Require();
        }
    }

    /// <summary>A defect of this library ends the loop: it is reported as such, and the next that needs a connection starts the loop again.</summary>
    private void StopAfterDefect(Exception exception)
    {
        Abort();
        lock (client.Lock)
        {
            BrokerEndpoint endpoint = hosts.Current.Endpoint;
            Connection = null;
            LastFailure = FaultErrors.Internal(endpoint.Host, endpoint.Port, exception, hasOpened: false);
            _waiters.Fail(LastFailure);
            Stop(LastFailure);
        }
    }
}
