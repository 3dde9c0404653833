using TypedSender.Amqp.Messages;
using TypedSender.Testing.Serving;

namespace TypedSender.Testing.Tests;

public sealed class MessageStoreTests
{
    private readonly MessageStore _store = new();

    [Fact]
    public void AssignsInTurnAmongThoseWithCredit()
    {
        Consumer left = Attach(credit: 2), right = Attach(credit: 3), idle = Attach(credit: 0);
        Put(6);

        Assert.Equal([1L, 3], left.Fetched());
        Assert.Equal([2L, 4, 5], right.Fetched());
        Assert.Empty(idle.Fetched());
        Assert.Equal(6, _store.Count);
    }

    [Fact]
    public void PutsReleasedMessagesBackInTheirPlace()
    {
        Consumer consumer = Attach(credit: 2);
        BrokerMessage[] messages = Put(3);
        Assert.Equal([1L, 2], consumer.Fetched());

        _store.Settle(consumer, new ServerDelivery(messages[1]), Released.Instance);
        _store.Settle(consumer, new ServerDelivery(messages[0]), new Modified { DeliveryFailed = true });
        _store.SetCredit(consumer, 3, queued: 0);

        Assert.Equal([1L, 2, 3], consumer.Fetched());
        Assert.Equal(1u, messages[0].FailedDeliveries);
        Assert.Equal(0u, messages[1].FailedDeliveries);
    }

    [Fact]
    public void GivesAnUndeliverableMessageToAnother()
    {
        Consumer first = Attach(credit: 1);
        BrokerMessage message = Put(1)[0];
        Assert.Equal([1L], first.Fetched());

        _store.Settle(first, new ServerDelivery(message), new Modified { UndeliverableHere = true });
        _store.SetCredit(first, 10, queued: 0);
        Assert.Empty(first.Fetched());
        Assert.Equal([1L], Attach(credit: 1).Fetched());
    }

    [Fact]
    public void TakesBackWhatCreditDoesNotAllowAnyMore()
    {
        Consumer first = Attach(credit: 3);
        Put(3);
        _store.SetCredit(first, 1, queued: 0);

        Assert.Equal([1L], first.Fetched());
        Assert.Equal([2L, 3], Attach(credit: 5).Fetched());
    }

    [Fact]
    public void GivesWhatAReceiverHeldToOthersWhenItLeaves()
    {
        Consumer first = Attach(credit: 2);
        BrokerMessage[] messages = Put(2);
        Assert.Equal(messages[0], _store.Fetch(first));
        _store.Remove(first, [new ServerDelivery(messages[0])]);

        _store.Settle(first, new ServerDelivery(messages[0]), Accepted.Instance);
        Assert.Equal([1L, 2], Attach(credit: 2).Fetched());
        Assert.Equal(1, _store.ConsumerCount);
    }

    [Fact]
    public async Task CompletesWaitersByCountAndByArrivals()
    {
        Task held = _store.WaitAsync(2, arrived: false, CancellationToken.None);
        Task arrived = _store.WaitAsync(2, arrived: true, CancellationToken.None);
        Put(1);
        var refused = new BrokerMessage(default, 0);
        _store.Number(refused);
        _store.Add(refused, Settlement.Release);
        await arrived.WaitAsync(Patience.Token);
        Assert.False(held.IsCompleted);
        Put(1);
        await held.WaitAsync(Patience.Token);

        using var cancelled = new CancellationTokenSource();
        Task never = _store.WaitAsync(100, arrived: false, cancelled.Token);
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => never);
    }

    /// <summary>A test that awaits arrivals and then changes the settlement means the messages that come after that.</summary>
    [Fact]
    public async Task AMessageHasArrivedWhenItsSettlementHasBeenDecided()
    {
        var message = new BrokerMessage(default, 0);
        _store.Number(message);
        Task arrived = _store.WaitAsync(1, arrived: true, CancellationToken.None);
        Assert.False(arrived.IsCompleted);
        Assert.Equal(0, _store.Arrived);

        _store.Add(message, Settlement.Silence);

        await arrived.WaitAsync(Patience.Token);
        Assert.Equal(1, _store.Arrived);
        Assert.Equal(1, message.SequenceNumber);
    }

    private Consumer Attach(uint credit)
    {
        Consumer consumer = new(_store);
        _store.Add(consumer);
        _store.SetCredit(consumer, credit, queued: 0);
        return consumer;
    }

    private BrokerMessage[] Put(int count)
    {
        var messages = new BrokerMessage[count];
        for (int i = 0; i < count; i++)
        {
            messages[i] = new BrokerMessage(default, 0);
            _store.Number(messages[i]);
            _store.Add(messages[i], settlement: null);
        }

        return messages;
    }

    private sealed class Consumer(MessageStore store) : QueueConsumer
    {
        public override bool SendsSettled => false;

        public override void OnAssigned()
        {
        }

        public long[] Fetched()
        {
            List<long> numbers = [];
            while (store.Fetch(this) is { } message)
            {
                numbers.Add(message.SequenceNumber);
            }

            return [.. numbers];
        }
    }
}
