namespace TypedSender.Amqp.Performatives;

/// <summary>Tells which performative a frame body begins with (AMQP 1.0, 2.7 and 5.3.3).</summary>
internal static class FrameBody
{
    /// <summary>Returns the numeric descriptor that a frame body begins with, whether it is written as number or symbol.</summary>
    /// <param name="body">The frame's bytes behind the frame header; not empty.</param>
    /// <returns>The code, for instance that of <see cref="Open"/>; 0 for a symbol that names no performative.</returns>
    /// <exception cref="AmqpDecodeException">The body does not begin with a descriptor.</exception>
    public static ulong PeekDescriptorCode(ReadOnlySpan<byte> body)
    {
        var reader = new AmqpReader(body);
        return ReadDescriptorCode(ref reader);
    }

    /// <summary>Reads the descriptor of a performative; <c>DecodeFields</c> of its type reads the rest.</summary>
    /// <param name="reader">Stands at the descriptor; stands behind it afterwards.</param>
    /// <returns>The code, for instance that of <see cref="Open"/>; 0 for a symbol that names no performative.</returns>
    /// <exception cref="AmqpDecodeException">There is no descriptor.</exception>
    public static ulong ReadDescriptorCode(ref AmqpReader reader)
    {
        AmqpDescriptor descriptor = reader.ReadDescriptor();
        return descriptor.Symbol?.Value switch
        {
            null => descriptor.Code,
            "amqp:open:list" => Open.DescriptorCode,
            "amqp:begin:list" => Begin.DescriptorCode,
            "amqp:attach:list" => Attach.DescriptorCode,
            "amqp:flow:list" => Flow.DescriptorCode,
            "amqp:transfer:list" => Transfer.DescriptorCode,
            "amqp:disposition:list" => Disposition.DescriptorCode,
            "amqp:detach:list" => Detach.DescriptorCode,
            "amqp:end:list" => End.DescriptorCode,
            "amqp:close:list" => Close.DescriptorCode,
            "amqp:sasl-mechanisms:list" => SaslMechanisms.DescriptorCode,
            "amqp:sasl-init:list" => SaslInit.DescriptorCode,
            "amqp:sasl-challenge:list" => SaslChallenge.DescriptorCode,
            "amqp:sasl-response:list" => SaslResponse.DescriptorCode,
            "amqp:sasl-outcome:list" => SaslOutcome.DescriptorCode,
            _ => 0,
        };
    }
}
