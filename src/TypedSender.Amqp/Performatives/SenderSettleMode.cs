namespace TypedSender;

/// <summary>How a sender settles its deliveries (AMQP 1.0, 2.8.2).</summary>
public enum SenderSettleMode : byte
{
    /// <summary>All deliveries are sent unsettled.</summary>
    Unsettled = 0,

    /// <summary>All deliveries are sent settled.</summary>
    Settled = 1,

    /// <summary>Each delivery says whether it is settled.</summary>
    Mixed = 2,
}
