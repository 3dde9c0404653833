namespace TypedSender;

/// <summary>When a receiver settles its deliveries (AMQP 1.0, 2.8.3).</summary>
public enum ReceiverSettleMode : byte
{
    /// <summary>The receiver settles as soon as it has reached an outcome.</summary>
    First = 0,

    /// <summary>The receiver settles after the sender has settled.</summary>
    Second = 1,
}
