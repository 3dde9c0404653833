using System.ComponentModel;
using TypedSender.Amqp;
using TypedSender.Amqp.Messages;

namespace TypedSender.GeneratedCode;

/// <summary>Writes a stream as the data sections of a body (AMQP 1.0, 3.2.6): its bytes are read while the message is sent.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct AmqpStreamEncoder : IAmqpEncoder<Stream>
{
    /// <summary>Writes the value of a data section that a member holds; null is no bytes.</summary>
    /// <param name="writer">The writer that takes the bytes.</param>
    /// <param name="value">The stream.</param>
    /// <param name="member">The contract and the member, for the exception.</param>
    /// <exception cref="AmqpEncodeException">It cannot be read, another send reads it or has read it, or the message is not sent by itself.</exception>
    public static void Write(ref AmqpWriter writer, Stream? value, string member)
    {
        if (value is null)
        {
            writer.WriteBinary(ReadOnlySpan<byte>.Empty);
            return;
        }

        try
        {
            StreamedBody.Write(ref writer, value);
        }
        catch (AmqpEncodeException exception)
        {
            throw new AmqpEncodeException($"{member} cannot be sent: {exception.Message}", exception) { Member = member };
        }
    }

    /// <inheritdoc/>
    public static void SetSections(in Stream value, ref Header header, ref Properties properties)
    {
    }

    /// <inheritdoc/>
    public static void WriteMessageAnnotations(ref AmqpWriter writer, ref AmqpMapSection section, in Stream value)
    {
    }

    /// <inheritdoc/>
    public static void WriteApplicationProperties(ref AmqpWriter writer, ref AmqpMapSection section, in Stream value)
    {
    }

    /// <inheritdoc/>
    public static void WriteMessage(ref AmqpWriter writer, in Stream value)
    {
        AmqpTraceProperties.WriteSection(ref writer);
        WriteBody(ref writer, in value);
    }

    /// <inheritdoc/>
    public static void WriteBody(ref AmqpWriter writer, in Stream value)
    {
        writer.WriteDescriptor(SectionCode.Data);
        AmqpNotes.Body(in writer);
        WriteValue(ref writer, in value, depth: 0);
    }

    /// <inheritdoc/>
    /// <exception cref="AmqpEncodeException">It cannot be read, another send reads it or has read it, or the message is not sent by itself.</exception>
    public static void WriteValue(ref AmqpWriter writer, in Stream value, int depth) => StreamedBody.Write(ref writer, value);
}
