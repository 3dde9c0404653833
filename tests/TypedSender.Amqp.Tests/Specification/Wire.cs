namespace TypedSender.Amqp.Tests.Specification;

/// <summary>Octets of composites.</summary>
internal static class Wire
{
    public static byte[] Encode<T>(T value)
        where T : IAmqpEncodable<T>
    {
        var buffer = new AmqpBuffer(16);
        var writer = new AmqpWriter(buffer);
        value.Encode(ref writer);
        writer.Flush();
        return buffer.ToArray();
    }

    public static T Decode<T>(byte[] octets)
        where T : IAmqpEncodable<T>
    {
        var reader = new AmqpReader(octets);
        T value = T.Decode(ref reader);
        Assert.True(reader.End, "Octets were left over.");
        return value;
    }

    public static T Decode<T>(string hex)
        where T : IAmqpEncodable<T>
        => Decode<T>(Convert.FromHexString(hex.Replace(" ", string.Empty, StringComparison.Ordinal)));

    public static string Hex(byte[] octets) => Convert.ToHexString(octets);

    public static string Hex(string spaced) => spaced.Replace(" ", string.Empty, StringComparison.Ordinal);
}
