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
            HostAttempt tried = await TryHostAsync().ConfigureAwait(false);
            if (tried.Connection is not { } connection)
            {
                return default;
            }

            lock (client.Lock)
            {
                hosts.MoveNext();
            }

            if (connection.HasBeenReady)
            {
                return new ConnectionEnding(tried.Failure, connection.Uptime, connection.HasBroughtOutcome);
            }

            failures.Add(tried.Failure!);
        }

        SendFailure failure = ConnectionErrors.NoHostConnected(failures);
        lock (client.Lock)
        {
            if (IsHome && !HasConnected && !client.Settings.RetryPolicy.RetryFirstConnection)
            {
                failure = ConnectionErrors.FirstConnectionFailed(failure);
            }

            LastFailure = failure;
            _waiters.Fail(failure);
        }

        return new ConnectionEnding(failure, TimeSpan.Zero, HasSettled: false);
    }

    /// <summary>Tries the current host, and those that its redirects lead to, if they are followed.</summary>
    private async Task<HostAttempt> TryHostAsync()
    {
        BrokerHost host;
        lock (client.Lock)
        {
            host = hosts.Current;
        }

        IReadOnlyList<string> way = [];
        HostAttempt tried = await TryFormsAsync(host, credentials, client.Settings.OpenTimeout).ConfigureAwait(false);
        while (tried is { Connection: { } connection, Failure: { Error: { } error } failure } && MayFollow(error))
        {
            RedirectTarget target = client.Redirects.Follow(connection.IsOfUse ? [] : way, connection.Host, null, error);
            if (target.Problem is { } problem)
            {
                return tried with { Failure = RedirectErrors.NotFollowed(failure, problem) };
            }

            (string from, string to) = (connection.Host.ToString(), target.Host!.ToString());
            client.LogLater(logger => Log.ConnectionRedirected(logger, from, to));
            way = target.Way!;
            tried = await TryFormsAsync(target.Host, target.Credentials!, connection.HasBeenReady ? client.Settings.OpenTimeout : connection.OpenTimeLeft).ConfigureAwait(false);
        }

        return tried;
    }

    /// <summary>Whether it connects to the hosts of the options; otherwise a redirect led to its host.</summary>
    private bool IsHome => client.Home == this;

    private bool MayFollow(AmqpError error) =>
        error.Condition.Value == AmqpErrorConditions.ConnectionRedirect && client.Settings.Redirects.AreFollowed && !_closing.IsCancellationRequested;

    /// <summary>Tries a host, at once a second time if the name of the virtual host has to be written in another form.</summary>
    private async Task<HostAttempt> TryFormsAsync(BrokerHost host, CredentialSource login, TimeSpan openLimit)
    {
        HostAttempt first = await ConnectAsync(host, login, openLimit).ConfigureAwait(false);
        if (first.Connection is not { OtherForm: { } other } connection)
        {
            return first;
        }

        HostAttempt second = await ConnectAsync(other, login, connection.OpenTimeLeft).ConfigureAwait(false);

        // Neither form is the right one: the failure of the first try says more than that of the second.
        return second.Connection?.OtherForm is null ? second : second with { Failure = first.Failure };
    }

    /// <summary>Makes a connection and waits until it has ended. There is none when the client has been closed.</summary>
    private async Task<HostAttempt> ConnectAsync(BrokerHost host, CredentialSource login, TimeSpan openLimit)
    {
        if (Begin(host, login, openLimit) is not { } connection)
        {
            return default;
        }

        await DedicatedThread.After(connection.Released);
        lock (client.Lock)
        {
            Connection = null;
        }

        return new HostAttempt(connection, connection.Failure);
    }

    private ClientConnection? Begin(BrokerHost host, CredentialSource login, TimeSpan openLimit)
    {
        // The constructor asks the user's logger, so it is not called under the lock.
        ClientConnection connection = new(client, host with { VirtualHost = host.VirtualHost.For(client.Broker) }, login, openLimit, this);
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

            if (!IsHome)
            {
                // It is for the links to decide: they begin at home again.
                Stop(failure);
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
