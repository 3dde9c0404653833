namespace TypedSender.Amqp.Performatives;

/// <summary>The role of a link endpoint; on the wire a boolean (AMQP 1.0, 2.8.1).</summary>
internal enum Role : byte
{
    /// <summary>The endpoint sends; on the wire <c>false</c>.</summary>
    Sender = 0,

    /// <summary>The endpoint receives; on the wire <c>true</c>.</summary>
    Receiver = 1,
}
