namespace TypedSender;

/// <summary>Limits of sessions, and capabilities of the connection; docs/limits.md has all limits in one table.</summary>
public sealed partial class SendClientOptions
{
    /// <summary>
    /// How many transfer frames the peer may have under way to this client on one session (AMQP 1.0, 2.5.6, incoming-window), 1 to 2,147,483,647. Frames count, not
    /// messages. A peer that sends more loses the session. Only replies of management nodes and token nodes come this way. Default: 2,048.
    /// </summary>
    public int IncomingWindow { get; set; } = 2048;

    /// <summary>
    /// How many transfer frames this client announces that it may send on one session (AMQP 1.0, 2.5.6, outgoing-window), 1 to 2,147,483,647. It bounds nothing: when so many
    /// frames have gone out, a flow frame announces as many again. Set it for a peer that allots memory by it. Default: 2,147,483,647.
    /// </summary>
    /// <remarks>What really bounds sending is the window of the peer, its credit, and <see cref="SenderOptions.MaxInFlight"/>.</remarks>
    public int OutgoingWindow { get; set; } = int.MaxValue;

    /// <summary>
    /// Highest handle that this client uses and takes on one session (AMQP 1.0, 2.7.2, handle-max), 0 to 2,147,483,647: one less than the number of links. A sender for which
    /// no handle is left, by this limit or the peer's, is attached on a further session. Default: 1,023.
    /// </summary>
    public int HandleMax { get; set; } = 1023;

    /// <summary>Capabilities of the connection that this client offers (AMQP 1.0, 2.7.1, offered-capabilities), as ASCII text. Default: none.</summary>
    public IList<string> OfferedCapabilities { get; } = new List<string>();

    /// <summary>
    /// Capabilities of the connection that this client would use if the peer offers them (AMQP 1.0, 2.7.1, desired-capabilities), as ASCII text; what it offers is told by
    /// <see cref="SendClient.Connection"/>. Default: none.
    /// </summary>
    public IList<string> DesiredCapabilities { get; } = new List<string>();

    /// <summary>
    /// Capabilities of the connection that the peer has to offer, as ASCII text; they are sent as desired ones. Without one of them the connection is closed, and opening and
    /// sends fail with <see cref="SendReason.CapabilityMissing"/>; it is tried again only if the retry policy retries that. Default: none.
    /// </summary>
    public IList<string> RequiredCapabilities { get; } = new List<string>();
}
