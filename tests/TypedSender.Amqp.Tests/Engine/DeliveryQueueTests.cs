using TypedSender.Amqp.Engine;

namespace TypedSender.Amqp.Tests.Engine;

/// <summary>What waits goes before what came later, except into the middle of a delivery that has been begun (AMQP 1.0, 2.6.14).</summary>
public class DeliveryQueueTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 1)]
    [InlineData(0, 3)]
    [InlineData(1, 0)]
    [InlineData(1, 1)]
    [InlineData(3, 1)]
    [InlineData(3, 3)]
    public void WhatIsPrependedStandsBeforeWhatWaits(int waiting, int prepended)
    {
        TestDelivery[] later = MakeMany(waiting);
        TestDelivery[] earlier = MakeMany(prepended);
        DeliveryQueue queue = Fill(later);
        DeliveryQueue other = Fill(earlier);

        queue.Prepend(other);

        Expect(queue, [.. earlier, .. later]);
        Expect(other, []);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 3)]
    [InlineData(3, 1)]
    [InlineData(3, 3)]
    public void OneThatHasBeenBegunStaysTheFirst(int waiting, int prepended)
    {
        TestDelivery[] later = MakeMany(waiting);
        TestDelivery[] earlier = MakeMany(prepended);
        later[0].Phase = DeliveryPhase.Partial;
        DeliveryQueue queue = Fill(later);

        queue.Prepend(Fill(earlier));

        Expect(queue, [later[0], .. earlier, .. later[1..]]);
    }

    [Fact]
    public void BothQueuesGoOnAfterwards()
    {
        TestDelivery[] deliveries = MakeMany(5);
        DeliveryQueue queue = Fill(deliveries[2..3]);
        DeliveryQueue other = Fill(deliveries[..2]);
        queue.Prepend(other);

        other.Enqueue(deliveries[3]);
        queue.Enqueue(deliveries[4]);
        queue.Remove(deliveries[1]);

        Expect(queue, [deliveries[0], deliveries[2], deliveries[4]]);
        Expect(other, [deliveries[3]]);
        Assert.False(deliveries[1].IsInQueue);
    }

    private static TestDelivery[] MakeMany(int count) => [.. Enumerable.Range(0, count).Select(static _ => new TestDelivery { Phase = DeliveryPhase.Waiting })];

    private static DeliveryQueue Fill(TestDelivery[] deliveries)
    {
        DeliveryQueue queue = new();
        foreach (TestDelivery delivery in deliveries)
        {
            queue.Enqueue(delivery);
        }

        return queue;
    }

    /// <summary>The deliveries stand in this order from either end, and know where they are.</summary>
    private static void Expect(DeliveryQueue queue, TestDelivery[] expected)
    {
        Assert.Equal(expected.Length, queue.Count);
        Assert.All(expected, delivery => Assert.Same(queue, delivery.Queue));
        OutgoingDelivery? previous = null;
        OutgoingDelivery? current = queue.First;
        foreach (TestDelivery delivery in expected)
        {
            Assert.Same(delivery, current);
            Assert.Same(previous, current!.PreviousWaiting);
            previous = current;
            current = current.NextWaiting;
        }

        Assert.Null(current);
        Assert.Equal(expected.Length == 0, queue.IsEmpty);

        // What comes next stands behind the last.
        TestDelivery next = new();
        queue.Enqueue(next);
        Assert.Same(previous, next.PreviousWaiting);
        Assert.Same(previous is null ? queue.First : previous.NextWaiting, next);
        queue.Remove(next);
    }
}
