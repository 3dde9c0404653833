using System.Collections.Generic;

namespace TypedSender;

/// <summary>What a broker, or an edition of it, takes. Immutable. Compiled into the generator alone: it is checked before anything runs.</summary>
/// <param name="Name">How texts name it.</param>
internal sealed record BrokerLimits(string Name)
{
    /// <summary>The broker; null for a file of the user's.</summary>
    public AmqpBrokerKind? Kind { get; init; }

    /// <summary>The edition; unspecified for what all have in common.</summary>
    public AmqpBrokerEdition Edition { get; init; }

    /// <summary>The most bytes of a message; 0 where nothing is known.</summary>
    public long MaxMessageBytes { get; init; }

    /// <summary>On what the limit of bytes depends, for people; empty for nothing.</summary>
    public string SizeCondition { get; init; } = string.Empty;

    /// <summary>What the keys of message annotations begin with; empty for anything.</summary>
    public string AnnotationPrefix { get; init; } = string.Empty;

    /// <summary>What becomes of a message with another key, for people.</summary>
    public string AnnotationConsequence { get; init; } = "refuses the message";

    /// <summary>The most characters of texts by their place: a field of the specification, or the kind of an entry and its key in quotation marks.</summary>
    public IReadOnlyDictionary<string, int> MaxLengths { get; init; } = new Dictionary<string, int>();

    /// <summary>The types of AMQP that application properties may have; empty for all.</summary>
    public IReadOnlyList<string> PropertyTypes { get; init; } = new string[0];

    /// <summary>What the addresses begin with that are taken; empty for anything.</summary>
    public IReadOnlyList<string> AddressPrefixes { get; init; } = new string[0];

    /// <summary>Whether addresses without a slash at their begin are taken besides.</summary>
    public bool TakesPlainAddresses { get; init; } = true;

    /// <summary>What becomes of other addresses, for people.</summary>
    public string AddressConsequence { get; init; } = "does not take it";
}
