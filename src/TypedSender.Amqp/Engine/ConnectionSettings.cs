using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Amqp.Engine;

/// <summary>Values of one side's open frame (AMQP 1.0, 2.7.1), and the bound on its output.</summary>
internal sealed record ConnectionSettings
{
    /// <summary>
    /// The size of frames that every peer takes, and the largest that may be sent before its open has come (AMQP 1.0, 2.8.19, MIN-MAX-FRAME-SIZE).
    /// </summary>
    public const int LeastMaxFrameSize = 512;

    public required string ContainerId { get; init; }

    public string? Hostname { get; init; }

    /// <summary>The largest frame that this side takes, in bytes.</summary>
    public uint MaxFrameSize { get; init; } = 65536;

    public ushort ChannelMax { get; init; } = 255;

    /// <summary>After how long without a byte the peer counts as gone; null for never. Half of it is advertised (AMQP 1.0, 2.4.5).</summary>
    public TimeSpan? IdleTimeout { get; init; }

    public AmqpMap? Properties { get; init; }

    public AmqpSymbol[]? OfferedCapabilities { get; init; }

    public AmqpSymbol[]? DesiredCapabilities { get; init; }

    /// <summary>Values of the begin frame with which this side answers sessions of the peer.</summary>
    public SessionSettings AcceptedSessions { get; init; } = new();

    /// <summary>No further transfer is appended while this many bytes wait to be written.</summary>
    public int OutputHighWater { get; init; } = 1024 * 1024;

    /// <summary>Returns the peer's known flaws by the properties of its open frame; null for none. Called under the lock.</summary>
    public Func<AmqpMap?, PeerQuirks>? FindQuirks { get; init; }

    /// <summary>The trace of the frames that are appended; null for none.</summary>
    public IFrameTrace? FrameTrace { get; init; }

    /// <summary>The open frame (AMQP 1.0, 2.7.1).</summary>
    public Open MakeOpen() => new()
    {
        ContainerId = ContainerId,
        Hostname = Hostname,
        MaxFrameSize = MaxFrameSize,
        ChannelMax = ChannelMax,
        IdleTimeOut = IdleTimeout is { } timeout ? (uint)Math.Clamp(timeout.TotalMilliseconds / 2, 1, uint.MaxValue) : null,
        OfferedCapabilities = OfferedCapabilities,
        DesiredCapabilities = DesiredCapabilities,
        Properties = Properties,
    };

    /// <summary>The size of the open frame, in bytes.</summary>
    public long MeasureOpen()
    {
        AmqpBuffer bytes = new(LeastMaxFrameSize);
        AmqpWriter writer = new(bytes);
        MakeOpen().Encode(ref writer);
        writer.Flush();
        return OutputBuffer.FrameHeaderSize + bytes.TotalLength;
    }
}

/// <summary>Values of one side's begin frame (AMQP 1.0, 2.7.2).</summary>
internal sealed record SessionSettings
{
    /// <summary>The number of transfer frames the peer may have under way to this side.</summary>
    public uint IncomingWindow { get; init; } = 2048;

    /// <summary>The number of transfer frames that this side says it may send before its next flow.</summary>
    public uint OutgoingWindow { get; init; } = int.MaxValue;

    public uint HandleMax { get; init; } = 1023;

    /// <summary>The first transfer-id and delivery-id; tests start it just before the wrap.</summary>
    public uint InitialOutgoingId { get; init; }

    /// <summary>The first delivery-count of links that send, and their first delivery-tag; tests start these too just before the wrap.</summary>
    public uint InitialDeliveryCount { get; init; }
}
