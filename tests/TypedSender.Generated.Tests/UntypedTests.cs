using System.Text;
using TypedSender.Amqp;
using TypedSender.Generated.Tests.Shapes;
using TypedSender.Generated.Tests.Support;

namespace TypedSender.Generated.Tests;

public class UntypedTests
{
    public static TheoryData<object, string> Values => new()
    {
        { true, "41" },
        { (byte)1, "50 01" },
        { (sbyte)-1, "51 ff" },
        { (ushort)1, "60 0001" },
        { (short)-1, "61 ffff" },
        { 1u, "52 01" },
        { -1, "54 ff" },
        { 1ul, "53 01" },
        { -1L, "55 ff" },
        { 1.5f, "72 3fc00000" },
        { 1.5, "82 3ff8000000000000" },
        { 1m, "94 30400000000000000000000000000001" },
        { 'a', "73 00000061" },
        { new Rune(0x1f600), "73 0001f600" },
        { "é", "a102 c3a9" },
        { new AmqpSymbol("s"), "a301 73" },
        { new byte[] { 1 }, "a001 01" },
        { Guid.Empty, "98 00000000000000000000000000000000" },
        { DateTimeOffset.UnixEpoch, "83 0000000000000000" },
        { DateTime.UnixEpoch, "83 0000000000000000" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void A_value_is_sent_by_its_type(object value, string bytes)
    {
        string plain = bytes.Replace(" ", string.Empty, StringComparison.Ordinal);
        Bytes.Equal($"c1 {(plain.Length / 2) + 8:x2} 02 a105 {Bytes.Of("Value")} {bytes}", AmqpContracts.EncodeValue(new Untyped(value)));
        Bytes.Equal($"00 53 74 c1 {(plain.Length / 2) + 4:x2} 02 a101 70 {bytes} 00 53 77 c1 01 00", AmqpContracts.Encode(new Untyped(null, Property: value)));
    }

    [Fact]
    public void Collections_of_objects_hold_what_they_hold()
        => Bytes.Equal(
            $"""
            c1 39 08
                a105 {Bytes.Of("Value")} c0 04 02 54 01 45
                a104 {Bytes.Of("Late")} 54 07
                a107 {Bytes.Of("Details")} c1 09 04 a101 61 41 a101 62 40
                a105 {Bytes.Of("Items")} c0 06 02 54 01 a101 78
            """,
            AmqpContracts.EncodeValue(new Untyped(new object[] { 1, Array.Empty<object>() }, 7, new Dictionary<string, object?> { ["a"] = true, ["b"] = null }, null, [1, "x"])));

    [Fact]
    public void Any_other_type_is_refused_by_member_and_type()
    {
        AmqpEncodeException exception = Assert.Throws<AmqpEncodeException>(() => AmqpContracts.EncodeValue(new Untyped(new Version(1, 2))));

        Assert.Equal(
            "Untyped.Value: AMQP has no type for System.Version. Convert it to a number, a string, a Guid, a DateTimeOffset, bytes, a list, an AmqpMap or an AmqpDescribed.",
            exception.Message);
        Assert.Equal("Untyped.Value", exception.Member);
    }

    [Fact]
    public void An_element_of_another_type_is_refused_by_its_member()
        => Assert.Equal("Untyped.Details", Assert.Throws<AmqpEncodeException>(() => AmqpContracts.EncodeValue(new Untyped(1, Details: new Dictionary<string, object?> { ["a"] = new Version() }))).Member);

    [Fact]
    public void An_application_property_is_of_a_simple_type()
    {
        AmqpEncodeException exception = Assert.Throws<AmqpEncodeException>(() => AmqpContracts.Encode(new Untyped(null, Property: new List<int> { 1 })));

        Assert.Equal(
            "Untyped.Property holds a System.Collections.Generic.List`1[System.Int32], but application properties hold simple types only (AMQP 1.0, 3.2.5). Send it in the body.",
            exception.Message);
        Assert.Equal("Untyped.Property", exception.Member);
    }
}
