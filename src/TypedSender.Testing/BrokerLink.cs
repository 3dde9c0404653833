using TypedSender.Amqp;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Testing;

/// <summary>A link that a client attached to an <see cref="InProcessBroker"/>, with what its attach said (AMQP 1.0, 2.7.3). Thread-safe.</summary>
public sealed class BrokerLink
{
    private readonly Attach _attach;
    private readonly Action<AmqpError> _detach;
    private readonly Action<string, string?> _endSession;
    private volatile bool _isOpen = true;

    internal BrokerLink(BrokerConnection connection, string address, bool isSender, in Attach attach, Action<AmqpError> detach, Action<string, string?> endSession)
    {
        Connection = connection;
        Address = address;
        IsSender = isSender;
        Name = attach.Name;
        _attach = attach;
        _detach = detach;
        _endSession = endSession;
    }

    /// <summary>The connection that carries the link.</summary>
    public BrokerConnection Connection { get; }

    /// <summary>The name of the link.</summary>
    public string Name { get; }

    /// <summary>The queue that it sends to or receives from; empty where messages name their queues (<see cref="InProcessBrokerOptions.AnonymousRelay"/>).</summary>
    public string Address { get; }

    /// <summary>Whether the client sends on it; otherwise it receives.</summary>
    public bool IsSender { get; }

    /// <summary>How the client asks to settle what it sends (AMQP 1.0, 2.8.2).</summary>
    public SenderSettleMode SendSettleMode => _attach.SndSettleMode;

    /// <summary>When the client asks the receiver to settle (AMQP 1.0, 2.8.3).</summary>
    public ReceiverSettleMode ReceiveSettleMode => _attach.RcvSettleMode;

    /// <summary>The target of the client's attach; null when it is of another kind, or there is none.</summary>
    public AmqpTarget? Target => TerminusFields.Read(_attach.Target);

    /// <summary>The source of the client's attach; null when it is of another kind, or there is none.</summary>
    public AmqpSource? Source => TerminusFields.Read(_attach.Source);

    /// <summary>The capabilities that the client asks for.</summary>
    public IReadOnlyList<AmqpSymbol> DesiredCapabilities => _attach.DesiredCapabilities ?? [];

    /// <summary>The properties of the link; null when the client sent none.</summary>
    public AmqpMap? Properties => _attach.Properties;

    /// <summary>Whether the link is attached still.</summary>
    public bool IsOpen => _isOpen;

    /// <summary>Detaches the link with an error, as a broker does that removes a queue (AMQP 1.0, 2.6.5). Does nothing when it is gone.</summary>
    /// <param name="condition">Why, such as <c>amqp:link:detach-forced</c>.</param>
    /// <param name="description">Why, for people.</param>
    public void Detach(string condition, string? description = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(condition);
        Detach(new AmqpError { Condition = condition, Description = description });
    }

    /// <summary>Detaches the link with an error and its info map, as a broker does that redirects a link (AMQP 1.0, 2.8.18). Does nothing when it is gone.</summary>
    /// <param name="error">Why.</param>
    public void Detach(AmqpError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        _detach(error);
    }

    /// <summary>Ends the session that carries the link, with an error, and so every link on it (AMQP 1.0, 2.7.8). Does nothing when it is gone.</summary>
    /// <param name="condition">Why, such as <c>amqp:session:window-violation</c>.</param>
    /// <param name="description">Why, for people.</param>
    public void EndSession(string condition, string? description = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(condition);
        _endSession(condition, description);
    }

    /// <summary>Names the link.</summary>
    /// <returns>Its role, name and address.</returns>
    public override string ToString() => $"{(IsSender ? "sender" : "receiver")} {Name} at {Address}";

    internal void MarkClosed() => _isOpen = false;
}
