using TypedSender.Amqp.Performatives;

namespace TypedSender.Amqp.Tests.Encoding;

/// <summary>Fields that may have multiple symbols (AMQP 1.0, 1.4), in the open frame.</summary>
public sealed class SymbolFieldTests
{
    [Theory]
    [InlineData("40", "")]
    [InlineData("A30142", "B")]
    [InlineData("E00602A301420143", "B,C")]
    [InlineData("F00000000900000002A301420143", "B,C")]
    [InlineData("45", "")]
    [InlineData("C00702A30142A30143", "B,C")]
    [InlineData("D00000000700000001A30142", "B")]
    public void One_an_array_and_a_list_are_read(string field, string expected)
        => Assert.Equal(expected, string.Join(',', (Decode(field).OfferedCapabilities ?? []).Select(symbol => symbol.Value)));

    [Theory]
    [InlineData("C00401A10142")]
    [InlineData("C00702A30142A30143", -1)]
    [InlineData("C00501A30142A3")]
    [InlineData("C1010040")]
    public void Anything_else_is_refused(string field, int cut = 0) => Assert.Throws<AmqpDecodeException>(() => Decode(field, cut));

    [Theory]
    [InlineData("C00701A30142A30143")]
    [InlineData("C00A02A30142A30143A30144")]
    public void A_list_with_more_than_it_counts_is_refused(string list)
    {
        Assert.Throws<AmqpDecodeException>(() =>
        {
            AmqpReader reader = new(Convert.FromHexString(list));
            AmqpFields.ReadSymbols(ref reader);
        });
    }

    private static Open Decode(string field, int cut = 0)
    {
        byte[] value = Convert.FromHexString(field);
        byte[] bytes = [0x00, 0x53, 0x10, 0xC0, (byte)(value.Length + 10), 8, 0xA1, 1, (byte)'p', 0x40, 0x40, 0x40, 0x40, 0x40, 0x40, .. value];
        AmqpReader reader = new(bytes.AsSpan(0, bytes.Length + cut));
        return Open.Decode(ref reader);
    }
}
