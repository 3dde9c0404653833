namespace TypedSender.RawSink;

/// <summary>One link that sends to the sink.</summary>
internal sealed class SinkLink(uint handle, uint deliveryCount, bool isHeld, bool isTokenNode)
{
    public uint Handle => handle;

    /// <summary>Whether what comes are requests to put a token, which are answered and not counted.</summary>
    public bool IsTokenNode => isTokenNode;

    public uint DeliveryCount { get; set; } = deliveryCount;

    /// <summary>The delivery that is on its way: further frames of it may leave its number out (AMQP 1.0, 2.7.5).</summary>
    public uint DeliveryId { get; set; }

    /// <summary>Whether the link waits for credit until a message comes on another one.</summary>
    public bool IsHeld { get; set; } = isHeld;

    public uint Credit => IsHeld ? 0u : 1_000_000_000;
}
