using TypedSender.Amqp;
using TypedSender.Generated.Tests.Shapes;

namespace TypedSender.Generated.Tests;

/// <summary>What a collection of the user's refuses is a fault of the bytes.</summary>
public class FoldedTests
{
    [Theory]
    [InlineData(nameof(Folded.Filled))]
    [InlineData(nameof(Folded.Copied))]
    public void Keys_that_the_dictionary_takes_for_equal_are_refused(string member)
        => AssertRefused(member, new AmqpMap { ["A"] = "1", ["a"] = "2" }, "a map has a key twice, as its collection compares keys");

    [Fact]
    public void Elements_that_the_list_takes_for_equal_are_refused()
        => AssertRefused(nameof(Folded.Items), new List<object?> { "A", "a" }, "a list holds an element that its collection refuses");

    [Fact]
    public void Others_are_kept()
    {
        var map = new AmqpMap { ["A"] = "1", ["b"] = null };
        Folded read = TypedSender.AmqpContracts.DecodeValue<Folded>(Bytes(new AmqpMap { ["Filled"] = map, ["Copied"] = map, ["Items"] = new List<object?> { "A", "b" } }));

        Assert.Equal([("A", "1"), ("b", null)], read.Filled!.Select(entry => (entry.Key, entry.Value)));
        Assert.Equal([("A", "1"), ("b", null)], read.Copied!.Select(entry => (entry.Key, entry.Value)));
        Assert.Equal(["A", "b"], read.Items!);
    }

    private static void AssertRefused(string member, object value, string problem)
    {
        AmqpDecodeException exception = Assert.Throws<AmqpDecodeException>(() => TypedSender.AmqpContracts.DecodeValue<Folded>(Bytes(new AmqpMap { [member] = value })));

        // The map, its size and count, and the key with a code and a size of its own stand before the value.
        Assert.Equal((3 + 2 + member.Length, $"Folded.{member}"), (exception.Offset, exception.Member));
        Assert.Equal($"Folded.{member} cannot be read: {problem} (at byte {exception.Offset})", exception.Message);
    }

    private static byte[] Bytes(object value)
    {
        var buffer = new AmqpBuffer();
        var writer = new AmqpWriter(buffer);
        writer.WriteValue(value);
        writer.Flush();
        return buffer.ToArray();
    }
}
