namespace TypedSender.Amqp.Tests.Encoding;

[Trait("Size", "Large")]
public sealed class FuzzTests
{
    private static readonly byte[][] Seeds =
    [
        Octets.WrittenValue(new List<object?> { 1, "text", new AmqpMap { ["key"] = 2.5, [new AmqpSymbol("s")] = null }, new AmqpArray(FormatCode.Int, [1, 2]) }),
        Octets.WrittenValue(new AmqpDescribed(0x70ul, new List<object?> { true, 4u, 1000u, Guid.Empty, DateTimeOffset.UnixEpoch, 12.5m, new byte[20] })),
        Octets.WrittenValue(new AmqpArray(FormatCode.List32, [new List<object?> { 1 }, new List<object?> { "b" }], new AmqpSymbol("d"))),
        Octets.WrittenValue(new AmqpArray(FormatCode.Array32, [new AmqpArray(FormatCode.Symbol8, [new AmqpSymbol("x")])])),
        Octets.WrittenValue(new List<object?> { new string('é', 200), new byte[300], new AmqpMap() }),
    ];

    [Fact]
    public void Random_octets_are_read_or_refused()
    {
        Random random = new(19_941_017);
        byte[] octets = new byte[64];
        for (int round = 0; round < 100_000; round++)
        {
            random.NextBytes(octets);
            octets[0] = round % 3 == 0 ? octets[0] : (byte)(round % 0x100);
            Check(octets.AsSpan(0, random.Next(octets.Length)));
        }
    }

    [Fact]
    public void Damaged_values_are_read_or_refused()
    {
        Random random = new(20_111_107);
        int accepted = 0;
        for (int round = 0; round < 100_000; round++)
        {
            byte[] octets = [.. Seeds[round % Seeds.Length]];
            for (int change = random.Next(1, 4); change > 0; change--)
            {
                octets[random.Next(octets.Length)] = (byte)(random.Next(4) == 0 ? random.Next(8) : random.Next(256));
            }

            accepted += Check(octets.AsSpan(0, random.Next(3) == 0 ? random.Next(octets.Length) : octets.Length)) ? 1 : 0;
        }

        Assert.InRange(accepted, 1_000, 99_000);
    }

    /// <summary>Only the one exception may come out; what is accepted is rewritten to something that reads as the same.</summary>
    private static bool Check(ReadOnlySpan<byte> octets)
    {
        SkipOrRefuse(octets);
        object? value;
        try
        {
            AmqpReader reader = new(octets);
            value = reader.ReadValue();
            Assert.InRange(reader.Position, 1, octets.Length);
        }
        catch (AmqpDecodeException exception)
        {
            Assert.InRange(exception.Offset, 0, octets.Length);
            return false;
        }

        byte[] rewritten = Octets.WrittenValue(value);
        Assert.Equal(Octets.Hex(rewritten), Octets.Hex(Octets.WrittenValue(Octets.Read(rewritten))));
        return true;
    }

    private static void SkipOrRefuse(ReadOnlySpan<byte> octets)
    {
        try
        {
            new AmqpReader(octets).Skip();
            new AmqpReader(octets).ReadSymbolArray();
        }
        catch (AmqpDecodeException)
        {
        }
    }
}
