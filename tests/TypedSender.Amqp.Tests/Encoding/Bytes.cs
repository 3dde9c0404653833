namespace TypedSender.Amqp.Tests.Encoding;

/// <summary>Writes to and reads from hexadecimal text.</summary>
internal static class Bytes
{
    internal delegate void Writing(ref AmqpWriter writer);

    internal static byte[] Of(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));

    internal static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexString(bytes);

    internal static string Hex(string spaced) => spaced.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();

    internal static byte[] Written(Writing write)
    {
        AmqpBuffer buffer = new(0);
        AmqpWriter writer = new(buffer);
        write(ref writer);
        Assert.Equal(writer.Position, Flushed(ref writer, buffer));
        return buffer.ToArray();
    }

    internal static byte[] WrittenValue(object? value) => Written((ref AmqpWriter writer) => writer.WriteValue(value));

    internal static object? Read(string hex) => Read(Of(hex));

    internal static object? Read(byte[] bytes)
    {
        AmqpReader reader = new(bytes);
        object? value = reader.ReadValue();
        Assert.True(reader.End);
        return value;
    }

    internal static AmqpDecodeException Refused(string hex) => Refused(Of(hex));

    internal static AmqpDecodeException Refused(byte[] bytes) => Assert.Throws<AmqpDecodeException>(() => Read(bytes));

    internal static void AssertSame(object? expected, object? actual) =>
        Assert.True(AmqpValueComparer.Instance.Equals(expected, actual), $"expected {expected} ({expected?.GetType()}), was {actual} ({actual?.GetType()})");

    private static long Flushed(ref AmqpWriter writer, AmqpBuffer buffer)
    {
        writer.Flush();
        return buffer.TotalLength;
    }
}
