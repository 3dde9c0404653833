using QuickStart;
using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using Xunit;

namespace TypedSender.Interop.Tests;

/// <summary>The table of outcomes that the sample prints.</summary>
public class SampleTableTests
{
    private static readonly SendOutcome[] Every =
    [
        SendOutcome.Accepted, SendOutcome.Rejected(new AmqpError { Condition = "test:refused" }), SendOutcome.Released,
        SendOutcome.Modified(deliveryFailed: true), SendOutcome.NotSent(SendReason.QueueFull), SendOutcome.Indeterminate(SendReason.ConnectionLost),
    ];

    [Fact]
    public void Outcomes_that_no_message_had_have_no_column() =>
        Assert.Equal(
            [
                "             messages   accepted   seconds   per second",
                "one by one          2          2     0.500            4",
                "in lists        1,000      1,000     0.250        4,000",
            ],
            Table(SendOutcome.Accepted).Lines(100));

    [Fact]
    public void What_one_row_had_is_a_column_for_all() =>
        Assert.Equal(
            [
                "             messages   accepted   released   seconds   per second",
                "one by one          2          2          0     0.500            4",
                "in lists        1,000        500        500     0.250        4,000",
            ],
            Table(SendOutcome.Accepted, SendOutcome.Released).Lines(100));

    [Fact]
    public void Columns_without_room_follow_below() =>
        Assert.Equal(
            [
                "             messages   accepted",
                "one by one          2          2",
                "in lists        1,000      1,000",
                "",
                "             seconds   per second",
                "one by one     0.500            4",
                "in lists       0.250        4,000",
            ],
            Table(SendOutcome.Accepted).Lines(41));

    [Theory]
    [InlineData(26)]
    [InlineData(40)]
    [InlineData(80)]
    [InlineData(100)]
    [InlineData(200)]
    public void No_line_is_longer_than_the_terminal_is_wide(int width)
    {
        string[] lines = [.. Table(Every).Lines(width)];

        Assert.All(lines, line => Assert.InRange(line.Length, 0, width));
        Assert.All(
            ["messages", "accepted", "rejected", "released", "modified", "not sent", "indeterminate", "seconds", "per second"],
            header => Assert.Single(lines, line => line.Contains(header, StringComparison.Ordinal)));
    }

    /// <summary>Two messages accepted one by one, and a thousand in lists, the outcomes in turn.</summary>
    private static OutcomeTable Table(params SendOutcome[] inLists)
    {
        OutcomeTable table = new();
        table.Add("one by one", [SendOutcome.Accepted, SendOutcome.Accepted], TimeSpan.FromSeconds(0.5));
        table.Add("in lists", [.. Enumerable.Range(0, 1000).Select(i => inLists[i % inLists.Length])], TimeSpan.FromSeconds(0.25));
        return table;
    }
}
