using System.ComponentModel;
using System.Globalization;
using System.Text;
using TypedSender.Amqp;
using TypedSender.Amqp.Messages;

namespace TypedSender.GeneratedCode;

/// <summary>Looks ahead in a message or a value for what tells the type of a contract that has known types, and reads a value of one of them. Thread-safe.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class AmqpKnownTypeReader
{
    /// <summary>The descriptor of the body: a symbol, or a number in hexadecimal digits after <c>0x</c>; null for none.</summary>
    /// <param name="reader">Stands where the contract begins.</param>
    /// <param name="isMessage">Whether the bytes are the sections of a message, not the value alone.</param>
    /// <param name="contract">The contract, for the exception.</param>
    /// <exception cref="AmqpDecodeException">The bytes are no AMQP, or hold no body of one value.</exception>
    public static string? Descriptor(AmqpReader reader, bool isMessage, string contract)
    {
        try
        {
            return Descriptor(reader, isMessage);
        }
        catch (AmqpDecodeException exception)
        {
            throw exception.In(contract);
        }
    }

    /// <summary>The text of an entry of the body, a map; null if there is none, or if it is null.</summary>
    /// <param name="reader">Stands where the contract begins.</param>
    /// <param name="isMessage">Whether the bytes are the sections of a message, not the value alone.</param>
    /// <param name="contract">The contract, for the exception.</param>
    /// <param name="key">The key.</param>
    /// <exception cref="AmqpDecodeException">The bytes are no AMQP, hold no map, or the entry is no text.</exception>
    public static string? Discriminator(AmqpReader reader, bool isMessage, string contract, string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        try
        {
            return Discriminator(reader, isMessage, key);
        }
        catch (AmqpDecodeException exception)
        {
            throw exception.In(contract);
        }
    }

    /// <summary>Reads a value of a known type.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="reader">Stands where the contract begins; stands behind it afterwards.</param>
    /// <param name="isMessage">Whether the bytes are the sections of a message, not the value alone.</param>
    /// <exception cref="AmqpDecodeException">The bytes do not hold the type.</exception>
    /// <exception cref="NotSupportedException">The type has no decoder.</exception>
    public static T Contract<T>(ref AmqpReader reader, bool isMessage)
        where T : IAmqpContract<T>
        => T.Read(ref reader, isMessage);

    /// <summary>Reads a value of a type that is read by a type apart.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <typeparam name="TDecoder">What reads it.</typeparam>
    /// <param name="reader">Stands where the contract begins; stands behind it afterwards.</param>
    /// <param name="isMessage">Whether the bytes are the sections of a message, not the value alone.</param>
    /// <exception cref="AmqpDecodeException">The bytes do not hold the type.</exception>
    /// <exception cref="NotSupportedException">The type has no decoder.</exception>
    public static T Contract<T, TDecoder>(ref AmqpReader reader, bool isMessage)
        where TDecoder : struct, IAmqpDecoder<T>
        => TDecoder.Read(ref reader, isMessage);

    /// <summary>What is read is of no type that the contract names.</summary>
    /// <param name="reader">Stands where the contract begins.</param>
    /// <param name="contract">The contract.</param>
    /// <param name="key">The key of the discriminator; null where descriptors tell the types.</param>
    /// <param name="mark">What was found in its place; null for nothing.</param>
    public static AmqpDecodeException Unknown(in AmqpReader reader, string contract, string? key, string? mark)
    {
        string found = (key, mark) switch
        {
            (null, null) => "a value without a descriptor",
            (null, _) => $"the descriptor {TextSanitizer.Clean(mark)}",
            (_, null) => $"a map without '{key}'",
            _ => $"'{TextSanitizer.Clean(mark)}' under '{key}'",
        };
        return new AmqpDecodeException($"Expected a type that it names, found {found}", reader.Position).In(contract);
    }

    private static string? Descriptor(AmqpReader reader, bool isMessage)
    {
        GoToBody(ref reader, isMessage);
        if (reader.PeekConstructor() != FormatCode.Described)
        {
            return null;
        }

        AmqpDescriptor descriptor = reader.ReadDescriptor();
        return descriptor.Symbol is { } symbol ? symbol.Value : "0x" + descriptor.Code.ToString("x", CultureInfo.InvariantCulture);
    }

    private static string? Discriminator(AmqpReader reader, bool isMessage, string key)
    {
        GoToBody(ref reader, isMessage);
        if (reader.PeekConstructor() == FormatCode.Described)
        {
            reader.ReadDescriptor();
        }

        AmqpCompoundHeader map = AmqpContractReader.Map(ref reader);
        for (int entry = 0; entry < map.Count; entry += 2)
        {
            bool isFound = Encoding.UTF8.GetString(AmqpContractReader.Key(ref reader)) == key;
            if (isFound)
            {
                return reader.TryReadNull() ? null : AmqpValueReader.Text(ref reader, $"a string under '{key}'");
            }

            reader.Skip();
        }

        return null;
    }

    private static void GoToBody(ref AmqpReader reader, bool isMessage)
    {
        var sections = new AmqpSectionReader(isMessage, SectionCode.AmqpValue);
        while (sections.Next(ref reader) && sections.Section != SectionCode.AmqpValue)
        {
            reader.Skip();
        }
    }
}
