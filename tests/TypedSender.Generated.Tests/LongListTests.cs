using TypedSender.Generated.Tests.Shapes;
using TypedSender.Generated.Tests.Support;

namespace TypedSender.Generated.Tests;

/// <summary>Lists beyond what the short constructor holds (AMQP 1.0, 1.6.22).</summary>
public class LongListTests
{
    [Fact]
    public void A_list_of_254_one_byte_elements_is_short()
        => Bytes.Equal($"c0 ff fe 41 {Nulls(252)} 42", AmqpContracts.EncodeValue(new ListOf254(true, false)));

    [Fact]
    public void A_list_of_255_one_byte_elements_is_wide()
        => Bytes.Equal($"d0 00000103 000000ff 41 {Nulls(253)} 42", AmqpContracts.EncodeValue(new ListOf255(true, false)));

    [Fact]
    public void A_list_of_more_than_255_members_counts_in_four_bytes()
    {
        Bytes.Equal($"d0 00000104 00000100 {Nulls(255)} 41", AmqpContracts.EncodeValue(new ListOf300(true, null)));
        Bytes.Equal($"d0 00000132 0000012c {Nulls(255)} 41 {Nulls(43)} a101 78", AmqpContracts.EncodeValue(new ListOf300(true, "x")));
    }

    [Fact]
    public void The_last_place_of_a_list_is_4095()
    {
        Bytes.Equal("45", AmqpContracts.EncodeValue(new ListOf4096(null)));
        Bytes.Equal($"d0 00001004 00001000 {Nulls(4095)} 45", AmqpContracts.EncodeValue(new ListOf4096([])));
    }

    private static string Nulls(int count) => string.Concat(Enumerable.Repeat("40", count));
}
