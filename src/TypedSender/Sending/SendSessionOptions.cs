namespace TypedSender;

/// <summary>Limits of one session. Copied when a session is opened.</summary>
public sealed class SendSessionOptions
{
    /// <summary>
    /// How many transfer frames the peer may have under way to this client on the session (AMQP 1.0, 2.5.6, incoming-window), 1 to 2,147,483,647. Null (the default) takes
    /// <see cref="SendClientOptions.IncomingWindow"/>.
    /// </summary>
    public int? IncomingWindow { get; set; }

    /// <summary>
    /// How many transfer frames this client announces that it may send on the session (AMQP 1.0, 2.5.6, outgoing-window), 1 to 2,147,483,647. Null (the default) takes
    /// <see cref="SendClientOptions.OutgoingWindow"/>.
    /// </summary>
    public int? OutgoingWindow { get; set; }

    /// <summary>
    /// Highest handle of the session (AMQP 1.0, 2.7.2, handle-max), 0 to 2,147,483,647: one less than the number of links. Null (the default) takes
    /// <see cref="SendClientOptions.HandleMax"/>. A link for which none is left is not attached on another session.
    /// </summary>
    public int? HandleMax { get; set; }
}
