using System.Globalization;
using System.Numerics;
using TypedSender.Amqp;
using TypedSender.Generated.Tests.Shapes;
using TypedSender.Generated.Tests.Support;

namespace TypedSender.Generated.Tests;

/// <summary>The rows of docs/shapes-members.md that no other test has.</summary>
public class MemberShapeTests
{
    [Fact]
    public void Every_kind_of_member_is_read()
        => Bytes.Equal(
            "c1 e2 28" + string.Concat(
                new[]
                {
                    "ReadOnlyField", "Field", "Required", "Init", "Set", "PrivateSet", "GetOnly", "Computed", "ByReference", "Old", "Größe", "value", "Value", "VALUE", "System", "writer", "Internal",
                    "ProtectedInternal", "Private", "private",
                }.Select((name, index) => $"a1{System.Text.Encoding.UTF8.GetByteCount(name):x2}{Bytes.Of(name)}54{(name == "ByReference" ? 2 : index + 1):x2}")),
            AmqpContracts.EncodeValue(new MemberKinds(8) { Required = 3 }));

    [Fact]
    public void Every_collection_is_a_list()
        => Bytes.Equal(
            "c0 7e 19" + string.Concat(Enumerable.Range(1, 25).Select(number => $"c0030154{number:x2}")),
            AmqpContracts.EncodeValue(new EveryCollection()));

    [Fact]
    public void Every_dictionary_is_a_map_and_every_kind_of_key_is_a_key()
        => Bytes.Equal(
            """
            c0 9a 11
                c1 05 02 a101 61 40
                c1 05 02 a301 62 41
                c1 04 02 51 ff 41
                c1 04 02 50 01 41
                c1 05 02 61 ffff 41
                c1 05 02 60 0001 41
                c1 04 02 54 ff 41
                c1 04 02 52 01 41
                c1 04 02 55 ff 41
                c1 04 02 53 01 41
                c1 13 02 98 00000000000000000000000000000000 41
                c1 04 02 50 01 41
                c1 09 02 a105 477265656e 41
                c1 07 02 73 00000061 41
                c1 07 02 73 00000062 41
                c1 13 02 98 00000000000000000000000000000000 41
                c1 0a 02 a101 6e c1 04 02 54 01 40
            """,
            AmqpContracts.EncodeValue(new EveryDictionary()));

    [Fact]
    public void An_enum_is_a_number_of_its_underlying_type()
        => Bytes.Equal(
            """
            c0 1f 0d
                51 01  50 01  61 0001  60 0001  54 01  52 01  55 01  53 01
                54 03  40  54 01  54 63  a303 4f6e65
            """,
            AmqpContracts.EncodeValue(new EveryEnum(
                OfSByte.One, OfByte.One, OfShort.One, OfUShort.One, OfInt.One, OfUInt.One, OfLong.One, OfULong.One, Days.First | Days.Second, null, OfInt.One, (OfInt)99, OfInt.One)));

    [Fact]
    public void Values_at_the_ends_of_their_types_are_exact()
    {
        Bytes.Equal(
            """
            c0 50 07
                72 ffc12345  82 7ff8000000abcdef  94 b0400000ffffffffffffffffffffffff
                83 ffffc77cedd32800  83 ffffc77cedd32800  a10a 303030312d30312d3031  a110 30303a30303a30302e30303030303030
            """,
            AmqpContracts.EncodeValue(new Extremes(
                BitConverter.UInt32BitsToSingle(0xffc12345), BitConverter.UInt64BitsToDouble(0x7ff8000000abcdef), decimal.MinValue,
                DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Utc), DateTimeOffset.MinValue, DateOnly.MinValue, TimeOnly.MinValue)));
        Bytes.Equal(
            """
            c0 50 07
                72 7f7fffff  82 0000000000000001  94 3008000000000000 0000000000000001
                83 0000e677d21fdbff  83 0000e677d21fdbff  a10a 393939392d31322d3331  a110 32333a35393a35392e39393939393939
            """,
            AmqpContracts.EncodeValue(new Extremes(
                float.MaxValue, double.Epsilon, 0.0000000000000000000000000001m,
                DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc), DateTimeOffset.MaxValue, DateOnly.MaxValue, TimeOnly.MaxValue)));
    }

    [Fact]
    public void The_text_of_a_value_is_that_of_the_invariant_culture()
    {
        CultureInfo culture = CultureInfo.CurrentCulture;
        var other = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        other.NumberFormat.NegativeSign = "~";
        other.NumberFormat.NumberDecimalSeparator = ",";
        CultureInfo.CurrentCulture = other;
        try
        {
            Bytes.Equal(
                $"""
                d0 00 00 01 21 00 00 00 07
                    a107 {Bytes.Of("1.2.3.4")}
                    a109 {Bytes.Of("127.0.0.1")}
                    a104 {Bytes.Of("-1.5")}
                    c0 2b 01 a128 {Bytes.Of("-170141183460469231731687303715884105728")}
                    a1c9 {Bytes.Of("1" + new string('0', 200))}
                    a105 {Bytes.Of("12.50")}
                    a102 {Bytes.Of("-7")}
                """,
                AmqpContracts.EncodeValue(new Texts(
                    new Version(1, 2, 3, 4), System.Net.IPAddress.Loopback, (Half)(-1.5f), [Int128.MinValue], BigInteger.Pow(10, 200), 12.50m, -7)));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void Null_is_null_however_deep()
        => Bytes.Equal(
            """
            c0 1d 04
                c0 07 03 40 45 c0 02 01 40
                c1 0c 04 a101 61 40 a101 62 c0 02 01 40
                40
                c0 02 01 40
            """,
            AmqpContracts.EncodeValue(new NestedNulls([null, [], [null]], new() { ["a"] = null, ["b"] = [null] }, null, [null])));
}
