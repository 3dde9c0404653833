namespace TypedSender.Amqp.Engine;

/// <summary>Known flaws of a peer, as detected by the owner of the connection, that the engine works round.</summary>
[Flags]
internal enum PeerQuirks
{
    None = 0,

    /// <summary>
    /// It settles wrong deliveries where those of one session alternate their frames: as the range from the delivery-id of the first to that of the last, though it numbers
    /// them by their last frames and ids count in the order of first frames (AMQP 1.0, 2.6.12). Such a range may run backwards, or accept a message that has not been stored.
    /// </summary>
    SettlesWrongRanges = 1,

    /// <summary>
    /// On a flow, it sets a link's credit without counting the messages on their way to the link, and so sends more than was granted (AMQP 1.0, 2.6.7). Flows that arrive
    /// together add up. A grant made when nothing is outstanding is kept exactly.
    /// </summary>
    MiscountsCredit = 2,
}
