using TypedSender.Amqp;
using TypedSender.Testing;

namespace TypedSender.MicrosoftAmqp.Tests.Transport;

/// <summary>What the peer says about a message, over a link, a session and a connection of Microsoft.Azure.Amqp.</summary>
public sealed class OutcomeTests
{
    [Theory]
    [ClassData(typeof(Ways))]
    public async Task Every_outcome_comes_with_all_that_the_peer_says(Way way)
    {
        await using ApplicationEnd end = await ApplicationEnd.StartAsync();
        INoteSender notes = await end.CreateAsync<INoteSender>(way);
        AmqpMap annotations = new() { { new AmqpSymbol("x-opt-later"), 7L } };
        end.Queue.SettleNext(
            Settlement.Accept, Settlement.Reject("amqp:precondition-failed", "no such colour"), Settlement.Release, Settlement.Modify(true, true, annotations), Settlement.Modify());

        Assert.Equal(SendOutcome.Accepted, await notes.TellAsync(new Note("1")).Within());
        SendOutcome rejected = await notes.TellAsync(new Note("2")).Within();
        Assert.Equal(SendOutcome.Released, await notes.TellAsync(new Note("3")).Within());
        SendOutcome modified = await notes.TellAsync(new Note("4")).Within();
        SendOutcome unchanged = await notes.TellAsync(new Note("5")).Within();

        Assert.Equal((SendOutcomeKind.Rejected, "amqp:precondition-failed", "no such colour"), (rejected.Kind, rejected.Error?.Condition.Value, rejected.Error?.Description));
        Assert.Equal((SendOutcomeKind.Modified, true, true), (modified.Kind, modified.DeliveryFailed, modified.UndeliverableHere));
        Assert.Equal(7L, modified.MessageAnnotations![new AmqpSymbol("x-opt-later")]);
        Assert.Equal((SendOutcomeKind.Modified, false, false), (unchanged.Kind, unchanged.DeliveryFailed, unchanged.UndeliverableHere));
    }

    [Theory]
    [ClassData(typeof(Ways))]
    public async Task Lists_envelopes_and_large_messages_travel(Way way)
    {
        await using ApplicationEnd end = await ApplicationEnd.StartAsync();
        INoteSender notes = await end.CreateAsync<INoteSender>(way);
        IEnvelopeSender envelopes = await end.CreateAsync<IEnvelopeSender>(way);
        Blob blob = new(new byte[3_000_000]);

        IReadOnlyList<SendOutcome> list = await notes.TellAllAsync([.. Enumerable.Range(0, 500).Select(number => new Note($"{number}"))]).Within();
        SendOutcome large = await notes.TellBlobAsync(blob).Within();
        IReadOnlyList<SendOutcome> items = await envelopes.TellAllAsync([new Note("a"), new Note("b"), new Note("c")]).Within();

        Assert.All(list, outcome => Assert.Equal(SendOutcome.Accepted, outcome));
        Assert.Equal(SendOutcome.Accepted, large);
        Assert.All(items, outcome => Assert.Equal(SendOutcome.Accepted, outcome));
        Assert.Equal(502, end.Queue.Count);
        Assert.Equal(3, end.Queue.Messages[^1].Unpack().Count);
        Assert.Equal(0x80013700u, end.Queue.Messages[^1].MessageFormat);
        Assert.InRange(end.Queue.Messages[^2].Bytes.Length, 3_000_000, 3_000_200);
    }

    [Fact]
    public async Task A_settled_link_of_the_users_confirms_nothing()
    {
        await using ApplicationEnd end = await ApplicationEnd.StartAsync();
        INoteSender notes = MicrosoftAmqpTransport.CreateOnLink<INoteSender>(await end.OpenLinkAsync(Microsoft.Azure.Amqp.SettleMode.SettleOnSend));

        Assert.Equal(SendOutcome.Unconfirmed, await notes.TellAsync(new Note("1")).Within());
        await end.Queue.WaitForCountAsync(1).Within();
        Assert.True(end.Queue.Messages[0].IsPresettled);
    }

    [Theory]
    [InlineData(Way.Session)]
    [InlineData(Way.Connection)]
    public async Task Settle_modes_of_the_options_hold(Way way)
    {
        await using ApplicationEnd end = await ApplicationEnd.StartAsync();
        INoteSender settled = await end.CreateAsync<INoteSender>(way, new SenderOptions { SendSettleMode = SenderSettleMode.Settled });
        INoteSender second = await end.CreateAsync<INoteSender>(way, new SenderOptions { ReceiveSettleMode = ReceiverSettleMode.Second });

        Assert.Equal(SendOutcome.Unconfirmed, await settled.TellAsync(new Note("1")).Within());
        await end.Queue.WaitForCountAsync(1).Within();
        Assert.Equal(SendOutcome.Accepted, await second.TellAsync(new Note("2")).Within());

        Assert.Equal([true, false], end.Queue.Messages.Select(message => message.IsPresettled));
        Assert.Contains(end.Broker.Links, link => link.ReceiveSettleMode == ReceiverSettleMode.Second);
    }

    [Theory]
    [InlineData(Way.Session)]
    [InlineData(Way.Connection)]
    public async Task A_settlement_without_a_state_is_indeterminate_and_ends_nothing(Way way)
    {
        await using ApplicationEnd end = await ApplicationEnd.StartAsync();
        INoteSender notes = await end.CreateAsync<INoteSender>(way);
        end.Queue.SettleNext(Settlement.NoState);

        SendOutcome outcome = await notes.TellAsync(new Note("1")).Within();

        Assert.Equal((SendOutcomeKind.Indeterminate, SendReason.OutcomeMissing), (outcome.Kind, outcome.Reason));
        Assert.Equal(SendOutcome.Accepted, await notes.TellAsync(new Note("2")).Within());
    }

    [Theory]
    [ClassData(typeof(Ways))]
    public async Task A_message_above_the_limit_of_the_link_is_not_sent(Way way)
    {
        await using ApplicationEnd end = await ApplicationEnd.StartAsync();
        end.Queue.MaxMessageSize = 1000;
        INoteSender notes = await end.CreateAsync<INoteSender>(way);
        await TypedSenders.GetMessageSender(notes).OpenAsync().Within();

        SendOutcome outcome = await notes.TellAsync(new Note(new string('x', 2000))).Within();

        Assert.Equal((SendOutcomeKind.NotSent, SendReason.MessageTooLarge), (outcome.Kind, outcome.Reason));
        Assert.Equal(SendOutcome.Accepted, await notes.TellAsync(new Note("fits")).Within());
    }

    [Fact]
    public async Task The_users_own_messages_go_over_the_same_link()
    {
        await using ApplicationEnd end = await ApplicationEnd.StartAsync();
        Microsoft.Azure.Amqp.SendingAmqpLink link = await end.OpenLinkAsync();
        INoteSender first = MicrosoftAmqpTransport.CreateOnLink<INoteSender>(link);
        INoteSender second = MicrosoftAmqpTransport.CreateOnLink<INoteSender>(link);
        using var message = Microsoft.Azure.Amqp.AmqpMessage.Create(new Microsoft.Azure.Amqp.Framing.Data { Value = new ArraySegment<byte>([1, 2, 3]) });

        Task<Microsoft.Azure.Amqp.Framing.Outcome> own = link.SendMessageAsync(message, new ArraySegment<byte>([1]), default, TimeSpan.FromSeconds(20));
        SendOutcome[] outcomes = await Task.WhenAll(first.TellTaskAsync(new Note("1")), second.TellTaskAsync(new Note("2"))).Within();

        Assert.IsType<Microsoft.Azure.Amqp.Framing.Accepted>(await own.Within());
        Assert.All(outcomes, outcome => Assert.Equal(SendOutcome.Accepted, outcome));
        Assert.Equal(3, end.Queue.Count);
    }
}
