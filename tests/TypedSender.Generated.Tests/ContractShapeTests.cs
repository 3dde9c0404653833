using TypedSender.Generated.Tests.Shapes;
using TypedSender.Generated.Tests.Support;

namespace TypedSender.Generated.Tests;

/// <summary>Kinds of contracts and forms of members; docs/shapes-contracts.md names the test of each.</summary>
public class ContractShapeTests
{
    private const string One = "c1 06 02 a101 58 54 01";

    [Fact]
    public void Every_kind_of_type_is_a_contract()
    {
        Bytes.Equal(One, AmqpContracts.EncodeValue(new Kinds.Class { X = 1 }));
        Bytes.Equal(One, AmqpContracts.EncodeValue(new Kinds.Sealed { X = 1 }));
        Bytes.Equal(One, AmqpContracts.EncodeValue(new Kinds.Record(1)));
        Bytes.Equal(One, AmqpContracts.EncodeValue(new Kinds.RecordStruct(1)));
        Bytes.Equal(One, AmqpContracts.EncodeValue(new Kinds.ReadOnlyRecordStruct(1)));
        Bytes.Equal(One, AmqpContracts.EncodeValue(new Kinds.Struct { X = 1 }));
        Bytes.Equal(One, AmqpContracts.EncodeValue(new Kinds.ReadOnlyStruct(1)));
    }

    [Fact]
    public void Parameters_of_a_primary_constructor_are_no_members()
        => Bytes.Equal(One, AmqpContracts.EncodeValue(new Kinds.Primary(1)));

    [Fact]
    public void Every_form_of_a_member_is_sent()
    {
        var forms = new Forms(4) { Required = 1, Init = 2, Field = 6, Internal = 8 };
        forms.Change();

        Bytes.Equal(
            """
            c1 5b 10
                a108 5265717569726564 54 01
                a104 496e6974 54 02
                a10a 50726976617465536574 54 03
                a107 4765744f6e6c79 54 04
                a108 436f6d7075746564 54 02
                a105 4669656c64 54 06
                a108 5f70726976617465 54 07
                a108 496e7465726e616c 54 08
            """,
            AmqpContracts.EncodeValue(forms));
    }

    [Fact]
    public void Members_of_a_generic_base_are_sent_and_overrides_stand_where_their_base_does()
        => Bytes.Equal(
            """
            c1 23 06
                a108 4162737472616374 54 01
                a107 5669727475616c a104 68656972
                a103 4f776e 54 02
            """,
            AmqpContracts.EncodeValue(new Heir { Abstract = 1, Own = 2 }));

    [Fact]
    public void Contracts_may_hold_each_other()
        => Bytes.Equal(
            """
            c1 43 04
                a104 54657874 a101 61
                a106 416e73776572 c1 2f 02
                    a106 4f7468657273 c0 24 01
                        c0 21 01
                            c1 1e 04
                                a104 54657874 a101 62
                                a106 416e73776572 c1 0a 02
                                    a106 4f7468657273 45
            """,
            AmqpContracts.EncodeValue(new Question("a", new Answer([new Lazily<Question> { new("b", new Answer([])) }]))));

    [Fact]
    public void A_default_struct_is_sent_and_a_struct_that_is_null_is_not()
    {
        Bytes.Equal("c1 06 02 a101 58 54 00", AmqpContracts.EncodeValue(default(Kinds.ReadOnlyStruct)));
        Bytes.Equal("00 80 0000123400000001 c0 13 02 82 0000000000000000 82 0000000000000000", AmqpContracts.EncodeValue(default(Point)));
        Bytes.Equal(
            """
            c1 4d 08
                a109 496e68657269746564 00 80 0000123400000001 c0 13 02 82 3ff0000000000000 82 4000000000000000
                a108 4162737472616374 54 00
                a107 5669727475616c a104 68656972
                a103 4f776e 54 00
            """,
            AmqpContracts.EncodeValue(new Heir { Inherited = new Point(1, 2) }));
    }

    [Fact]
    public void A_list_of_more_than_254_bytes_or_255_fields_has_the_wide_header()
    {
        Bytes.Equal("d0 00000103 000000ff" + Nulls(254) + "41", AmqpContracts.EncodeValue(new Wide(true)));
        Bytes.Equal("d0 00000104 00000100" + Nulls(254) + "41 42", AmqpContracts.EncodeValue(new Wide(true, false)));
    }

    [Fact]
    public void Names_are_as_they_are_written()
        => Bytes.Equal(
            """
            c1 3c 0c
                a105 76616c7565 54 01
                a105 56616c7565 54 02
                a106 53797374656d 54 03
                a107 4772c3b6c39f65 54 04
                a106 777269746572 54 05
                a106 457175616c73 54 06
            """,
            AmqpContracts.EncodeValue(new Awkward { value = 1, Value = 2, System = 3, Größe = 4 }));

    [Fact]
    public void A_namespace_may_be_called_System_and_two_contracts_may_share_a_simple_name()
        => Bytes.Equal(
            """
            c1 21 04
                a102 4174 83 0000000000000000
                a105 4f74686572 c1 0a 02
                    a104 4e616d65 a101 74
            """,
            AmqpContracts.EncodeValue(new Apps.System.Tree(DateTimeOffset.UnixEpoch, new Tree { Name = "t" })));

    private static string Nulls(int count) => string.Concat(Enumerable.Repeat("40", count));
}
