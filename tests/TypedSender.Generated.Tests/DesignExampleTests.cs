using TypedSender.Generated.Tests.Shapes;
using TypedSender.Generated.Tests.Support;

namespace TypedSender.Generated.Tests;

public class DesignExampleTests
{
    private static readonly Guid Id = new("00112233-4455-6677-8899-aabbccddeeff");

    // header: durable; properties: message-id, subject; application properties: region; body: Total, Lines.
    private const string Placed = """
        00 53 70 c0 02 01 41
        00 53 73 c0 22 04 98 00112233445566778899aabbccddeeff 40 40 a1 0c 6f726465722e706c61636564
        00 53 74 c1 0d 02 a1 06 726567696f6e a1 02 6575
        00 53 77 c1 3e 04
            a1 05 546f74616c 94 303c 000000000000000000000000 04e2
            a1 05 4c696e6573 c0 1c 01 c1 19 04 a1 03 536b75 a1 05 6170706c65 a1 08 5175616e74697479 54 03
        """;

    [Fact]
    public void A_contract_alone_is_its_sections_and_its_body()
        => Bytes.Equal(Placed, AmqpContracts.Encode(new OrderPlaced(Id, "eu", 12.50m, [new("apple", 3)])));

    [Fact]
    public void A_sender_sends_what_its_contract_binds()
        => Bytes.Equal(Placed, Message.Of<IOrderSender>("PlaceMessage", new OrderPlaced(Id, "eu", 12.50m, [new("apple", 3)])));

    [Fact]
    public void A_method_adds_its_constants_and_its_parameters()
        => Bytes.Equal(
            """
            00 53 70 c0 08 03 40 40 70 0000ea60
            00 53 73 c0 15 04 40 40 40 a1 0f 6f726465722e63616e63656c6c6564
            00 53 74 c1 0f 02 a1 06 726561736f6e a1 04 6c617465
            00 53 77 c1 1b 02 a1 07 4f726465724964 98 00112233445566778899aabbccddeeff
            """,
            Message.Of<IOrderSender>("CancelMessage", new OrderCancelled { OrderId = Id }, TimeSpan.FromMinutes(1), "late"));

    [Fact]
    public void A_description_holds_address_and_capabilities()
    {
        SenderDescription description = Description<IOrderSender>();

        Assert.Equal("orders", description.Address);
        Assert.Equal(["queue"], description.DesiredCapabilities);
        Assert.Empty(description.RequiredCapabilities);
    }

    [Fact]
    public void A_description_holds_what_the_peer_has_to_offer()
        => Assert.Equal(["first", "second"], Description<INearSender>().RequiredCapabilities);

    private static SenderDescription Description<T>()
        where T : ITypedSender<T> => T.Description;
}
