using TypedSender.Amqp;
using TypedSender.Generated.Tests.Shapes;
using TypedSender.Generated.Tests.Support;

namespace TypedSender.Generated.Tests;

/// <summary>Values that cannot be sent: the exception names the contract and the member.</summary>
public class RefusalTests
{
    [Fact]
    public void Null_in_a_member_that_is_never_null()
        => Refused("OrderPlaced.Lines", () => AmqpContracts.Encode(new OrderPlaced(Guid.Empty, "eu", 1, null!)));

    [Fact]
    public void Null_in_a_placed_member_that_is_never_null()
        => Refused("OrderPlaced.Region", () => AmqpContracts.Encode(new OrderPlaced(Guid.Empty, null!, 1, [])));

    [Fact]
    public void Null_among_elements_that_are_never_null()
        => Refused("Tree.Children", () => AmqpContracts.Encode(new Tree { Children = [null!] }));

    [Fact]
    public void A_DateTime_of_no_kind()
        => Refused("Times.When", () => AmqpContracts.Encode(new Times(new DateTime(2024, 1, 1), null)));

    [Fact]
    public void A_DateTime_of_no_kind_in_a_section()
        => Refused("Times.Created", () => AmqpContracts.Encode(new Times(DateTime.UnixEpoch, new DateTime(2024, 1, 1))));

    [Fact]
    public void An_enum_value_without_a_name()
        => Refused("Scalars.ColorName holds 77", () => AmqpContracts.Encode(new Scalars { ColorName = (Color)77 }));

    [Theory]
    [InlineData(-1)]
    [InlineData(4_294_967_296)]
    public void A_time_to_live_out_of_range(long milliseconds)
        => Refused("Placed.TimeToLive", () => AmqpContracts.Encode(new Placed { TimeToLive = TimeSpan.FromMilliseconds(milliseconds) }));

    [Fact]
    public void Contracts_nested_in_a_circle()
    {
        var tree = new Tree { Name = "t" };
        tree.Children = [tree];

        Refused("Shapes.Tree is nested in more than 64 contracts", () => AmqpContracts.Encode(tree));
    }

    [Fact]
    public void Sixty_four_contracts_may_enclose_one()
    {
        var tree = new Tree();
        for (int depth = 0; depth < 64; depth++)
        {
            tree = new Tree { Children = [tree] };
        }

        Assert.NotEmpty(AmqpContracts.Encode(tree));
        Refused("Shapes.Tree is nested", () => AmqpContracts.Encode(new Tree { Children = [tree] }));
    }

    [Fact]
    public void A_null_item_of_a_list()
        => Refused("Shapes.Tree to send is null", () => Message.Of<IShapeSender>("ReadOnlyMessage", null, "s", (byte)1));

    [Fact]
    public void A_null_contract()
        => Assert.Throws<ArgumentNullException>(() => AmqpContracts.Encode<Tree>(null!));

    private static void Refused(string expected, Func<byte[]> encode)
        => Assert.Contains(expected, Assert.Throws<AmqpEncodeException>(encode).Message, StringComparison.Ordinal);
}
