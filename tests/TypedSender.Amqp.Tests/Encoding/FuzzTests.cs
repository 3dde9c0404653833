namespace TypedSender.Amqp.Tests.Encoding;

[Trait("Size", "Large")]
public sealed class FuzzTests
{
    private static readonly byte[][] Seeds =
    [
        Bytes.WrittenValue(new List<object?> { 1, "text", new AmqpMap { ["key"] = 2.5, [new AmqpSymbol("s")] = null }, new AmqpArray(FormatCode.Int, [1, 2]) }),
        Bytes.WrittenValue(new AmqpDescribed(0x70ul, new List<object?> { true, 4u, 1000u, Guid.Empty, DateTimeOffset.UnixEpoch, 12.5m, new byte[20] })),
        Bytes.WrittenValue(new AmqpArray(FormatCode.List32, [new List<object?> { 1 }, new List<object?> { "b" }], new AmqpSymbol("d"))),
        Bytes.WrittenValue(new AmqpArray(FormatCode.Array32, [new AmqpArray(FormatCode.Symbol8, [new AmqpSymbol("x")])])),
        Bytes.WrittenValue(new List<object?> { new string('é', 200), new byte[300], new AmqpMap() }),
    ];

    [Fact]
    public void Random_bytes_are_read_or_refused()
    {
        Random random = new(19_941_017);
        byte[] bytes = new byte[64];
        for (int round = 0; round < 100_000; round++)
        {
            random.NextBytes(bytes);
            bytes[0] = round % 3 == 0 ? bytes[0] : (byte)(round % 0x100);
            Check(bytes.AsSpan(0, random.Next(bytes.Length)));
        }
    }

    [Fact]
    public void Damaged_values_are_read_or_refused()
    {
        Random random = new(20_111_107);
        int accepted = 0;
        for (int round = 0; round < 100_000; round++)
        {
            byte[] bytes = [.. Seeds[round % Seeds.Length]];
            for (int change = random.Next(1, 4); change > 0; change--)
            {
                bytes[random.Next(bytes.Length)] = (byte)(random.Next(4) == 0 ? random.Next(8) : random.Next(256));
            }

            accepted += Check(bytes.AsSpan(0, random.Next(3) == 0 ? random.Next(bytes.Length) : bytes.Length)) ? 1 : 0;
        }

        Assert.InRange(accepted, 1_000, 99_000);
    }

    /// <summary>Only the one exception may come out; what is accepted is rewritten to something that reads as the same.</summary>
    private static bool Check(ReadOnlySpan<byte> bytes)
    {
        SkipOrRefuse(bytes);
        object? value;
        try
        {
            AmqpReader reader = new(bytes);
            value = reader.ReadValue();
            Assert.InRange(reader.Position, 1, bytes.Length);
        }
        catch (AmqpDecodeException exception)
        {
            Assert.InRange(exception.Offset, 0, bytes.Length);
            return false;
        }

        byte[] rewritten = Bytes.WrittenValue(value);
        Assert.Equal(Bytes.Hex(rewritten), Bytes.Hex(Bytes.WrittenValue(Bytes.Read(rewritten))));
        return true;
    }

    private static void SkipOrRefuse(ReadOnlySpan<byte> bytes)
    {
        try
        {
            new AmqpReader(bytes).Skip();
            new AmqpReader(bytes).ReadSymbolArray();
        }
        catch (AmqpDecodeException)
        {
        }
    }
}
