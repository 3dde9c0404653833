using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;

namespace TypedSender;

/// <summary>Settings of one sender that differ between environments; each setting overrides the attributes of the sender interface.</summary>
/// <remarks>Copied when a sender is made of it.</remarks>
public class SenderOptions
{
    /// <summary>Address of the target (AMQP 1.0, 3.5.4). Null (the default) takes the address of the interface.</summary>
    public string? Address { get; set; }

    /// <summary>
    /// What the peer is asked of the target besides its address, or a dynamic target in place of one (AMQP 1.0, 3.5.4). It comes before the attributes of the interface, property by property, and
    /// capabilities of both count. Null (the default) takes those of the interface.
    /// </summary>
    public AmqpTarget? Target { get; set; }

    /// <summary>
    /// How many links a sender keeps whose target is anonymous, one for each address, towards a peer without the capability <c>ANONYMOUS-RELAY</c>. For a further address, the one that was used
    /// longest ago is closed, unless messages are on their way on all of them. At least 1. Default: 64.
    /// </summary>
    public int MaxAddressLinks { get; set; } = 64;

    /// <summary>The source of the link, which few peers read (AMQP 1.0, 3.5.3). Null (the default) for a plain one.</summary>
    public AmqpSource? Source { get; set; }

    /// <summary>
    /// The kind of broker that the address is at. Null (the default) takes <see cref="SendClientOptions.Broker"/>, and without that the <see cref="AmqpBrokerAttribute"/> of
    /// the interface or of its assembly.
    /// </summary>
    public AmqpBrokerKind? Broker { get; set; }

    /// <summary>Whether messages are sent settled (AMQP 1.0, 2.8.2). With settled, every outcome is Unconfirmed.</summary>
    /// <remarks>
    /// Null (the default) takes the mode of the interface, which is unsettled unless it says otherwise. A message that is sent settled can be lost without an error: when the connection breaks after
    /// it was written, when the peer does not take it, or when the process ends first.
    /// </remarks>
    public SenderSettleMode? SendSettleMode { get; set; }

    /// <summary>When the peer settles (AMQP 1.0, 2.8.3). Null (the default) takes the mode of the interface, which is first unless it says otherwise.</summary>
    public ReceiverSettleMode? ReceiveSettleMode { get; set; }

    /// <summary>
    /// How many deliveries may be unsettled at once, at least 1. A peer that takes messages and settles none of them comes to a stop here: when the sends of all of them
    /// have ended (by deadline or token, each as Indeterminate), and no outcome comes for another 10 s, the link is detached and attached anew, as the retry policy decides,
    /// and what waits goes out on the new one. Those that lacked an outcome are not sent again. Default: 1,024.
    /// </summary>
    public int MaxInFlight { get; set; } = 1024;

    /// <summary>The time that one send may take, from the call to the outcome. Null (the default) takes <see cref="SendClientOptions.SendTimeout"/>.</summary>
    public TimeSpan? SendTimeout { get; set; }

    /// <summary>
    /// Decides about this sender alone: whether and when its link is attached again, and whether a message that is retained is sent again. Connecting is decided by
    /// <see cref="SendClientOptions.RetryPolicy"/>, which null (the default) takes for all of it.
    /// </summary>
    public AmqpRetryPolicy? RetryPolicy { get; set; }

    /// <summary>
    /// Gets the frames of this sender's link alone, at level Trace: attach, flow, transfer, disposition and detach (AMQP 1.0, 2.7), in both directions and in their order, as
    /// <see cref="TypedSenderTelemetry.FrameTraceCategory"/> shows those of a whole connection: without bodies, without values of properties. Whether level Trace is enabled is read once,
    /// when the sender is made; if not, nothing is traced. Called on pool threads; frames that it does not take in time are counted and not shown. Null (the default) for none. Without effect on senders of
    /// other transports (<see cref="ISendTransport"/>, MicrosoftAmqpClient).
    /// </summary>
    public ILogger? FrameLogger { get; set; }

    /// <summary>Largest message, in bytes, that this sender sends. Null (the default) leaves the limit to the peer; the smaller of both holds.</summary>
    public long? MaxMessageSize { get; set; }

    /// <summary>
    /// What the tokens of a credential with tokens are to give access to (claims-based security, <c>$cbs</c>): the name that is put, signed, or told to a provider. One token
    /// serves all senders of a client with the same audience. Null (the default) takes <c>amqps://host/address</c>, without TLS <c>amqp://host/address</c>, with
    /// <see cref="SendClientOptions.TokenHost"/>, <see cref="SendClientOptions.TlsHost"/> or the host that is connected to.
    /// </summary>
    public string? TokenAudience { get; set; }

    /// <summary>Capabilities that the link asks for (AMQP 1.0, 2.7.3, desired-capabilities), added to those of the interface.</summary>
    public IList<string> DesiredCapabilities { get; } = new List<string>();

    /// <summary>
    /// Capabilities that the link asks for and that the peer has to offer (AMQP 1.0, 2.7.3, offered-capabilities), added to those of the interface. Without one of them
    /// the link is given up, and sends end as NotSent (CapabilityMissing).
    /// </summary>
    public IList<string> RequiredCapabilities { get; } = new List<string>();

    /// <summary>The time that the bytes of a message are kept. Default: <see cref="MessageRetention.None"/>.</summary>
    public MessageRetention Retention { get; set; }

    /// <summary>
    /// Whether a message that may have left when its connection or link was lost is sent again, instead of ending as Indeterminate. The peer may then store it twice:
    /// set it only where that does no harm, or where the peer finds duplicates by message-id. Sends may leave out of their order. Implies
    /// <see cref="MessageRetention.UntilSettled"/>; without effect on settled sends. Default: false.
    /// </summary>
    public bool RetryIndeterminate { get; set; }

    /// <summary>
    /// Whether a link that is lost is resumed (AMQP 1.0, 2.6.13): it is attached under the same name, both ends state their unsettled deliveries, and a message that may have left gets the outcome that
    /// the peer's map proves, or is sent again under its delivery-tag, instead of ending as Indeterminate. Where nothing is proven it still does: with a peer that keeps no such state
    /// (<see cref="SenderAttachment.IsResumed"/> is false then, and the log says so), on another peer, or after one side has closed the link.
    /// </summary>
    /// <remarks>
    /// Implies <see cref="MessageRetention.UntilSettled"/>. Unless they are set, the mode <see cref="ReceiverSettleMode.Second"/> is asked for, without which a missing delivery proves nothing, and a target with the durability
    /// <see cref="TerminusDurability.UnsettledState"/> that never expires: close senders by <see cref="MessageSender.CloseAsync"/>, or the peer keeps it. State is kept in memory: what a process leaves behind
    /// is not resumed by the next one. Without effect on settled sends, on those of a transaction and on bodies that are streams. Default: false.
    /// </remarks>
    [Experimental("TSRESUME")]
    public bool Resume { get; set; }

    /// <summary>The bounds of the queue of this sender, and what happens when one is reached: for messages that are put into it (<c>TryEnqueue</c>, <c>EnqueueAsync</c>).</summary>
    public SendQueueOptions Queue { get; } = new();

    /// <summary>Properties of the link (AMQP 1.0, 2.7.3, properties); keys are sent as symbols. They override those of the interface by key.</summary>
    public IDictionary<string, object?> LinkProperties { get; } = new Dictionary<string, object?>();
}
