using System.Collections.Generic;

namespace TypedSender;

/// <summary>The facts about one kind of broker. Immutable. Compiled into the runtime and into the generator.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Name">How texts name it.</param>
internal sealed record BrokerProfile(AmqpBrokerKind Kind, string Name)
{
    /// <summary>The value of <c>messaging.system</c> in spans and metrics.</summary>
    public string MessagingSystem { get; init; } = "amqp";

    /// <summary>The value of <c>product</c> in its open frame (AMQP 1.0, 2.7.1, properties); null where nothing depends on it.</summary>
    public string? Product { get; init; }

    /// <summary>The prefix of the name of a virtual host in the open frame (AMQP 1.0, 2.7.1, hostname); null for the plain name.</summary>
    public string? VirtualHostPrefix { get; init; }

    /// <summary>The major version from which on it settles the deliveries that it means, also where those of a session alternate their frames; 0 for all.</summary>
    public int SettlesRightRangesFrom { get; init; }

    /// <summary>The major version from which on it counts the messages on their way when it is granted credit; 0 for all.</summary>
    public int CountsCreditFrom { get; init; }

    /// <summary>How it takes many messages in one delivery.</summary>
    public EnvelopeProfile Envelopes { get; init; } = EnvelopeProfile.Default;

    /// <summary>The conditions that mean something else than in general.</summary>
    public IReadOnlyDictionary<string, ConditionMeaning> Conditions { get; init; } = new Dictionary<string, ConditionMeaning>();

    /// <summary>The meaning of an error that is missing; null for the same as in general.</summary>
    public ConditionMeaning? WithoutCondition { get; init; }

    /// <summary>The meaning of a condition that is in no table; null for the same as in general.</summary>
    public ConditionMeaning? UnknownCondition { get; init; }
}

/// <summary>How a broker takes many messages in one delivery (AMQP 1.0, 2.8.11 leaves message formats to their makers).</summary>
internal sealed record EnvelopeProfile
{
    /// <summary>The profile for a broker of which nothing is known.</summary>
    public static EnvelopeProfile Default { get; } = new();

    /// <summary>The message format of an envelope: vendor 0x801370, version 0.</summary>
    public uint MessageFormat { get; init; } = 0x8001_3700;

    /// <summary>The number of messages it holds at the most, unless the method says otherwise.</summary>
    public int MaxMessages { get; init; } = 4500;

    /// <summary>Up to how many bytes it is filled, unless the method says otherwise.</summary>
    public long MaxBytes { get; init; } = 1024 * 1024;

    /// <summary>Whether the broker refuses an envelope beyond these limits, so that a method that asks for more is in error.</summary>
    public bool HasFixedLimits { get; init; }

    /// <summary>The message annotation that an envelope is routed by as a whole.</summary>
    public string PartitionKey { get; init; } = "x-opt-partition-key";

    /// <summary>Whether it is also routed by the group-id (AMQP 1.0, 3.2.4) as a whole.</summary>
    public bool IsRoutedByGroup { get; init; } = true;
}

/// <summary>The meaning of one error condition, by where it arrives.</summary>
/// <param name="Loss">With the detach, end or close of what had worked; and elsewhere, unless another class is given for it.</param>
internal sealed record ConditionMeaning(FailureClass Loss)
{
    /// <summary>With a rejected message, where it differs.</summary>
    public FailureClass? OfMessage { get; init; }

    /// <summary>With a refused link or connection, where it differs.</summary>
    public FailureClass? OfRefusal { get; init; }

    /// <summary>With a rejected message.</summary>
    public FailureClass Message => OfMessage ?? Loss;

    /// <summary>With a refused link or connection.</summary>
    public FailureClass Refusal => OfRefusal ?? Loss;

    /// <summary>Whether the same may succeed on a new session or link.</summary>
    public bool MaySucceedOnNewLink { get; init; }
}
