using System.ComponentModel;
using TypedSender.Amqp;
using TypedSender.Amqp.Messages;

namespace TypedSender.GeneratedCode;

/// <summary>Writes messages through the typed sections: of contracts whose sections have several levels, or values without a bound.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class AmqpMessageEncoding
{
    /// <summary>Writes every section, in the order of AMQP 1.0, 3.2.</summary>
    /// <typeparam name="T">The contract.</typeparam>
    /// <typeparam name="TEncoder">Its encoder.</typeparam>
    /// <param name="writer">The writer that takes the bytes.</param>
    /// <param name="value">The contract.</param>
    public static void WriteMessage<T, TEncoder>(ref AmqpWriter writer, in T value)
        where TEncoder : struct, IAmqpEncoder<T>
    {
        Header header = default;
        Properties properties = default;
        TEncoder.SetSections(in value, ref header, ref properties);
        WriteHeader(ref writer, in header);

        AmqpMapSection annotations = AmqpMapSection.MessageAnnotations();
        TEncoder.WriteMessageAnnotations(ref writer, ref annotations, in value);
        annotations.End(ref writer);

        WriteProperties(ref writer, in properties);

        AmqpMapSection applicationProperties = AmqpMapSection.ApplicationProperties();
        TEncoder.WriteApplicationProperties(ref writer, ref applicationProperties, in value);
        applicationProperties.End(ref writer);

        TEncoder.WriteBody(ref writer, in value);
    }

    /// <summary>Writes a header section unless nothing is set in it.</summary>
    /// <param name="writer">The writer that takes the bytes.</param>
    /// <param name="header">The section.</param>
    public static void WriteHeader(ref AmqpWriter writer, in Header header)
    {
        if (!header.IsEmpty)
        {
            header.Encode(ref writer);
        }
    }

    /// <summary>Writes a properties section unless nothing is set in it.</summary>
    /// <param name="writer">The writer that takes the bytes.</param>
    /// <param name="properties">The section.</param>
    public static void WriteProperties(ref AmqpWriter writer, in Properties properties)
    {
        if (!properties.IsEmpty)
        {
            properties.Encode(ref writer);
        }
    }
}
