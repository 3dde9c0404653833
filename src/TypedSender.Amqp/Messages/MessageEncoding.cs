using System.Collections;

namespace TypedSender.Amqp.Messages;

/// <summary>
/// Writes the sections of an untyped message (AMQP 1.0, 3.2), and notes what an envelope has to know of it. Allocates nothing. What cannot be encoded in properties and body is searched for
/// only when that has happened, apart from the message.
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
        WriteHead(ref writer, message);
        WriteMap(ref writer, SectionCode.ApplicationProperties, message.ApplicationProperties);
        WriteTail(ref writer, message);
    }

    /// <summary>Writes the sections before the application properties.</summary>
    /// <exception cref="AmqpEncodeException">A section cannot be encoded; named in it.</exception>
    public static void WriteHead(ref AmqpWriter writer, AmqpMessage message)
    {
        message.Header?.Encode(ref writer);
        WriteMap(ref writer, SectionCode.DeliveryAnnotations, message.DeliveryAnnotations);
        WriteMap(ref writer, SectionCode.MessageAnnotations, message.MessageAnnotations);
        if (message.Properties is { } properties)
        {
            WriteProperties(ref writer, properties);
        }
    }

    /// <summary>Writes the body and the footer.</summary>
    /// <exception cref="AmqpEncodeException">A section cannot be encoded; named in it.</exception>
    public static void WriteTail(ref AmqpWriter writer, AmqpMessage message)
    {
        WriteBody(ref writer, message);
        WriteMap(ref writer, SectionCode.Footer, message.Footer);
    }

    /// <summary>Writes a section that is a map; nothing for null.</summary>
    /// <exception cref="AmqpEncodeException">An entry does not belong there, or cannot be encoded; named in it.</exception>
    public static void WriteMap(ref AmqpWriter writer, ulong section, AmqpMap? map)
    {
        if (map is not null)
        {
            writer.WriteDescriptor(section);
            CompoundScope scope = writer.BeginMap();
            WriteEntries(ref writer, section, map);
            writer.EndMap(scope, 2 * map.Count);
        }
    }

    /// <summary>Writes the entries of a section whose map has begun.</summary>
    /// <exception cref="AmqpEncodeException">An entry does not belong there, or cannot be encoded; named in it.</exception>
    public static void WriteEntries(ref AmqpWriter writer, ulong section, AmqpMap map)
    {
        object? current = null;
        try
        {
            foreach ((object key, object? value) in map)
            {
                current = key;
                CheckEntry(section, key, value);
                WriteEntry(ref writer, section, key, value);
            }
        }
        catch (AmqpEncodeException exception) when (exception.Member is null)
        {
            throw Fail(section, $"{current}", exception);
        }
    }

    private static void WriteEntry(ref AmqpWriter writer, ulong section, object key, object? value)
    {
        writer.WriteEntryPart(key);
        long start = writer.Position;
        writer.WriteEntryPart(value);
        if (section == SectionCode.MessageAnnotations && value is not null && key is AmqpSymbol name && AmqpNotes.IsNoted(in writer, name.Value))
        {
            AmqpNotes.PartitionKey(in writer, start);
        }
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

    private static void WriteBody(ref AmqpWriter writer, AmqpMessage message)
    {
        switch (message.BodyKind)
        {
            case AmqpBodyKind.Data when message.DataStream is { } stream:
                WriteStream(ref writer, stream);
                break;
            case AmqpBodyKind.Data:
                for (int index = 0; index < message.Data.Count; index++)
                {
                    BeginBody(ref writer, SectionCode.Data, index);
                    writer.WriteBinary(message.Data[index].AsMemory());
                }

                break;
            case AmqpBodyKind.Sequence:
                for (int index = 0; index < message.Sequences.Count; index++)
                {
                    WriteValue(ref writer, SectionCode.AmqpSequence, message.Sequences[index], index, message.Sequences.Count > 1);
                }

                break;
            case AmqpBodyKind.Value:
                WriteValue(ref writer, SectionCode.AmqpValue, message.Value, 0, isOneOfSeveral: false);
                break;
        }
    }

    private static void WriteStream(ref AmqpWriter writer, Stream stream)
    {
        BeginBody(ref writer, SectionCode.Data, 0);
        try
        {
            StreamedBody.Write(ref writer, stream);
        }
        catch (AmqpEncodeException exception)
        {
            throw Fail(SectionCode.Data, null, exception);
        }
    }

    private static void WriteValue(ref AmqpWriter writer, ulong section, object? value, int index, bool isOneOfSeveral)
    {
        BeginBody(ref writer, section, index);
        try
        {
            writer.WriteValue(value);
        }
        catch (AmqpEncodeException exception)
        {
            throw Fail(section, isOneOfSeveral ? $"{index}" : FindEntry(value), exception);
        }
    }

    private static void BeginBody(ref AmqpWriter writer, ulong section, int index)
    {
        writer.WriteDescriptor(section);
        if (index == 0)
        {
            AmqpNotes.Body(in writer);
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

            object? carried = value;
            while (carried is AmqpDescribed described)
            {
                carried = described.Value;
            }

            if (carried is AmqpMap or AmqpArray or IDictionary || (carried is IList and not byte[] && carried is not ArraySegment<byte>))
            {
                throw Fail(section, $"{key}", $"the value is a {carried.GetType().Name}, and values of application properties are neither lists nor maps nor arrays (AMQP 1.0, 3.2.5). Put it into the body.");
            }
        }
        else if (key is not (AmqpSymbol or ulong))
        {
            throw Fail(section, $"{key}", $"the key is a {key.GetType().Name}, and keys of annotations are symbols, or ulongs that AMQP reserves (AMQP 1.0, 3.2.10). Give an AmqpSymbol.");
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
