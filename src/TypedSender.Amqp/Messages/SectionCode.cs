using System.Diagnostics.CodeAnalysis;

namespace TypedSender.Amqp.Messages;

/// <summary>The numeric descriptors of a message's sections (AMQP 1.0, 3.2).</summary>
[Experimental("TSAMQP")]
public static class SectionCode
{
    /// <summary>How the message is to be delivered; a list.</summary>
    public const ulong Header = 0x70;

    /// <summary>Annotations for the next hop; a map.</summary>
    public const ulong DeliveryAnnotations = 0x71;

    /// <summary>Annotations for the infrastructure, all the way; a map.</summary>
    public const ulong MessageAnnotations = 0x72;

    /// <summary>The immutable properties; a list.</summary>
    public const ulong Properties = 0x73;

    /// <summary>The application's own properties; a map with string keys and simple values.</summary>
    public const ulong ApplicationProperties = 0x74;

    /// <summary>A part of a body of bytes; binary.</summary>
    public const ulong Data = 0x75;

    /// <summary>A part of a body of sequences; a list.</summary>
    public const ulong AmqpSequence = 0x76;

    /// <summary>A body of one value of any type.</summary>
    public const ulong AmqpValue = 0x77;

    /// <summary>The values that can be computed only after the body, for instance a hash; a map.</summary>
    public const ulong Footer = 0x78;
}
