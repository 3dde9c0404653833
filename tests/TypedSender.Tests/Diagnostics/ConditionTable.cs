using static TypedSender.Tests.Diagnostics.ConditionTable.Expected;

namespace TypedSender.Tests.Diagnostics;

/// <summary>The one table of error conditions: what can be done about each, in every place where it may arrive. Tests of classes, retries and profiles read it.</summary>
public static class ConditionTable
{
    /// <summary>Short names, so that the table below can be read.</summary>
    public enum Expected
    {
        Transient,
        Busy,
        Permanent,
        Auth,
        Protocol,
        Redirect,
    }

    /// <summary>Where a condition may arrive: with a rejected message; with a refused link; with a detach; with an end; with a close; with a close in answer to the open.</summary>
    public static IReadOnlyList<SendReason> Places { get; } =
        [SendReason.Rejected, SendReason.AddressRefused, SendReason.LinkDetached, SendReason.SessionEnded, SendReason.ConnectionLost, SendReason.ConnectionFailed];

    /// <summary>Condition, and its class in each of <see cref="Places"/>, whatever the broker is.</summary>
    public static TheoryData<string, Expected[]> Conditions => new()
    {
        { "amqp:internal-error", [Transient, Transient, Transient, Transient, Transient, Transient] },
        { "amqp:not-found", [Permanent, Permanent, Permanent, Permanent, Permanent, Permanent] },
        { "amqp:unauthorized-access", [Auth, Auth, Auth, Auth, Auth, Auth] },
        { "amqp:decode-error", [Permanent, Protocol, Protocol, Protocol, Protocol, Protocol] },
        { "amqp:resource-limit-exceeded", [Busy, Busy, Busy, Busy, Busy, Busy] },
        { "amqp:not-allowed", [Permanent, Permanent, Permanent, Permanent, Permanent, Permanent] },
        { "amqp:invalid-field", [Permanent, Permanent, Permanent, Permanent, Permanent, Permanent] },
        { "amqp:not-implemented", [Permanent, Permanent, Permanent, Permanent, Permanent, Permanent] },
        { "amqp:resource-locked", [Transient, Transient, Transient, Transient, Transient, Transient] },
        { "amqp:precondition-failed", [Permanent, Permanent, Permanent, Permanent, Permanent, Permanent] },
        { "amqp:resource-deleted", [Permanent, Permanent, Permanent, Permanent, Permanent, Permanent] },
        { "amqp:illegal-state", [Transient, Transient, Transient, Transient, Transient, Transient] },
        { "amqp:frame-size-too-small", [Permanent, Protocol, Protocol, Protocol, Protocol, Protocol] },
        { "amqp:connection:forced", [Transient, Transient, Transient, Transient, Transient, Transient] },
        { "amqp:connection:framing-error", [Protocol, Protocol, Protocol, Protocol, Protocol, Protocol] },
        { "amqp:connection:redirect", [Redirect, Redirect, Redirect, Redirect, Redirect, Redirect] },
        { "amqp:session:window-violation", [Protocol, Protocol, Protocol, Protocol, Protocol, Protocol] },
        { "amqp:session:errant-link", [Protocol, Protocol, Protocol, Protocol, Protocol, Protocol] },
        { "amqp:session:handle-in-use", [Protocol, Protocol, Protocol, Protocol, Protocol, Protocol] },
        { "amqp:session:unattached-handle", [Protocol, Protocol, Protocol, Protocol, Protocol, Protocol] },
        { "amqp:link:detach-forced", [Transient, Transient, Transient, Transient, Transient, Transient] },
        { "amqp:link:transfer-limit-exceeded", [Protocol, Protocol, Protocol, Protocol, Protocol, Protocol] },
        { "amqp:link:message-size-exceeded", [Permanent, Permanent, Protocol, Protocol, Protocol, Permanent] },
        { "amqp:link:redirect", [Redirect, Redirect, Redirect, Redirect, Redirect, Redirect] },
        { "amqp:link:stolen", [Permanent, Permanent, Permanent, Permanent, Permanent, Permanent] },
        { "amqp:transaction:unknown-id", [Permanent, Permanent, Transient, Transient, Transient, Permanent] },
        { "amqp:transaction:rollback", [Transient, Transient, Transient, Transient, Transient, Transient] },
        { "amqp:transaction:timeout", [Transient, Transient, Transient, Transient, Transient, Transient] },
        { "com.microsoft:server-busy", [Busy, Busy, Busy, Busy, Busy, Busy] },
        { "com.microsoft:timeout", [Busy, Transient, Transient, Transient, Transient, Transient] },
        { "com.microsoft:operation-cancelled", [Transient, Transient, Transient, Transient, Transient, Transient] },
        { "com.microsoft:container-close", [Transient, Transient, Transient, Transient, Transient, Transient] },
        { "com.microsoft:partition-not-owned", [Transient, Transient, Transient, Transient, Transient, Transient] },
        { "com.microsoft:argument-error", [Permanent, Permanent, Permanent, Permanent, Permanent, Permanent] },
        { "com.microsoft:argument-out-of-range", [Permanent, Permanent, Permanent, Permanent, Permanent, Permanent] },
        { "com.microsoft:entity-disabled", [Permanent, Permanent, Permanent, Permanent, Permanent, Permanent] },
        { "com.microsoft:entity-already-exists", [Permanent, Permanent, Permanent, Permanent, Permanent, Permanent] },
        { "com.microsoft:address-already-in-use", [Permanent, Permanent, Permanent, Permanent, Permanent, Permanent] },
        { "com.microsoft:precondition-failed", [Permanent, Permanent, Permanent, Permanent, Permanent, Permanent] },
        { "com.microsoft:message-not-found", [Permanent, Permanent, Permanent, Permanent, Permanent, Permanent] },
        { "com.microsoft:message-lock-lost", [Permanent, Permanent, Permanent, Permanent, Permanent, Permanent] },
        { "com.microsoft:session-lock-lost", [Permanent, Permanent, Permanent, Permanent, Permanent, Permanent] },
        { "com.microsoft:session-cannot-be-locked", [Permanent, Permanent, Permanent, Permanent, Permanent, Permanent] },
        { "com.microsoft:store-lock-lost", [Permanent, Permanent, Permanent, Permanent, Permanent, Permanent] },
        { "com.microsoft:no-matching-subscription", [Permanent, Permanent, Permanent, Permanent, Permanent, Permanent] },
        { "com.microsoft:out-of-order-sequence", [Permanent, Permanent, Permanent, Permanent, Permanent, Permanent] },
        { "com.microsoft:producer-epoch-stolen", [Permanent, Permanent, Permanent, Permanent, Permanent, Permanent] },
        { "com.microsoft:auth-failed", [Auth, Auth, Auth, Auth, Auth, Auth] },
        { "com.microsoft:auth:expired", [Auth, Auth, Auth, Auth, Auth, Auth] },
        { "com.microsoft:publisher-revoked", [Auth, Auth, Auth, Auth, Auth, Auth] },

        // Known to nobody: a verdict is a verdict, but what has worked may work again.
        { "com.example:odd", [Permanent, Permanent, Transient, Transient, Transient, Permanent] },
        { "AMQP:NOT-FOUND", [Permanent, Permanent, Transient, Transient, Transient, Permanent] },
        { "", [Permanent, Permanent, Transient, Transient, Transient, Permanent] },
    };

    /// <summary>Conditions of the protocol's class at the end of a session, and whether a new beginning mends what they tell of.</summary>
    public static TheoryData<string, bool> ProtocolConditions => new()
    {
        { "amqp:session:window-violation", true },
        { "amqp:session:errant-link", true },
        { "amqp:session:handle-in-use", true },
        { "amqp:session:unattached-handle", true },
        { "amqp:link:transfer-limit-exceeded", true },
        { "amqp:connection:framing-error", false },
        { "amqp:decode-error", false },
        { "amqp:link:message-size-exceeded", false },
        { "amqp:frame-size-too-small", false },
    };

    /// <summary>Where the class depends on the broker: its kind, the condition (null for none), and its class in each of <see cref="Places"/>.</summary>
    public static TheoryData<AmqpBrokerKind, string?, Expected[]> OfBrokers => new()
    {
        { AmqpBrokerKind.Generic, null, [Permanent, Permanent, Transient, Transient, Transient, Transient] },
        { AmqpBrokerKind.Generic, "amqp:resource-limit-exceeded", [Busy, Busy, Busy, Busy, Busy, Busy] },
        { AmqpBrokerKind.Generic, "failed", [Permanent, Permanent, Transient, Transient, Transient, Permanent] },
        { AmqpBrokerKind.RabbitMq, null, [Transient, Permanent, Transient, Transient, Transient, Transient] },
        { AmqpBrokerKind.RabbitMq, "com.example:odd", [Permanent, Permanent, Transient, Transient, Transient, Permanent] },
        { AmqpBrokerKind.RabbitMq, "amqp:resource-limit-exceeded", [Busy, Busy, Busy, Busy, Busy, Busy] },
        { AmqpBrokerKind.ServiceBus, null, [Transient, Transient, Transient, Transient, Transient, Transient] },
        { AmqpBrokerKind.ServiceBus, "com.example:odd", [Transient, Transient, Transient, Transient, Transient, Transient] },
        { AmqpBrokerKind.ServiceBus, "amqp:resource-limit-exceeded", [Permanent, Permanent, Permanent, Permanent, Permanent, Permanent] },
        { AmqpBrokerKind.ServiceBus, "amqp:not-found", [Permanent, Permanent, Permanent, Permanent, Permanent, Permanent] },
        { AmqpBrokerKind.EventHubs, null, [Transient, Transient, Transient, Transient, Transient, Transient] },
        { AmqpBrokerKind.EventHubs, "com.example:odd", [Transient, Transient, Transient, Transient, Transient, Transient] },
        { AmqpBrokerKind.EventHubs, "amqp:resource-limit-exceeded", [Permanent, Permanent, Permanent, Permanent, Permanent, Permanent] },
        { AmqpBrokerKind.Artemis, "failed", [Transient, Transient, Transient, Transient, Transient, Transient] },
        { AmqpBrokerKind.Artemis, null, [Permanent, Permanent, Transient, Transient, Transient, Transient] },
    };

    /// <summary>The short name of a class.</summary>
    internal static Expected Show(FailureClass failure) => failure == FailureClass.Authentication ? Auth : Enum.Parse<Expected>(failure.ToString());
}
