using TypedSender.Amqp;
using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.Amqp.Transport;

namespace TypedSender;

/// <summary>
/// The link of one sender, over all connections: attached when something waits, and attached again when it is lost, as the retry policy decides. All of it under the lock but
/// for what is said to be without it.
/// </summary>
internal sealed partial class SendLink
{
    private readonly ConnectionContext _client;
    private readonly SendQueue _queue;
    private readonly LinkRecovery _recovery;
    private readonly LinkRedirection _redirection;
    private readonly LinkOpening _opening;
    private readonly LinkAuthorization _authorization;
    private SendLinkState _state;

    public SendLink(ConnectionContext client, SendQueue queue, AttachParameters terms, LinkSession? session = null)
    {
        _client = client;
        _queue = queue;
        Attaching = new LinkAttaching(client, terms, queue.Address, queue.Resumption);
        _recovery = new LinkRecovery(client, this);
        _redirection = new LinkRedirection(client, this);
        _opening = new LinkOpening(client, this);
        _authorization = new LinkAuthorization(this, terms);
        Watchdog = new SettlementWatchdog(client, this);
        OwnSession = session;
    }

    /// <summary>The state that users see, whether the sender is closed or not. May be read without the lock.</summary>
    public MessageSenderState State => _recovery.ToPublic(_state);

    /// <summary>The values agreed with the peer; null unless the link is attached.</summary>
    public SenderAttachment? Attachment => Attaching.Attachment;

    /// <summary>What is asked for and agreed in the attach.</summary>
    public LinkAttaching Attaching { get; }

    /// <summary>The engine's end of the link; null unless it is attaching or attached.</summary>
    public SenderLink? Current { get; private set; }

    /// <summary>The connection that the link is on, or waits for a session of.</summary>
    public ClientConnection? Connection { get; private set; }

    /// <summary>The session that the link is attached on, if that is not one that all senders share.</summary>
    public LinkSession? OwnSession { get; set; }

    /// <summary>The connection, over reconnects, that serves the link.</summary>
    public ReconnectLoop Loop => _redirection.Loop;

    /// <summary>Decides whether and when the link is attached again.</summary>
    public AmqpRetryPolicy RetryPolicy => _queue.RetryPolicy;

    /// <summary>Replaces the link when the peer settles nothing on it.</summary>
    public SettlementWatchdog Watchdog { get; }

    /// <summary>The name of the link (AMQP 1.0, 2.6.1).</summary>
    public string Name => Attaching.Name;

    public bool IsAttached => _state == SendLinkState.Attached;

    /// <summary>True while the sender does without the link, as its messages go out on links of their addresses.</summary>
    public bool IsBypassed => _state == SendLinkState.Bypassed;

    /// <summary>The address of the target.</summary>
    public string Address => _queue.Address;

    /// <summary>Where the address comes from, for the texts of errors.</summary>
    public string AddressOrigin => _queue.Destination.Origin;

    /// <summary>The address that is asked for: <see cref="Address"/>, or that which a redirect gave.</summary>
    public string TargetAddress => _redirection.Address ?? Address;

    /// <summary>The profile of the broker.</summary>
    public BrokerProfile Broker => _queue.Broker;

    /// <summary>Whether the sender has been closed.</summary>
    public bool IsClosed => _queue.IsClosed;

    /// <summary>The last failure that keeps the link from being attached; null if none.</summary>
    public SendFailure? Obstacle => Loop.LastFailure ?? _authorization.LastFailure ?? _recovery.LastFailure;

    /// <summary>True when the link is attached as soon as there is a session for it.</summary>
    public bool WaitsForSession => _state == SendLinkState.WaitingForSession && IsWanted;

    /// <summary>True when the link is on, or waits for a session of, this connection.</summary>
    public bool Uses(ClientConnection connection) => Connection == connection;

    /// <summary>True when the link is on this session.</summary>
    public bool Uses(SessionEngine session) => Current?.Session == session;

    /// <summary>True when this is the present link.</summary>
    public bool Uses(Link link) => Current == link;

    /// <summary>True while the sender needs a link. A closed one needs it only for outstanding messages.</summary>
    public bool IsWanted => !_queue.IsClosed || _queue.Outstanding > 0;

    /// <summary>Begins to open, if that is not under way, and returns the end of that.</summary>
    public Task OpenAsync()
    {
        if (IsAttached || IsBypassed)
        {
            return Task.CompletedTask;
        }

        // Before the attempt begins: it may fail at once.
        Task opened = _opening.WaitAsync();
        EnsureOpening();
        return opened;
    }

    /// <summary>Begins to open unless that is under way.</summary>
    public void EnsureOpening()
    {
        AdaptiveLock.AssertHeld(_client.Lock);
        if (IsBypassed)
        {
            _queue.OnBypassed();
        }

        if (_state != SendLinkState.Idle)
        {
            return;
        }

        MoveTo(SendLinkState.WaitingForConnection);
        Loop.Require();
        if (Loop.Ready is { } connection)
        {
            OnConnectionReady(connection);
        }
    }

    /// <summary>A session of a connection works: the link is attached if it is wanted.</summary>
    public void OnConnectionReady(ClientConnection connection)
    {
        AdaptiveLock.AssertHeld(_client.Lock);
        if (_state is SendLinkState.WaitingForConnection or SendLinkState.Authorizing or SendLinkState.WaitingForSession && IsWanted)
        {
            Connection = connection;
            if (_queue.NeedsNoLink(connection, refusal: null))
            {
                Bypass();
            }
            else if (_authorization.TryAuthorize(connection))
            {
                MoveTo(SendLinkState.WaitingForSession);
                connection.Attach(this);
            }
            else
            {
                MoveTo(SendLinkState.Authorizing);
            }
        }
    }

    private void Bypass()
    {
        _recovery.OnAttached();
        MoveTo(SendLinkState.Bypassed);
        _client.LogLater(Log.RelayBypassed);
        _queue.OnBypassed();
        _opening.Succeed();
    }

    /// <summary>The peer has accepted a token for the address.</summary>
    public void OnAuthorized()
    {
        AdaptiveLock.AssertHeld(_client.Lock);
        if (_state == SendLinkState.Authorizing)
        {
            OnConnectionReady(Connection!);
        }
    }

    /// <summary>No token for the address can be had, unless something is corrected.</summary>
    public void OnUnauthorized(SendFailure failure)
    {
        AdaptiveLock.AssertHeld(_client.Lock);
        if (_state == SendLinkState.Authorizing)
        {
            OnLost(failure, isAtFault: true);
        }
    }

    /// <summary>Fails the calls that wait for the link to open; queued messages are not affected.</summary>
    public void FailOpening(SendFailure failure) => _opening.Fail(failure);

    /// <summary>Attaches the link on a session; false when the session has no handle left.</summary>
    public bool TryAttach(SessionEngine session)
    {
        AdaptiveLock.AssertHeld(_client.Lock);
        try
        {
            Current = Attaching.Begin(Connection!, session, _redirection.Address, _queue.Waiting, new SendLinkEvents(_client, Connection!, this, _queue));
        }
        catch (LimitReachedException)
        {
            return false;
        }
        catch (AmqpEncodeException exception)
        {
            OnLost(SendErrors.AttachNotEncodable(Address, exception), isAtFault: true);
            return true;
        }

        MoveTo(SendLinkState.Attaching);
        Attaching.LogBegun();
        Connection!.RequestWrite();
        return true;
    }

    /// <summary>Handles the peer's attach.</summary>
    public void OnAttached(in Attach attach)
    {
        AdaptiveLock.AssertHeld(_client.Lock);
        SenderLink link = Current!;
        if (Attaching.Accept(link, in attach) is { } failure)
        {
            link.Detach(closed: true);
            _queue.Resumption?.OnClosed(failure);
            OnLost(failure, isAtFault: true);
            return;
        }

        SenderAttachment attachment = Attachment!;
        _recovery.OnAttached();
        _queue.Telemetry.OnPeer(Connection!.Opened!.TelemetryPeer);
        MoveTo(SendLinkState.Attached);
        _queue.RaiseAttached(attachment);
        Attaching.LogAccepted(link);
        Attaching.Resume(link, in attach);
        _queue.OnAttached(attachment);
        _queue.Resumption?.LookAtRound();
        _opening.Succeed();
    }

    /// <summary>The peer has settled a delivery of this link.</summary>
    public void OnSettled() => _recovery.HasSettled = true;

    /// <summary>Returns the phase of a send that waits for the link.</summary>
    public SendPhase GetOpeningPhase() => _state == SendLinkState.Authorizing ? SendPhase.Authorizing : _recovery.GetOpeningPhase(Loop);

    /// <summary>Detaches the link, if there is one. The task ends when the peer has answered, or the link is lost.</summary>
    /// <param name="closed">Whether the terminus is to end with the link (AMQP 1.0, 2.6.6).</param>
    public Task DetachAsync(bool closed)
    {
        if (Current is { } link)
        {
            link.Detach(closed);
            Connection!.RequestWrite();
            return _opening.WaitUntilLeftAsync();
        }

        return Task.CompletedTask;
    }

    private void MoveTo(SendLinkState state, SendFailure? failure = null)
    {
        AdaptiveLock.AssertHeld(_client.Lock);
        MessageSenderState previous = State;
        _state = state;
        _recovery.IsRecovering &= state is not (SendLinkState.Idle or SendLinkState.Attached or SendLinkState.Bypassed);
        if (State != previous)
        {
            _queue.RaiseStateChanged(previous, State, failure);
        }
    }
}
