namespace TypedSender;

/// <summary>What a sender does with a delivery in doubt when its link is attached again (AMQP 1.0, 2.6.13).</summary>
internal enum ResumptionStep
{
    /// <summary>The peer has decided about the delivery: that is its outcome, and a resumed transfer has the peer forget it.</summary>
    Settle,

    /// <summary>The peer knows the delivery and has not decided: the message is sent again under the same tag, as resumed.</summary>
    Resume,

    /// <summary>The peer has certainly not taken the message: it is sent as a new delivery.</summary>
    SendAnew,

    /// <summary>Nothing is proven.</summary>
    Unknown,

    /// <summary>The peer's map leaves deliveries out: the next attach says more.</summary>
    Wait,
}
