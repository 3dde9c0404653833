using TypedSender.Amqp;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Testing;

/// <summary>A client's connection to an <see cref="InProcessBroker"/>, with what its open said (AMQP 1.0, 2.7.1). Thread-safe.</summary>
public sealed class BrokerConnection
{
    private readonly Open _open;
    private readonly Action<AmqpError> _close;
    private readonly Action _abort;
    private volatile bool _isOpen = true;

    internal BrokerConnection(in Open open, string? mechanism, string? userName, Action<AmqpError> close, Action abort)
    {
        _open = open;
        Mechanism = mechanism;
        UserName = userName;
        _close = close;
        _abort = abort;
    }

    /// <summary>The name that the client gave itself.</summary>
    public string ContainerId => _open.ContainerId;

    /// <summary>The host that the client asked for, by which some brokers choose a virtual host; null when it named none.</summary>
    public string? HostName => _open.Hostname;

    /// <summary>The largest frame that the client takes, in bytes (max-frame-size).</summary>
    public long MaxFrameSize => _open.MaxFrameSize;

    /// <summary>The highest channel number that the client allows (channel-max).</summary>
    public int ChannelMax => _open.ChannelMax;

    /// <summary>The time without a frame after which the client may give the connection up, as it announced (idle-time-out); null for never.</summary>
    public TimeSpan? IdleTimeout => _open.IdleTimeOut is { } milliseconds and > 0 ? TimeSpan.FromMilliseconds(milliseconds) : null;

    /// <summary>The capabilities that the client offers (offered-capabilities).</summary>
    public IReadOnlyList<AmqpSymbol> OfferedCapabilities => _open.OfferedCapabilities ?? [];

    /// <summary>The capabilities that the client asks for (desired-capabilities).</summary>
    public IReadOnlyList<AmqpSymbol> DesiredCapabilities => _open.DesiredCapabilities ?? [];

    /// <summary>The properties of the connection; null when the client sent none.</summary>
    public AmqpMap? Properties => _open.Properties;

    /// <summary>The SASL mechanism that the client chose; null when it spoke no SASL.</summary>
    public string? Mechanism { get; }

    /// <summary>The user that the client is; null for an anonymous one.</summary>
    public string? UserName { get; }

    /// <summary>Whether the connection is open still.</summary>
    public bool IsOpen => _isOpen;

    /// <summary>Closes the connection with an error, as a broker does that shuts down (AMQP 1.0, 2.7.9). Does nothing when it is gone.</summary>
    /// <param name="condition">Why, such as <c>amqp:connection:forced</c>.</param>
    /// <param name="description">Why, for people.</param>
    public void Close(string condition, string? description = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(condition);
        Close(new AmqpError { Condition = condition, Description = description });
    }

    /// <summary>Closes the connection with an error and its info map, as a broker does that redirects its clients (AMQP 1.0, 2.8.16). Does nothing when it is gone.</summary>
    /// <param name="error">Why.</param>
    public void Close(AmqpError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        _close(error);
    }

    /// <summary>Cuts the connection without a word, as a broker does that crashes.</summary>
    public void Abort() => _abort();

    internal void MarkClosed() => _isOpen = false;
}
