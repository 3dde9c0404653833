using TypedSender.Generated.Tests.Shapes;
using TypedSender.Generated.Tests.Support;

namespace TypedSender.Generated.Tests;

/// <summary>Shapes whose names, enumerators or restrictions get in the way of generated code.</summary>
public class ClashTests
{
    [Fact]
    public void Items_are_those_of_the_interface_whatever_the_public_enumerator_yields()
        => Bytes.Equal(
            """
            c0 28 06
                c0 05 02 54 01 54 02
                c0 03 01 55 07
                c0 04 01 a1 01 68
                c0 04 01 a1 01 73
                c0 05 02 50 01 50 02
                c1 06 02 a1 01 6b 54 01
            """,
            AmqpContracts.EncodeValue(new Bags(new ExplicitBag(), new LongBag(), new HiddenBag { "h" }, new DoubleBag(), default, new OldDictionary())));

    [Fact]
    public void A_member_named_like_an_encoder_is_sent()
        => Bytes.Equal("c0 06 01 c0 03 01 54 05", AmqpContracts.EncodeValue(new NestsNamedLikeEncoder(new NamedLikeEncoder(5))));

    [Fact]
    public void Parameters_named_like_generated_code_are_sent()
    {
        Bytes.Equal("00 53 73 c0 09 04 40 40 a1 01 74 a1 01 73 00 53 77 c0 03 01 54 05", Message.Of<IClashingSender>("SendMessage", new NamedLikeEncoder(5), "s", "t"));
        Bytes.Equal("00 53 73 c0 07 04 40 40 40 a1 01 73 00 53 77 c0 03 01 54 05", Message.Of<IClashingSender>("SendMessageMessage", new NamedLikeEncoder(5), "s"));
    }

    [Fact]
    public void Members_that_are_hidden_by_what_is_no_member_are_sent()
        => Bytes.Equal(
            $"""
            00 53 73 c0 07 04 40 40 40 a1 01 74
            00 53 77 c1 1e 06
                a1 06 {Bytes.Of("Method")} 54 01
                a1 05 {Bytes.Of("Event")} 54 02
                a1 06 {Bytes.Of("Nested")} 54 03
            """,
            AmqpContracts.Encode(Hiding()));

    [Fact]
    public void What_is_obsolete_as_an_error_is_sent()
        => Bytes.Equal(
            $"""
            00 53 73 c0 07 04 40 40 40 a1 01 74
            00 53 77 c1 17 04
                a1 06 {Bytes.Of("Number")} 54 01
                a1 05 {Bytes.Of("State")} a1 03 {Bytes.Of("Old")}
            """,
            AmqpContracts.Encode(new Retired()));

    private static HidingMembers Hiding()
    {
        var hiding = new HidingMembers();
        HiddenMembers hidden = hiding;
        (hidden.Method, hidden.Event, hidden.Nested, hidden.Title) = (1, 2, 3, "t");
        return hiding;
    }
}
