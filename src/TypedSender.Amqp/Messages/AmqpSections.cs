namespace TypedSender.Amqp.Messages;

/// <summary>Reads the descriptors of a message's sections and checks their order (AMQP 1.0, 3.2).</summary>
internal static class AmqpSections
{
    /// <summary>Reads the descriptor of the next section.</summary>
    /// <param name="reader">Stands at a section.</param>
    /// <param name="previous">The code of the section before it; 0 if it is the first.</param>
    /// <returns>The section's code, one of <see cref="SectionCode"/>.</returns>
    /// <exception cref="AmqpDecodeException">There is no section, or it must not follow the one before it.</exception>
    public static ulong ReadNext(ref AmqpReader reader, ulong previous)
    {
        int start = reader.Position;
        AmqpDescriptor descriptor = reader.ReadDescriptor();
        ulong code = descriptor.Symbol is { } symbol ? CodeOf(symbol.Value) : descriptor.Code;
        if (code is < SectionCode.Header or > SectionCode.Footer)
        {
            throw new AmqpDecodeException($"A message holds a value with the descriptor {descriptor}, which is no section", start);
        }

        if (!MayFollow(previous, code))
        {
            string problem = code == previous ? "stands twice in a message" : $"stands behind the {NameOf(previous)} section";
            throw new AmqpDecodeException($"The {NameOf(code)} section {problem}", start);
        }

        return code;
    }

    /// <summary>The codes ascend in the order of the sections; the body is of one kind.</summary>
    private static bool MayFollow(ulong previous, ulong code)
        => previous is >= SectionCode.Data and <= SectionCode.AmqpValue
            ? code == SectionCode.Footer || (code == previous && code != SectionCode.AmqpValue)
            : code > previous;

    private static ulong CodeOf(string name)
        => name switch
        {
            "amqp:header:list" => SectionCode.Header,
            "amqp:delivery-annotations:map" => SectionCode.DeliveryAnnotations,
            "amqp:message-annotations:map" => SectionCode.MessageAnnotations,
            "amqp:properties:list" => SectionCode.Properties,
            "amqp:application-properties:map" => SectionCode.ApplicationProperties,
            "amqp:data:binary" => SectionCode.Data,
            "amqp:amqp-sequence:list" => SectionCode.AmqpSequence,
            "amqp:amqp-value:*" => SectionCode.AmqpValue,
            "amqp:footer:map" => SectionCode.Footer,
            _ => 0,
        };

    /// <summary>The name of a section in the standard.</summary>
    public static string NameOf(ulong code)
        => code switch
        {
            SectionCode.Header => "header",
            SectionCode.DeliveryAnnotations => "delivery-annotations",
            SectionCode.MessageAnnotations => "message-annotations",
            SectionCode.Properties => "properties",
            SectionCode.ApplicationProperties => "application-properties",
            SectionCode.Data => "data",
            SectionCode.AmqpSequence => "amqp-sequence",
            SectionCode.AmqpValue => "amqp-value",
            _ => "footer",
        };
}
