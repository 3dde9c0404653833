using System.ComponentModel;
using TypedSender.Amqp;

namespace TypedSender.GeneratedCode;

/// <summary>Calls formatters, and makes sure that each writes one value: a count that is wrong by one would spoil the whole message. Thread-safe.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class AmqpFormatting
{
    /// <summary>Writes one value of any type.</summary>
    /// <typeparam name="TFormatter">The formatter.</typeparam>
    /// <typeparam name="T">What it formats.</typeparam>
    /// <param name="writer">The writer that takes the bytes.</param>
    /// <param name="value">The value.</param>
    /// <param name="member">The contract and the member, or the parameter, for the exception.</param>
    /// <exception cref="AmqpEncodeException">The formatter wrote nothing, or more than one value.</exception>
    public static void Write<TFormatter, T>(ref AmqpWriter writer, T value, string member)
        where TFormatter : IAmqpFormatter<T>
        => WriteValue<TFormatter, T>(ref writer, value, member);

    /// <summary>Writes one value of a simple type, for an application property (AMQP 1.0, 3.2.5).</summary>
    /// <typeparam name="TFormatter">The formatter.</typeparam>
    /// <typeparam name="T">What it formats.</typeparam>
    /// <param name="writer">The writer that takes the bytes.</param>
    /// <param name="value">The value.</param>
    /// <param name="member">The contract and the member, or the parameter, for the exception.</param>
    /// <exception cref="AmqpEncodeException">The formatter wrote nothing, more than one value, or a list, map, array or described value.</exception>
    public static void WriteSimple<TFormatter, T>(ref AmqpWriter writer, T value, string member)
        where TFormatter : IAmqpFormatter<T>
    {
        byte constructor = WriteValue<TFormatter, T>(ref writer, value, member);
        if (constructor is FormatCode.Described or FormatCode.List0 or >= FormatCode.List8)
        {
            throw new AmqpEncodeException(
                $"{typeof(TFormatter)} wrote a list, map, array or described value for {member}, but application properties hold simple types only (AMQP 1.0, 3.2.5). Send it in the body, or write it as a string or binary.") { Member = member };
        }
    }

    /// <summary>Writes one value of a simple type, described or not, for an application property or annotation whose formatter was chosen by <see cref="AmqpPropertyFormattersAttribute"/>.</summary>
    /// <typeparam name="TFormatter">The formatter.</typeparam>
    /// <typeparam name="T">What it formats.</typeparam>
    /// <param name="writer">The writer that takes the bytes.</param>
    /// <param name="value">The value.</param>
    /// <param name="member">The contract and the member, or the parameter, for the exception.</param>
    /// <exception cref="AmqpEncodeException">The formatter wrote nothing, more than one value, or a list, map or array.</exception>
    public static void WriteProperty<TFormatter, T>(ref AmqpWriter writer, T value, string member)
        where TFormatter : IAmqpFormatter<T>
    {
        byte constructor = WriteValue<TFormatter, T>(ref writer, value, member);
        if (constructor is FormatCode.List0 or >= FormatCode.List8)
        {
            throw new AmqpEncodeException($"{typeof(TFormatter)} wrote a list, map or array for {member}, where simple types stand, described or not. Send it in the body, or write it as a string or binary.") { Member = member };
        }
    }

    private static byte WriteValue<TFormatter, T>(ref AmqpWriter writer, T value, string member)
        where TFormatter : IAmqpFormatter<T>
    {
        AmqpBuffer buffer = writer.Buffer;
        CompoundScope start = writer.Mark();

        // A formatter may write a whole message by another contract's encoder: that one's sections are not those of this message.
        MessagePositions? positions = buffer.Positions;
        buffer.Positions = null;
        TFormatter.Write(ref writer, value);
        buffer.Positions = positions;
        if (!ReferenceEquals(writer.Buffer, buffer))
        {
            throw new AmqpEncodeException($"{typeof(TFormatter)} put another writer in the place of the one it was given for {member}. Write the value into the writer that is passed.") { Member = member };
        }

        int values = writer.CountSince(start, out byte constructor);
        return values == 1
            ? constructor
            : throw new AmqpEncodeException(
                $"{typeof(TFormatter)} wrote {(values == 0 ? "nothing" : "more than one value, or an unfinished one,")} for {member}, but a formatter writes exactly one value. Write null by WriteNull, and several values as one list between BeginList and EndList.") { Member = member };
    }
}
