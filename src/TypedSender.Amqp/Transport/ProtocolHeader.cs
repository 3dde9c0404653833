namespace TypedSender.Amqp.Transport;

/// <summary>The eight bytes of the protocol header that each side sends first (AMQP 1.0, 2.2 and 5.3).</summary>
internal static class ProtocolHeader
{
    public const int Size = 8;

    public static ReadOnlySpan<byte> Amqp => [(byte)'A', (byte)'M', (byte)'Q', (byte)'P', 0, 1, 0, 0];

    public static ReadOnlySpan<byte> Sasl => [(byte)'A', (byte)'M', (byte)'Q', (byte)'P', 3, 1, 0, 0];
}
