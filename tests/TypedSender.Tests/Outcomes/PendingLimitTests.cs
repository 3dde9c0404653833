using TypedSender.TestPeer;
using TypedSender.Testing;

namespace TypedSender.Tests.Outcomes;

/// <summary>Messages about as large as <see cref="SendClientOptions.MaxPendingBytes"/>. A note has 14 bytes beside its text, or 23 when it is long; so has a blob.</summary>
public sealed class PendingLimitTests
{
    private const int Limit = 40_000;
    private const string TooLarge = "has 40,001 bytes, more than SendClientOptions.MaxPendingBytes of 40,000 bytes. Send less in one message, or raise MaxPendingBytes.";

    [Theory]
    [InlineData(false, MessageRetention.None)]
    [InlineData(true, MessageRetention.None)]
    [InlineData(false, MessageRetention.UntilSettled)]
    [InlineData(true, MessageRetention.UntilSettled)]
    public async Task One_byte_too_many_is_refused_for_good_and_does_not_connect(bool isBorrowed, MessageRetention retention)
    {
        await using ScriptedPeer peer = ScriptedPeer.Start();
        await using var client = new SendClient(peer.Url, options => options.MaxPendingBytes = Limit);
        INoteSender notes = client.GetSender<INoteSender>(new SenderOptions { Retention = retention });

        SendOutcome outcome = await SendAsync(notes, Limit + 1, isBorrowed).Within();

        Assert.Equal($"NotSent (MessageTooLarge): The message to 'notes' {TooLarge}", outcome.ToString());
        Assert.False(outcome.IsTransient);
        Assert.Equal(SendClientState.Idle, client.State);
        Assert.Equal(0, peer.ConnectionCount);
        Assert.Equal(0, client.GetMessageSender(notes).PendingCount);
    }

    [Theory]
    [InlineData(false, MessageRetention.None)]
    [InlineData(true, MessageRetention.None)]
    [InlineData(false, MessageRetention.UntilSettled)]
    [InlineData(true, MessageRetention.UntilSettled)]
    public async Task One_that_is_not_larger_waits_when_nothing_else_does(bool isBorrowed, MessageRetention retention)
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("notes");
        await using var client = new SendClient(broker.Url, options => options.MaxPendingBytes = Limit);
        INoteSender notes = client.GetSender<INoteSender>(new SenderOptions { Retention = retention });

        Task<SendOutcome> first = SendAsync(notes, Limit, isBorrowed);
        SendOutcome beside = await notes.TellAsync(new Note("")).Within();

        Assert.Equal(SendReason.QueueFull, beside.Reason);
        Assert.True(beside.IsTransient);
        Assert.Equal(SendOutcome.Accepted, await first.Within());
        Assert.Equal(SendOutcome.Accepted, await SendAsync(notes, Limit, isBorrowed).Within());
        Assert.Equal([Limit, Limit], queue.Messages.Select(message => message.Bytes.Length));
    }

    [Fact]
    public async Task It_is_refused_on_an_attached_link_as_well()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new() { CreateQueuesOnDemand = true });
        await using var client = new SendClient(broker.Url, options => options.MaxPendingBytes = Limit);
        INoteSender notes = client.GetSender<INoteSender>();
        await notes.SendAsync(new Note("before")).Within();

        SendException thrown = await Assert.ThrowsAsync<SendException>(() => notes.SendAsync(new Note(new string('x', Limit - 22))).Within());

        Assert.Equal($"The message to 'notes' {TooLarge}", thrown.Message);
        Assert.False(thrown.IsTransient);
    }

    [Fact]
    public async Task In_a_list_it_is_that_item_alone()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new() { CreateQueuesOnDemand = true });
        await using var client = new SendClient(broker.Url, options => options.MaxPendingBytes = Limit);

        IReadOnlyList<SendOutcome> outcomes = await client.GetSender<INoteSender>().TellAllAsync([new("a"), new(new string('x', Limit - 22)), new("b")]).Within();

        Assert.Equal([SendOutcomeKind.Accepted, SendOutcomeKind.NotSent, SendOutcomeKind.Accepted], outcomes.Select(outcome => outcome.Kind));
        Assert.EndsWith(TooLarge, outcomes[1].ToString(), StringComparison.Ordinal);
    }

    private static Task<SendOutcome> SendAsync(INoteSender notes, int size, bool isBorrowed) => isBorrowed
        ? notes.TellBlobAsync(new Blob(new byte[size - 23])).AsTask()
        : notes.TellTaskAsync(new Note(new string('x', size - 23)));
}
