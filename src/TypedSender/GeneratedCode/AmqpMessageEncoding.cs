using System.ComponentModel;
using TypedSender.Amqp;
using TypedSender.Amqp.Messages;

namespace TypedSender.GeneratedCode;

/// <summary>Writes messages through the typed sections: of contracts whose sections have several levels, or values without a bound.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class AmqpMessageEncoding
{
    // A day before the last moment that .NET knows, so that every time zone has it.
    private static readonly DateTimeOffset LatestExpiry = DateTimeOffset.MaxValue - TimeSpan.FromDays(1);

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
        SetExpiryTimes(in writer, in header, ref properties);
        WriteHeader(ref writer, in header);

        AmqpMapSection deliveryAnnotations = AmqpMapSection.DeliveryAnnotations();
        TEncoder.WriteDeliveryAnnotations(ref writer, ref deliveryAnnotations, in value);
        deliveryAnnotations.End(ref writer);

        AmqpMapSection annotations = AmqpMapSection.MessageAnnotations();
        TEncoder.WriteMessageAnnotations(ref writer, ref annotations, in value);
        annotations.End(ref writer);

        WriteProperties(ref writer, in properties);

        AmqpMapSection applicationProperties = AmqpMapSection.ApplicationProperties();
        TEncoder.WriteApplicationProperties(ref writer, ref applicationProperties, in value);
        applicationProperties.End(ref writer);

        TEncoder.WriteBody(ref writer, in value);

        AmqpMapSection footer = AmqpMapSection.Footer();
        TEncoder.WriteFooter(ref writer, ref footer, in value);
        footer.End(ref writer);
    }

    /// <summary>Adds the delivery annotations that a contract binds; none of a contract whose encoder does not know of them.</summary>
    /// <typeparam name="T">The contract.</typeparam>
    /// <typeparam name="TEncoder">Its encoder.</typeparam>
    /// <param name="writer">The writer that takes the bytes.</param>
    /// <param name="section">The section, begun with its first entry.</param>
    /// <param name="value">The contract.</param>
    public static void WriteDeliveryAnnotations<T, TEncoder>(ref AmqpWriter writer, ref AmqpMapSection section, in T value)
        where TEncoder : struct, IAmqpEncoder<T>
        => TEncoder.WriteDeliveryAnnotations(ref writer, ref section, in value);

    /// <summary>Adds the entries of the footer that a contract binds; none of a contract whose encoder does not know of them.</summary>
    /// <inheritdoc cref="WriteDeliveryAnnotations{T, TEncoder}" path="/typeparam"/>
    /// <inheritdoc cref="WriteDeliveryAnnotations{T, TEncoder}" path="/param"/>
    public static void WriteFooter<T, TEncoder>(ref AmqpWriter writer, ref AmqpMapSection section, in T value)
        where TEncoder : struct, IAmqpEncoder<T>
        => TEncoder.WriteFooter(ref writer, ref section, in value);

    /// <summary>Sets the times of creation and expiry (AMQP 1.0, 3.2.4) that belong to a time to live which sets them, where the message has none of its own.</summary>
    /// <param name="writer">The writer of the message, which knows the time.</param>
    /// <param name="header">The header, with the time to live.</param>
    /// <param name="properties">Takes the times.</param>
    public static void SetExpiryTimes(in AmqpWriter writer, in Header header, ref Properties properties)
    {
        if (header.Lifetime is { } lifetime)
        {
            DateTimeOffset now = writer.Buffer.Settings.TimeProvider.GetUtcNow();
            properties.CreationTime ??= now;
            properties.AbsoluteExpiryTime ??= LatestExpiry - now > lifetime ? now + lifetime : LatestExpiry;
        }
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
