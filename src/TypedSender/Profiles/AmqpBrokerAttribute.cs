namespace TypedSender;

/// <summary>
/// Names the broker that senders send to: on an assembly for all its senders, on a sender interface, or on one that it inherits, for that one alone. The nearer wins.
/// </summary>
/// <remarks>
/// <see cref="SendClientOptions.Broker"/> overrides it, and <see cref="SenderOptions.Broker"/> overrides both. It decides how errors are classified, how envelopes are filled
/// and, for the first connection, how the name of a virtual host is written. It changes no byte of a message outside an envelope, but for a copy of the trace context
/// (<see cref="SendClientOptions.PropagateDiagnosticId"/>).
/// </remarks>
/// <param name="kind">The kind of broker.</param>
[AttributeUsage(AttributeTargets.Assembly | AttributeTargets.Interface)]
public sealed class AmqpBrokerAttribute(AmqpBrokerKind kind) : Attribute
{
    /// <summary>The kind of broker.</summary>
    public AmqpBrokerKind Kind { get; } = kind;

    /// <summary>The version or tier of the broker, whose limits the compiler checks. It changes nothing at run time.</summary>
    public AmqpBrokerEdition Edition { get; set; }
}
