using System.Collections.Generic;

namespace TypedSender;

/// <summary>The facts about one kind of broker. Immutable. Compiled into the runtime and into the generator.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Name">How texts name it.</param>
internal sealed record BrokerProfile(AmqpBrokerKind Kind, string Name)
{
    /// <summary>The value of <c>messaging.system</c> in spans and metrics.</summary>
    public string MessagingSystem { get; init; } = "amqp";

    /// <summary>The value of <c>product</c> in its open frame (AMQP 1.0, 2.7.1, properties), or a part of it; null where it is not known.</summary>
    public string? Product { get; init; }

    /// <summary>The prefix of the name of a virtual host in the open frame (AMQP 1.0, 2.7.1, hostname); null for the plain name.</summary>
    public string? VirtualHostPrefix { get; init; }

    /// <summary>The major version from which on it settles the deliveries that it means, also where those of a session alternate their frames; 0 for all.</summary>
    public int SettlesRightRangesFrom { get; init; }

    /// <summary>The major version from which on it counts the messages on their way when it is granted credit; 0 for all.</summary>
    public int CountsCreditFrom { get; init; }

    /// <summary>How it takes many messages in one delivery.</summary>
    public EnvelopeProfile Envelopes { get; init; } = EnvelopeProfile.Default;

    /// <summary>How it takes values within addresses.</summary>
    public AddressProfile Addresses { get; init; } = AddressProfile.Default;

    /// <summary>Whether messages also have the value of <c>traceparent</c> as the application property <see cref="BrokerProfiles.TraceParentCopy"/>, unless options say otherwise.</summary>
    public bool CopiesTraceParent { get; init; }

    /// <summary>The readers of the broker's own SDK for .NET, and what they cannot read; null where they read everything, or where nothing is known.</summary>
    public ReaderProfile? Readers { get; init; }

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

    /// <summary>
    /// The link property (AMQP 1.0, 2.7.3, properties) by which the peer tells how many bytes an envelope may have, in place of <see cref="MaxBytes"/>. Its name tells where it comes from: Azure SDK,
    /// Amqp/AmqpSender.cs, MaxMessageBatchSizeName.
    /// </summary>
    public string MaxBytesProperty { get; init; } = "com.microsoft:max-message-batch-size";

    /// <summary>Whether the broker refuses an envelope beyond these limits, so that a method that asks for more is in error, and gets no more.</summary>
    public bool HasFixedLimits { get; init; }

    /// <summary>The message annotation that an envelope is routed by as a whole.</summary>
    public string PartitionKey { get; init; } = "x-opt-partition-key";

    /// <summary>Whether it is also routed by the group-id (AMQP 1.0, 3.2.4) as a whole.</summary>
    public bool IsRoutedByGroup { get; init; } = true;
}

/// <summary>
/// Readers that know less than AMQP 1.0 allows. They have a property for bodies of data sections alone (3.2.6). A whole message is lost to them by decimal32, decimal64 and characters beyond U+FFFF
/// anywhere, and by an amqp-value or amqp-sequence section that is described, or holds a map or a null inside of another value, or a symbol.
/// </summary>
/// <param name="Name">How texts name the SDK.</param>
/// <param name="BodyProperty">The property that has the body, and throws if it is no data section.</param>
internal sealed record ReaderProfile(string Name, string BodyProperty)
{
    /// <summary>Whether the broker refuses a message with bytes in an application property.</summary>
    public bool RefusesBytesInProperties { get; init; }
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
