using System.Net;
using TypedSender.Amqp.Performatives;

namespace TypedSender;

/// <summary>The values that the peer gave when the connection was opened (AMQP 1.0, 2.7.1), and those agreed with it. A snapshot; immutable.</summary>
public sealed class SendClientConnection
{
    internal SendClientConnection(BrokerEndpoint endpoint, in Open open, SendClientSettings settings, IPEndPoint? address = null)
    {
        Endpoint = endpoint;
        TelemetryPeer = new TelemetryPeer(endpoint, address, PeerProfiles.Find(open.Properties));
        ContainerId = open.ContainerId;
        MaxFrameSize = open.MaxFrameSize;
        ChannelMax = Math.Min(open.ChannelMax, settings.ChannelMax);
        IdleTimeout = settings.IdleTimeout == Timeout.InfiniteTimeSpan ? null : settings.IdleTimeout;
        PeerIdleTimeout = open.IdleTimeOut is { } milliseconds and > 0 ? TimeSpan.FromMilliseconds(milliseconds) : null;
        OfferedCapabilities = PeerValues.ReadCapabilities(open.OfferedCapabilities);
        DesiredCapabilities = PeerValues.ReadCapabilities(open.DesiredCapabilities);
        Properties = PeerValues.ReadProperties(open.Properties);
    }

    /// <summary>The host that is connected.</summary>
    public BrokerEndpoint Endpoint { get; }

    /// <summary>Name of the peer's container (container-id).</summary>
    public string ContainerId { get; }

    /// <summary>Largest frame, in bytes, that the peer takes (max-frame-size), 512 to 4,294,967,295. No frame of this client's is larger, nor larger than 256 KiB.</summary>
    public long MaxFrameSize { get; }

    /// <summary>Highest channel number that both sides allow (channel-max), 0 to 65,535: one less than the number of sessions.</summary>
    public int ChannelMax { get; }

    /// <summary>The time without any byte from the peer after which this client gives the connection up (<see cref="SendClientOptions.IdleTimeout"/>); null for never.</summary>
    public TimeSpan? IdleTimeout { get; }

    /// <summary>The time without any frame from this client after which the peer may give the connection up (idle-time-out); null for never. Empty frames keep it alive.</summary>
    public TimeSpan? PeerIdleTimeout { get; }

    /// <summary>The capabilities that the peer offers (offered-capabilities).</summary>
    public IReadOnlyList<string> OfferedCapabilities { get; }

    /// <summary>The capabilities that the peer would use if this client offered them (desired-capabilities).</summary>
    public IReadOnlyList<string> DesiredCapabilities { get; }

    /// <summary>The properties that the peer gave its end of the connection (properties), such as product and version.</summary>
    public IReadOnlyDictionary<string, object?> Properties { get; }

    /// <summary>The peer for spans and measurements.</summary>
    internal TelemetryPeer TelemetryPeer { get; }
}
