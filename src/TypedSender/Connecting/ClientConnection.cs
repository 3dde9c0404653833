using Microsoft.Extensions.Logging;
using TypedSender.Amqp.Connections;
using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Transport;

namespace TypedSender;

/// <summary>One connection of a client, from the first packet to its end. It is not opened again: the client makes another.</summary>
/// <remarks>All state is guarded by the client's lock, and members are called under it unless they say otherwise.</remarks>
internal sealed partial class ClientConnection : IConnectionOwner, IOpenAttemptObserver
{
    private readonly ConnectionContext _client;
    private readonly BrokerHost _host;
    private readonly IClientConnectionObserver _observer;
    private readonly OpenAttempt _opening;
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new();
    private AmqpConnection? _amqp;
    private SessionPool? _sessions;
    private long? _readySince;
    private bool _isClosedByUs;

    /// <summary>Asks the user's logger: call it without the lock.</summary>
    public ClientConnection(ConnectionContext client, BrokerHost host, CredentialSource credentials, TimeSpan openLimit, IClientConnectionObserver observer)
    {
        _client = client;
        _host = host;
        _observer = observer;
        _opening = new OpenAttempt(client, host, credentials, openLimit, this);
    }

    /// <summary>Null until the handshake is done.</summary>
    public AmqpTransport? Transport => _amqp?.Transport;

    public BrokerEndpoint Endpoint => _host.Endpoint;

    /// <summary>Where it goes to, and with which form of the virtual host's name.</summary>
    public BrokerHost Host => _host;

    /// <summary>The values of the peer's open; null until it has come.</summary>
    public SendClientConnection? Opened => _opening.Opened;

    /// <summary>True once links can be attached, until the connection is lost.</summary>
    public bool IsReady => HasBeenReady && !IsDead;

    /// <summary>True once links could be attached, however the connection ended after that.</summary>
    public bool HasBeenReady => _readySince is not null;

    /// <summary>True once the peer has settled a delivery.</summary>
    public bool HasBroughtOutcome { get; set; }

    /// <summary>Whether the peer has settled a delivery, or links could be attached for long. May be read without the lock after <see cref="Stopped"/>.</summary>
    public bool IsOfUse => HasBroughtOutcome || Uptime >= ReconnectBackoff.StableUptime;

    /// <summary>The reason why the connection does not work any more; null while it does. May be read without the lock after <see cref="Stopped"/>.</summary>
    public SendFailure? Failure { get; private set; }

    /// <summary>How long links could be attached. May be read without the lock after <see cref="Stopped"/>.</summary>
    public TimeSpan Uptime { get; private set; }

    /// <summary>
    /// Where to connect at once instead: the same host, and the virtual host's name in another form. Null otherwise. May be read without the lock after
    /// <see cref="Stopped"/>.
    /// </summary>
    public BrokerHost? OtherForm { get; private set; }

    /// <summary>The tokens that links need before they attach; null where the credential has none.</summary>
    public TokenAuthority? Tokens => _sessions?.Tokens;

    /// <summary>The rest of the open time-out.</summary>
    public TimeSpan OpenTimeLeft => _opening.TimeLeft;

    /// <summary>
    /// Ends when the connection is over and its socket closed, or, of a stream of the user's, when the time for its disposal is over. Never fails, and waits
    /// for no code of the user's without a bound.
    /// </summary>
    public Task Stopped => _stopped.Task;

    /// <summary>Ends with <see cref="Stopped"/>, and continues where that comes about, without a thread of the pool.</summary>
    public Task Released => _released.Task;

    /// <summary>True once the peer's open has come.</summary>
    private bool HasOpened => _amqp is { Engine.IsOpenReceived: true };

    private bool IsDead => Failure is not null;

    /// <summary>Begins to connect. Without the lock.</summary>
    public void Start() => _opening.Start();

    /// <summary>Traces the frames of a link that is about to be attached.</summary>
    public void Trace(string linkName, ILogger logger) => LinkTraces.Add(_amqp!, Endpoint, linkName, logger);

    /// <summary>Attaches a sender's link, now or as soon as a session for it has begun.</summary>
    public void Attach(SendLink sender) => _sessions!.Attach(sender);

    /// <summary>The sessions of senders, by which their links are left; there once it is ready.</summary>
    public SessionPool Sessions => _sessions!;

    /// <inheritdoc cref="SessionPool.EndPrivate"/>
    public void EndPrivateSession(SessionEngine session) => _sessions!.EndPrivate(session);

    /// <inheritdoc cref="SessionPool.Begin"/>
    public void Begin(LinkSession session) => _sessions!.Begin(session);

    /// <inheritdoc cref="SessionPool.End"/>
    public void End(LinkSession session) => _sessions!.End(session);

    /// <inheritdoc cref="RequestLinks.RequestAsync"/>
    public Task<AmqpMessage> RequestAsync(RequestTarget target, AmqpMessage request, TimeSpan timeout, CancellationToken cancellationToken) =>
        _sessions!.Requests.RequestAsync(target, request, timeout, cancellationToken);

    /// <summary>The link to the coordinator of transactions. May be read without the lock once links can be attached.</summary>
    public ControlLink Control => _sessions!.Control;

    /// <summary>Lets the pool write what has been appended.</summary>
    public void RequestWrite() => _amqp?.RequestWrite();

    /// <summary>
    /// Appends a close behind everything else; <see cref="Stopped"/> follows when the peer answers. A connection in the making gets no further: call
    /// <see cref="AbortOpening"/> after leaving the lock.
    /// </summary>
    public void Close()
    {
        AdaptiveLock.AssertHeld(_client.Lock);
        _isClosedByUs = true;
        if (_amqp is { } amqp && !IsDead)
        {
            amqp.Engine.Close();
            amqp.RequestWrite();
        }
    }

    /// <summary>Drops the socket. <see cref="Failure"/> and all outcomes stand when it returns. Without the lock.</summary>
    public void Abort()
    {
        if (Transport is { } transport)
        {
            transport.Abort();
        }
        else
        {
            AbortOpening();
        }
    }

    /// <summary>Ends an attempt to connect, if that is how far it is. Without the lock.</summary>
    public void AbortOpening()
    {
        if (Transport is null)
        {
            EndOpening(_opening.GetClosed(null));
        }
    }

    /// <summary>The attempt to connect is over, unless it had ended before. Without the lock.</summary>
    private void EndOpening(SendFailure failure)
    {
        lock (_client.Lock)
        {
            Fail(failure);
        }

        if (Transport is { } transport)
        {
            transport.Abort();
            return;
        }

        _opening.Abandon();
        CompleteWhenStreamIsClosed();
    }

    /// <summary>The connection is over; what is left is the disposal of the stream, which is not waited for for long. Without the lock.</summary>
    private void CompleteWhenStreamIsClosed()
    {
        Task closed = _opening.StreamClosed;
        if (closed.IsCompleted)
        {
            Complete();
        }
        else
        {
            closed.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(Complete);
        }

        void Complete()
        {
            _stopped.TrySetResult();
            _released.TrySetResult();
        }
    }

    /// <summary>
    /// Fails the connection while it works as far as the transport knows. From here on until it is aborted, nothing that has been appended goes out, as its
    /// outcome says that it was not sent; nothing that waits is appended, and nothing that comes is taken in.
    /// </summary>
    private void FailAbruptly(SendFailure failure)
    {
        AdaptiveLock.AssertHeld(_client.Lock);
        _amqp!.Engine.CloseAbruptly();
        Fail(failure);
    }

    /// <summary>The connection does not work any more: reports that to the client and to every sender on it. Only the first reason counts.</summary>
    private void Fail(SendFailure failure)
    {
        AdaptiveLock.AssertHeld(_client.Lock);
        if (IsDead)
        {
            return;
        }

        if (_isClosedByUs && !HasBeenReady)
        {
            failure = SendErrors.ClosedWhileOpening($"The connection to {Endpoint}");
        }

        Failure = failure;
        Uptime = _readySince is { } since ? _client.Settings.TimeProvider.GetElapsedTime(since) : TimeSpan.Zero;
        _amqp?.StopIdleTimer();
        _opening.StopTimer();
        Tokens?.Stop();
        _client.LostPresettled += _amqp is { } amqp ? amqp.Engine.PresettledCount - amqp.Transport.StartedPresettled : 0;
        LogFailure(failure);
        _observer.OnLost(failure);
        _sessions?.LoseAllUnsettled(failure);
        foreach (SendLink sender in _observer.Links.ToArray())
        {
            if (sender.Uses(this))
            {
                sender.OnConnectionLost(failure);
            }
        }

        _client.FlushCompletions();
    }

    private void LogFailure(SendFailure failure)
    {
        if (_isClosedByUs)
        {
            return;
        }

        if (HasBeenReady)
        {
            _client.LogLater(logger => Log.ConnectionLost(logger, Endpoint.ToString(), failure.Reason, failure.Message));
        }
        else
        {
            _client.LogLater(logger => Log.OpenFailed(logger, Endpoint.ToString(), failure.Reason, failure.Message));
        }
    }
}
