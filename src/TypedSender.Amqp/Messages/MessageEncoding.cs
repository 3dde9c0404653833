using System.Collections;

namespace TypedSender.Amqp.Messages;

/// <summary>
/// Writes the sections of an untyped message (AMQP 1.0, 3.2). What cannot be encoded is searched for only when that has happened: entry by entry, apart from the message.
/// </summary>
internal static class MessageEncoding
{
    private static readonly (string Name, Func<Properties, Properties> Only)[] PropertyFields =
    [
        ("message-id", all => new() { MessageId = all.MessageId }),
        ("user-id", all => new() { UserId = all.UserId }),
        ("to", all => new() { To = all.To }),
        ("subject", all => new() { Subject = all.Subject }),
        ("reply-to", all => new() { ReplyTo = all.ReplyTo }),
        ("correlation-id", all => new() { CorrelationId = all.CorrelationId }),
        ("content-type", all => new() { ContentType = all.ContentType }),
        ("content-encoding", all => new() { ContentEncoding = all.ContentEncoding }),
        ("absolute-expiry-time", all => new() { AbsoluteExpiryTime = all.AbsoluteExpiryTime }),
        ("creation-time", all => new() { CreationTime = all.CreationTime }),
        ("group-id", all => new() { GroupId = all.GroupId }),
        ("reply-to-group-id", all => new() { ReplyToGroupId = all.ReplyToGroupId }),
    ];

    /// <summary>Writes all sections that are there.</summary>
    /// <exception cref="AmqpEncodeException">A section cannot be encoded; named in it.</exception>
    public static void Write(ref AmqpWriter writer, AmqpMessage message)
    {
        message.Header?.Encode(ref writer);
        WriteMap(ref writer, SectionCode.DeliveryAnnotations, message.DeliveryAnnotations);
        WriteMap(ref writer, SectionCode.MessageAnnotations, message.MessageAnnotations);
        if (message.Properties is { } properties)
        {
            WriteProperties(ref writer, properties);
        }

        WriteMap(ref writer, SectionCode.ApplicationProperties, message.ApplicationProperties);
        WriteBody(ref writer, message);
        WriteMap(ref writer, SectionCode.Footer, message.Footer);
    }

    private static void WriteProperties(ref AmqpWriter writer, in Properties properties)
    {
        try
        {
            properties.Encode(ref writer);
        }
        catch (AmqpEncodeException exception)
        {
            foreach ((string name, Func<Properties, Properties> only) in PropertyFields)
            {
                if (FindProblem(only(properties)) is { } problem)
                {
                    throw Fail(SectionCode.Properties, name, problem);
                }
            }

            throw Fail(SectionCode.Properties, null, exception);
        }
    }

    private static void WriteMap(ref AmqpWriter writer, ulong section, AmqpMap? map)
    {
        if (map is null)
        {
            return;
        }

        foreach ((object key, object? value) in map)
        {
            CheckEntry(section, key, value);
        }

        writer.WriteDescriptor(section);
        try
        {
            writer.WriteMap(map);
        }
        catch (AmqpEncodeException exception)
        {
            foreach ((object key, object? value) in map)
            {
                if (FindProblem(new AmqpMap { [key] = value }) is { } problem)
                {
                    throw Fail(section, $"{key}", problem);
                }
            }

            throw Fail(section, null, exception);
        }
    }

    private static void WriteBody(ref AmqpWriter writer, AmqpMessage message)
    {
        switch (message.BodyKind)
        {
            case AmqpBodyKind.Data:
                foreach (byte[] data in message.Data)
                {
                    writer.WriteDescriptor(SectionCode.Data);
                    writer.WriteBinary(data.AsMemory());
                }

                break;
            case AmqpBodyKind.Sequence:
                for (int index = 0; index < message.Sequences.Count; index++)
                {
                    WriteValue(ref writer, SectionCode.AmqpSequence, message.Sequences[index], message.Sequences.Count > 1 ? $"{index}" : null);
                }

                break;
            case AmqpBodyKind.Value:
                WriteValue(ref writer, SectionCode.AmqpValue, message.Value, null);
                break;
        }
    }

    private static void WriteValue(ref AmqpWriter writer, ulong section, object? value, string? key)
    {
        writer.WriteDescriptor(section);
        try
        {
            writer.WriteValue(value);
        }
        catch (AmqpEncodeException exception)
        {
            throw Fail(section, key ?? FindEntry(value), exception);
        }
    }

    /// <summary>The key of the entry, or the index of the element, that cannot be encoded; null where the value is none of those.</summary>
    private static string? FindEntry(object? value)
    {
        switch (value)
        {
            case AmqpMap map:
                foreach ((object key, object? entry) in map)
                {
                    if (FindProblem(new AmqpMap { [key] = entry }) is not null)
                    {
                        return $"{key}";
                    }
                }

                return null;
            case IList list:
                for (int index = 0; index < list.Count; index++)
                {
                    if (FindProblem(new List<object?> { list[index] }) is not null)
                    {
                        return $"{index}";
                    }
                }

                return null;
            default:
                return null;
        }
    }

    private static AmqpEncodeException? FindProblem(object value)
    {
        AmqpWriter writer = new(new AmqpBuffer());
        try
        {
            writer.WriteValue(value);
            return null;
        }
        catch (AmqpEncodeException exception)
        {
            return exception;
        }
    }

    private static AmqpEncodeException? FindProblem(in Properties properties)
    {
        AmqpWriter writer = new(new AmqpBuffer());
        try
        {
            properties.Encode(ref writer);
            return null;
        }
        catch (AmqpEncodeException exception)
        {
            return exception;
        }
    }

    private static void CheckEntry(ulong section, object key, object? value)
    {
        if (section == SectionCode.ApplicationProperties)
        {
            if (key is not string)
            {
                throw Fail(section, $"{key}", $"the key is a {key.GetType().Name}, and keys of application properties are strings (AMQP 1.0, 3.2.5). Give a string.");
            }

            object? carried = value is AmqpDescribed described ? described.Value : value;
            if (carried is AmqpMap or AmqpArray or IDictionary || (carried is IList and not byte[] && carried is not ArraySegment<byte>))
            {
                throw Fail(section, $"{key}", $"the value is a {carried.GetType().Name}, and values of application properties are neither lists nor maps nor arrays (AMQP 1.0, 3.2.5). Put it into the body.");
            }
        }
        else if (key is not (AmqpSymbol or ulong))
        {
            throw Fail(section, $"{key}", $"the key is a {key.GetType().Name}, and keys of annotations are symbols (AMQP 1.0, 3.2.10). Give an AmqpSymbol.");
        }
    }

    private static AmqpEncodeException Fail(ulong section, string? key, AmqpEncodeException cause)
    {
        (string text, string member) = Describe(section, key);
        return new AmqpEncodeException($"The message cannot be encoded: {text}: {cause.Message}", cause) { Member = member };
    }

    private static AmqpEncodeException Fail(ulong section, string key, string problem)
    {
        (string text, string member) = Describe(section, key);
        return new AmqpEncodeException($"The message cannot be encoded: {text}: {problem}") { Member = member };
    }

    private static (string Text, string Member) Describe(ulong section, string? key)
    {
        string name = AmqpSections.NameOf(section);
        return key is null ? ($"section {name}", name) : ($"section {name}, '{TextSanitizer.Clean(key)}'", $"{name}.{TextSanitizer.Clean(key)}");
    }
}
