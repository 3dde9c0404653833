using Microsoft.Extensions.Logging;
using TypedSender.Amqp.Transport;

namespace TypedSender;

/// <summary>State shared by the senders and the connections of one client.</summary>
internal sealed class ClientContext : IDisposable
{
    private readonly List<SendQueue> _senders = [];

    public ClientContext(SendClientSettings settings, ILogger logger)
    {
        Settings = settings;
        Credentials = new CredentialSource(settings.Login);
        Broker = settings.Broker ?? BrokerProfiles.Generic;
        Pool = new ThreadPoolMonitor(this);
        Domain = new SendDomain(settings, logger, Pool.Look);
        ReconnectLoop = new ReconnectLoop(this);
        Instruments.Observe(this);
    }

    /// <summary>The lock domain of the client: its connections and senders may hand messages to one another.</summary>
    public SendDomain Domain { get; }

    public SendClientSettings Settings { get; }

    /// <summary>The source of the client's credentials.</summary>
    public CredentialSource Credentials { get; }

    public ThreadPoolMonitor Pool { get; }

    public ReconnectLoop ReconnectLoop { get; }

    /// <summary>The transport of the present connection; null when there is none. May be read without the lock.</summary>
    public AmqpTransport? Transport => ReconnectLoop.Connection?.Transport;

    public Lock Lock => Domain.Lock;

    public ILogger Logger => Domain.Logger;

    public DeadlineWheel Deadlines => Domain.Deadlines;

    public DeliveryPool Deliveries => Domain.Deliveries;

    public CompletionQueue Completions => Domain.Completions;

    public StateChangeNotifier Events => Domain.Events;

    public long PendingBytes => Domain.PendingBytes;

    public bool IsClosing { get; private set; }

    /// <summary>True once nothing is sent or received any more.</summary>
    public bool IsDisposed { get; private set; }

    /// <summary>Raises <see cref="SendClient.StateChanged"/>; called from <see cref="Events"/>.</summary>
    public Action<SendClientStateChangedEventArgs>? StateChanged { get; set; }

    /// <summary>Raises <see cref="SendClient.Connected"/>; called from <see cref="Events"/>.</summary>
    public Action<SendClientConnectedEventArgs>? Connected { get; set; }

    public IReadOnlyList<SendQueue> Senders => _senders;

    /// <summary>The links of all senders, attached or not.</summary>
    /// <remarks>A snapshot: a link that can be attached may bring forth others.</remarks>
    public IEnumerable<SendLink> Links => _senders.ToArray().Select(static sender => sender.Link);

    /// <summary>Pre-settled messages, reported as Unconfirmed, that certainly never left: their connection was lost before they were written.</summary>
    public long LostPresettled { get; set; }

    /// <summary>Where the client connects to, as host and port, for texts.</summary>
    public string EndpointNames => string.Join(", ", Settings.Endpoints);

    /// <summary>The profile of the broker, for the connection: by the options, or else by the first sender that knows more than nothing. Written under the lock.</summary>
    public BrokerProfile Broker { get; private set; }

    public void Add(SendQueue sender)
    {
        _senders.Add(sender);
        if (Settings.Broker is null && Broker.Kind == AmqpBrokerKind.Generic)
        {
            Broker = sender.Broker;
        }
    }

    public void Remove(SendQueue sender) => _senders.Remove(sender);

    /// <summary>Takes no more messages from here on. Under the lock.</summary>
    public void BeginClose()
    {
        if (!IsClosing)
        {
            RaiseStateChanged(ReconnectLoop.State, SendClientState.Closed, Settings.Endpoints[0], failure: null);
            IsClosing = true;
        }
    }

    /// <exception cref="ObjectDisposedException">The client has been closed.</exception>
    public void ThrowIfClosing()
    {
        if (IsClosing)
        {
            throw new ObjectDisposedException(nameof(SendClient), $"The client for {EndpointNames} has been closed. Make a new SendClient to go on sending, and keep it as long as you send.");
        }
    }

    /// <summary>Raises the state event, unless the client is closing: Closed was raised then. Under the lock.</summary>
    public void RaiseStateChanged(SendClientState previous, SendClientState current, BrokerEndpoint endpoint, SendFailure? failure)
    {
        AdaptiveLock.AssertHeld(Lock);
        if (!IsClosing && StateChanged is { } raise)
        {
            Events.Raise(() => raise(new SendClientStateChangedEventArgs(previous, current, endpoint.ToString(), failure)));
        }
    }

    /// <summary>Raises the event of a connection that links can be attached on, unless the client is closing. Under the lock.</summary>
    public void RaiseConnected(SendClientConnection connection)
    {
        AdaptiveLock.AssertHeld(Lock);
        if (!IsClosing && Connected is { } raise)
        {
            Events.Raise(() => raise(new SendClientConnectedEventArgs(connection)));
        }
    }

    /// <summary>Asks the user's policy. Without the lock.</summary>
    public AmqpRetryDecision AskPolicy(AmqpRetryContext context)
    {
        try
        {
            return Settings.RetryPolicy.Decide(context);
        }
        catch (Exception exception)
        {
            LogRecord.Write(Logger, logger => Log.PolicyFailed(logger, Settings.RetryPolicy.GetType().Name, exception));
            return AmqpRetryDecision.Stop;
        }
    }

    /// <inheritdoc cref="SendDomain.FlushCompletions"/>
    public void FlushCompletions() => Domain.FlushCompletions();

    /// <inheritdoc cref="SendDomain.LogLater"/>
    public void LogLater(Action<ILogger> write) => Domain.LogLater(write);

    public void Dispose()
    {
        IsDisposed = true;
        ObservedClients.Remove(this);
        Domain.Dispose();
    }
}
