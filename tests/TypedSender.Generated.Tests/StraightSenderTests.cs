using TypedSender.Amqp;
using TypedSender.Generated.Tests.Shapes;
using TypedSender.Generated.Tests.Support;

namespace TypedSender.Generated.Tests;

/// <summary>Messages whose sections the sender alone binds are written straight, and just as the typed sections would be.</summary>
public class StraightSenderTests
{
    private static readonly OrderLine Line = new("a", 1);

    [Fact]
    public void The_method_is_nearer_than_the_interface()
        => Octets.Equal(
            """
            00 53 70 c0 09 03 40 50 01 70 000003e8
            00 53 73 c0 2e 0a
                a102 6964
                a001 6d
                a109 736f6d657768657265
                a106 6d6574686f64
                40
                40
                40
                a304 677a6970
                40
                83 0000000000000000
            00 53 74 c1 22 06
                a106 726567696f6e a102 6575
                a104 626f7468 a106 6d6574686f64
                a103 666172 54 01
            00 53 77
            """ + Convert.ToHexString(AmqpContracts.EncodeValue(Line)),
            Message.Of<IPlainSender>("FullMessage", Line, "id", null, null, new AmqpSymbol("gzip"), DateTimeOffset.UnixEpoch, null, "eu", null, null, null));

    [Fact]
    public void A_null_leaves_the_place_to_the_interface()
    {
        Assert.Contains(Octets.Of("interface"), Hexadecimal("NullableMessage", Line, null), StringComparison.Ordinal);
        Assert.DoesNotContain("a109" + Octets.Of("interface"), Hexadecimal("NullableMessage", Line, "nearer")[..80], StringComparison.Ordinal);
        Assert.Contains(Octets.Of("nearer"), Hexadecimal("NullableMessage", Line, "nearer"), StringComparison.Ordinal);
    }

    [Fact]
    public void Sections_that_are_not_bounded_go_through_the_typed_ones()
        => Assert.Contains("a0020102", Hexadecimal("BinaryMessage", Line, new byte[] { 1, 2 }), StringComparison.Ordinal);

    [Fact]
    public void Straight_code_and_the_typed_sections_write_the_same()
    {
        Same("BareMessage", new Point(1, 2, 3, "label"));
        Same("ManyMessage", new Tree { Children = [new Tree()] }, "reply", 7u);
        Same("ManyMessage", new Tree(), new string('r', 300), null);
        object?[] all = [Line, "id", Guid.NewGuid(), "text/plain", new AmqpSymbol("gzip"), DateTimeOffset.UnixEpoch, 1, "region", "note", new Uri("x-y:b"), Color.Green];
        Same("FullMessage", all);
        foreach (int index in new[] { 2, 3, 6, 8, 9, 10 })
        {
            object?[] one = [.. all];
            one[index] = null;
            Same("FullMessage", one);
        }
    }

    [Fact]
    public void A_null_item_of_a_list_is_refused()
        => Assert.Contains(
            "Tree to send is null",
            Assert.Throws<AmqpEncodeException>(() => Message.Of<IPlainSender>("ManyMessage", null, "reply", null)).Message,
            StringComparison.Ordinal);

    private static void Same(string name, params object?[] arguments)
        => Assert.Equal(Convert.ToHexString(Message.ThroughLevels<IPlainSender>(name, arguments)), Convert.ToHexString(Message.Of<IPlainSender>(name, arguments)));

    private static string Hexadecimal(string name, params object?[] arguments)
        => Convert.ToHexString(Message.Of<IPlainSender>(name, arguments)).ToLowerInvariant();
}
