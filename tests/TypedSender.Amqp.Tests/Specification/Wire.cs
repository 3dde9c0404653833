namespace TypedSender.Amqp.Tests.Specification;

/// <summary>Bytes of composites.</summary>
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

    public static T Decode<T>(byte[] bytes)
        where T : IAmqpEncodable<T>
    {
        var reader = new AmqpReader(bytes);
        T value = T.Decode(ref reader);
        Assert.True(reader.End, "Bytes were left over.");
        return value;
    }

    public static T Decode<T>(string hex)
        where T : IAmqpEncodable<T>
        => Decode<T>(Convert.FromHexString(hex.Replace(" ", string.Empty, StringComparison.Ordinal)));

    public static string Hex(byte[] bytes) => Convert.ToHexString(bytes);

    public static string Hex(string spaced) => spaced.Replace(" ", string.Empty, StringComparison.Ordinal);
}
