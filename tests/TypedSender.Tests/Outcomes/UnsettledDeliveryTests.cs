using TypedSender.Testing;

namespace TypedSender.Tests.Outcomes;

/// <summary>A delivery that the peer never settles costs the others nothing.</summary>
public sealed class UnsettledDeliveryTests
{
    [Fact]
    public async Task One_is_never_settled_while_a_hundred_thousand_others_pass()
    {
        const int Count = 100_000;
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("notes");
        var arrived = new TaskCompletionSource<BrokerMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        queue.SettlementOf = message => arrived.TrySetResult(message) ? Settlement.Silence : Settlement.Accept;
        await using var client = new SendClient(broker.Url);
        INoteSender notes = client.GetSender<INoteSender>();

        Task<SendOutcome> silent = notes.TellTaskAsync(new Note("silent"));
        BrokerMessage message = await arrived.Task.Within();
        Note note = new("passing");
        await notes.SendAllTaskAsync([.. Enumerable.Repeat(note, Count)]).WaitAsync(TimeSpan.FromSeconds(60));

        Assert.False(silent.IsCompleted);
        Assert.Equal(1, client.GetMessageSender(notes).PendingCount);
        Assert.Equal(Count + 1, queue.ArrivedCount);

        // However late the verdict comes, it reaches its own delivery.
        Assert.True(SpinWait.SpinUntil(() => message.Settle(Settlement.Release), TimeSpan.FromSeconds(10)));
        Assert.Equal(SendOutcome.Released, await silent.Within());
        Assert.True((await client.CloseAsync().Within()).IsClean);
    }
}
