using System.Numerics;
using Foreign;
using TypedSender.Amqp;
using TypedSender.Generated.Tests.Shapes;
using TypedSender.Generated.Tests.Support;

namespace TypedSender.Generated.Tests;

/// <summary>Types that an attribute of the assembly makes contracts.</summary>
public class ExternalTests
{
    private const string Vector = "c1 11 04 a101 58 72 3f800000 a101 59 72 40000000";
    private const string InvoiceBody = "00 a3 09 663a696e766f696365 c1 36 06 a105 746f74616c 94 30400000000000000000000000000001 a105 4c696e6573 c0 09 01 c0 06 02 a101 73 54 02 a107 56657273696f6e 54 03";
    private const string InvoiceSections = "00 53 70 c0 02 01 41  00 53 73 c0 1d 04 98 00000000000000000000000000000000 40 40 a107 696e766f696365";

    private const string Round = "c1 15 04 a105 2474797065 a105 726f756e64 a102 4964 54 04";

    private static readonly Invoice s_invoice = new() { Total = 1, Lines = [new("s", 2)], Version = 3 };

    [Fact]
    public void A_type_of_another_assembly_sends_its_public_members()
        => Bytes.Equal(Vector, AmqpContracts.EncodeValue<Vector2, Vector2AmqpEncoder>(new Vector2(1, 2)));

    [Fact]
    public void A_metadata_type_places_renames_ignores_and_brings_in_members()
        => Bytes.Equal(InvoiceSections + "00 53 77" + InvoiceBody, AmqpContracts.Encode<Invoice, InvoiceAmqpEncoder>(s_invoice));

    [Fact]
    public void An_external_contract_is_the_body_of_a_send()
    {
        Bytes.Equal(InvoiceSections + "00 53 77" + InvoiceBody, Message.Of<IInvoiceSender>("SendMessage", s_invoice));
        Bytes.Equal("00 53 73 c0 07 04 40 40 40 a101 73  00 53 77" + Vector, Message.Of<IInvoiceSender>("ListMessage", new Vector2(1, 2), "s"));
    }

    [Fact]
    public void An_external_contract_is_a_member_and_an_element()
        => Bytes.Equal(
            $"c1 a5 08 a107 496e766f696365 {InvoiceBody} a106 506f696e7473 c0 14 01 {Vector} a104 50616972 c1 13 04 a104 4c656674 a101 6c a105 5269676874 54 01 a105 5368617065 {Round}",
            AmqpContracts.EncodeValue(new Statement(s_invoice, [new Vector2(1, 2)], new Pair<string, int>("l", 1), new Round(4))));

    [Fact]
    public void A_closed_generic_type_is_an_external_contract()
        => Bytes.Equal("c1 13 04 a104 4c656674 a101 6c a105 5269676874 54 01", AmqpContracts.EncodeValue<Pair<string, int>, PairOfStringAndInt32AmqpEncoder>(new("l", 1)));

    [Fact]
    public void Generic_types_hold_each_other_and_are_nested()
        => Bytes.Equal(
            """
            c1 5f 04
                a105 4974656d73 c0 44 02
                    c1 29 04
                        a102 4964 98 00000000000000000000000000000000
                        a106 496e6e657273 c1 09 02 a105 4974656d73 45
                    c1 16 02
                        a102 4964 98 00000000000000000000000000000000
                a104 4e657874 c1 09 02 a105 4974656d73 45
            """,
            AmqpContracts.EncodeValue<Page<Outside<Guid>.Inner>, PageOfOutsideOfGuid_InnerAmqpEncoder>(new([new(Guid.Empty, new([])), new(Guid.Empty)], new([]))));

    [Fact]
    public void An_external_base_names_external_types_and_contracts()
    {
        const string Own = "c1 13 04 a105 2474797065 a103 6f776e a102 4964 54 04";

        Bytes.Equal(Round, AmqpContracts.EncodeValue<Shape, ShapeAmqpEncoder>(new Round(4)));
        Bytes.Equal(Round, AmqpContracts.EncodeValue<Round, RoundAmqpEncoder>(new Round(4)));
        Bytes.Equal(Own, AmqpContracts.EncodeValue<Shape, ShapeAmqpEncoder>(new Own(4)));
        Bytes.Equal(Own, AmqpContracts.EncodeValue(new Own(4)));
    }

    [Fact]
    public void A_member_of_an_external_contract_is_named()
        => Assert.StartsWith(
            "Line.Sku is null",
            Assert.Throws<AmqpEncodeException>(() => AmqpContracts.Encode<Invoice, InvoiceAmqpEncoder>(new Invoice { Lines = [new(null!, 2)] })).Message,
            StringComparison.Ordinal);
}
