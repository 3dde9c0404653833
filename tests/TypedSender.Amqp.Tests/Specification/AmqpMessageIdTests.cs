using TypedSender.Amqp.Messages;

namespace TypedSender.Amqp.Tests.Specification;

public sealed class AmqpMessageIdTests
{
    private static readonly Guid Uuid = new("00112233-4455-6677-8899-aabbccddeeff");

    public static TheoryData<AmqpMessageIdKind, string, string> Ids => new()
    {
        { AmqpMessageIdKind.None, "40", "" },
        { AmqpMessageIdKind.ULong, "44", "0" },
        { AmqpMessageIdKind.ULong, "5307", "7" },
        { AmqpMessageIdKind.ULong, "80FFFFFFFFFFFFFFFF", "18446744073709551615" },
        { AmqpMessageIdKind.Uuid, "9800112233445566778899AABBCCDDEEFF", "00112233-4455-6677-8899-aabbccddeeff" },
        { AmqpMessageIdKind.Binary, "A0020102", "0102" },
        { AmqpMessageIdKind.Binary, "A000", "" },
        { AmqpMessageIdKind.String, "A10161", "a" },
        { AmqpMessageIdKind.String, "A100", "" },
    };

    [Theory]
    [MemberData(nameof(Ids))]
    public void An_id_is_read_and_written(AmqpMessageIdKind kind, string bytes, string text)
    {
        AmqpMessageId id = Wire.Decode<AmqpMessageId>(bytes);
        Assert.Equal(kind, id.Kind);
        Assert.Equal(text, id.ToString());
        Assert.Equal(bytes, Wire.Hex(Wire.Encode(id)));
        Assert.Equal(id, Wire.Decode<AmqpMessageId>(bytes));
        Assert.Equal(id.GetHashCode(), Wire.Decode<AmqpMessageId>(bytes).GetHashCode());
    }

    [Fact]
    public void Values_convert_to_ids()
    {
        Assert.Equal(7ul, ((AmqpMessageId)7ul).ToObject());
        Assert.Equal(Uuid, ((AmqpMessageId)Uuid).ToObject());
        Assert.Equal("a", ((AmqpMessageId)"a").ToObject());
        Assert.Equal(new byte[] { 1 }, ((AmqpMessageId)new byte[] { 1 }).ToObject());
        Assert.True(((AmqpMessageId)(string?)null).IsNone);
        Assert.True(((AmqpMessageId)(byte[]?)null).IsNone);
        Assert.True(default(AmqpMessageId).IsNone);
        Assert.Null(default(AmqpMessageId).ToObject());
    }

    [Fact]
    public void A_part_of_an_array_is_an_id_of_that_part()
    {
        AmqpMessageId id = new ReadOnlyMemory<byte>([9, 1, 2, 9], 1, 2);
        Assert.Equal("A0020102", Wire.Hex(Wire.Encode(id)));
        Assert.Equal((AmqpMessageId)new byte[] { 1, 2 }, id);
    }

    [Fact]
    public void Ids_of_different_types_differ()
    {
        AmqpMessageId[] ids = [default, 0ul, Guid.Empty, Array.Empty<byte>(), "", "0"];
        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.True((AmqpMessageId)1ul != (AmqpMessageId)2ul);
        Assert.True((AmqpMessageId)1ul == (AmqpMessageId)1ul);
    }

    [Fact]
    public void Another_type_is_refused() => Assert.Throws<AmqpDecodeException>(() => Wire.Decode<AmqpMessageId>("41"));
}
