using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.TestPeer;

namespace TypedSender.Tests.Outcomes;

/// <summary>What the peer says of one delivery, and what the caller is told.</summary>
public sealed class VerdictTests
{
    private static readonly AmqpError Busy = new()
    {
        Condition = AmqpErrorConditions.PreconditionFailed,
        Description = "no price",
        Info = new AmqpMap { { new AmqpSymbol("field"), "price" } },
    };

    private static readonly UnknownDeliveryState Undefined = new(new AmqpDescribed(new AmqpSymbol("com.example:stored:list"), new List<object?>()));

    [Fact]
    public async Task Accepted_is_accepted()
    {
        SendOutcome outcome = await SendAndSettleAsync(Accepted.Instance);

        Assert.Equal(SendOutcomeKind.Accepted, outcome.Kind);
        Assert.Equal(SendReason.None, outcome.Reason);
    }

    [Fact]
    public async Task Rejected_carries_the_condition_the_description_and_the_info()
    {
        SendOutcome outcome = await SendAndSettleAsync(new Rejected { Error = Busy });

        Assert.Equal(SendOutcomeKind.Rejected, outcome.Kind);
        Assert.Equal(SendReason.Rejected, outcome.Reason);
        Assert.Equal("amqp:precondition-failed", outcome.Error!.Condition.Value);
        Assert.Equal("no price", outcome.Error.Description);
        Assert.Equal("price", outcome.Error.Info![new AmqpSymbol("field")]);
    }

    [Fact]
    public async Task Rejected_without_an_error_is_rejected()
    {
        SendOutcome outcome = await SendAndSettleAsync(new Rejected());

        Assert.Equal(SendOutcomeKind.Rejected, outcome.Kind);
        Assert.Null(outcome.Error);
    }

    [Fact]
    public async Task Released_is_released() => Assert.Equal(SendOutcome.Released, await SendAndSettleAsync(Released.Instance));

    [Fact]
    public async Task Modified_carries_its_flags_and_annotations()
    {
        SendOutcome outcome = await SendAndSettleAsync(new Modified
        {
            DeliveryFailed = true,
            UndeliverableHere = true,
            MessageAnnotations = new AmqpMap { { new AmqpSymbol("x-tries"), 3 } },
        });

        Assert.Equal(SendOutcomeKind.Modified, outcome.Kind);
        Assert.True(outcome.DeliveryFailed);
        Assert.True(outcome.UndeliverableHere);
        Assert.Equal(3, outcome.MessageAnnotations![new AmqpSymbol("x-tries")]);
    }

    [Fact]
    public async Task Settled_without_a_state_is_indeterminate()
    {
        SendOutcome outcome = await SendAndSettleAsync(null);

        Assert.Equal(SendOutcomeKind.Indeterminate, outcome.Kind);
        Assert.Equal(SendReason.OutcomeMissing, outcome.Reason);
    }

    [Fact]
    public async Task Settled_as_received_is_indeterminate()
    {
        SendOutcome outcome = await SendAndSettleAsync(new Received { SectionNumber = 0, SectionOffset = 0 });

        Assert.Equal(SendOutcomeKind.Indeterminate, outcome.Kind);
        Assert.Equal(SendReason.OutcomeMissing, outcome.Reason);
    }

    [Fact]
    public async Task Settled_with_a_state_that_amqp_does_not_define_is_indeterminate()
    {
        SendOutcome outcome = await SendAndSettleAsync(Undefined);

        Assert.Equal(SendOutcomeKind.Indeterminate, outcome.Kind);
        Assert.Equal(SendReason.OutcomeUnknown, outcome.Reason);
    }

    [Fact]
    public async Task Progress_is_no_verdict()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSender().ExpectDelivery(out Captured<Transfer> delivery)
            .SendDisposition(delivery, new Received { SectionNumber = 0, SectionOffset = 4 }, settled: false)
            .SendDisposition(delivery, Undefined, settled: false)
            .SendDisposition(delivery, Accepted.Instance)
            .AnswerClosing());
        await using var client = new SendClient(peer.Url);

        SendOutcome outcome = await client.GetSender<INoteSender>().TellAsync(new Note("a")).Within();

        Assert.Equal(SendOutcome.Accepted, outcome);
        await client.CloseAsync().Within();
        await peer.Completion.Within();
    }

    [Fact]
    public async Task A_terminal_state_that_is_not_settled_decides_and_is_answered_with_settled()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSender().ExpectDelivery(out Captured<Transfer> delivery)
            .SendDisposition(delivery, new Rejected { Error = Busy }, settled: false)
            .ExpectDisposition()
            .Where(answer => answer.Role == Role.Sender && answer.Settled && answer.First == 0 && (answer.Last ?? 0) == 0)
            .AnswerClosing());
        await using var client = new SendClient(peer.Url);

        SendOutcome outcome = await client.GetSender<INoteSender>().TellAsync(new Note("a")).Within();

        Assert.Equal(SendOutcomeKind.Rejected, outcome.Kind);
        await client.CloseAsync().Within();
        await peer.Completion.Within();
    }

    [Fact]
    public async Task Duplicate_unknown_and_foreign_dispositions_change_nothing()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSender().ExpectDelivery(out Captured<Transfer> first)
            .SendDisposition(first, Released.Instance)
            .SendDisposition(first, Accepted.Instance)
            .SendDisposition(77, 4000, Accepted.Instance)
            .SendDisposition(2, int.MaxValue, Accepted.Instance)
            .Send(new Disposition { Role = Role.Sender, First = 1, Settled = true, State = Released.Instance })
            .ExpectDelivery(out Captured<Transfer> second)
            .SendDisposition(second, Accepted.Instance)
            .AnswerClosing());
        await using var client = new SendClient(peer.Url);
        INoteSender notes = client.GetSender<INoteSender>();

        Assert.Equal(SendOutcome.Released, await notes.TellAsync(new Note("a")).Within());
        Assert.Equal(SendOutcome.Accepted, await notes.TellAsync(new Note("b")).Within());

        await client.CloseAsync().Within();
        await peer.Completion.Within();
    }

    [Fact]
    public async Task A_range_decides_all_that_it_names()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSender()
            .ExpectDelivery(out _).ExpectDelivery(out _).ExpectDelivery(out _)
            .SendDisposition(0, 1, Accepted.Instance)
            .SendDisposition(2, null, Released.Instance)
            .AnswerClosing());
        await using var client = new SendClient(peer.Url);

        IReadOnlyList<SendOutcome> outcomes = await client.GetSender<INoteSender>().TellAllAsync([new("a"), new("b"), new("c")]).Within();

        Assert.Equal([SendOutcome.Accepted, SendOutcome.Accepted, SendOutcome.Released], outcomes);
        await client.CloseAsync().Within();
        await peer.Completion.Within();
    }

    [Fact]
    public async Task A_presettled_send_is_unconfirmed()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSession()
            .ExpectAttach().Where(attach => attach.SndSettleMode == SenderSettleMode.Settled).Respond().SendCredit(10)
            .ExpectTransfer().Where(transfer => transfer.Settled == true)
            .ExpectTransfer().Where(transfer => transfer.Settled == true)
            .AnswerClosing());
        await using var client = new SendClient(peer.Url);
        INoteSender notes = client.GetSender<INoteSender>(new SenderOptions { SendSettleMode = SenderSettleMode.Settled });

        // The first waits for the link, the second is appended at the call.
        Assert.Equal(SendOutcome.Unconfirmed, await notes.TellAsync(new Note("a")).Within());
        ValueTask second = notes.SendAsync(new Note("b"));
        Assert.True(second.IsCompletedSuccessfully);
        await second;

        Assert.True((await client.CloseAsync().Within()).IsClean);
        await peer.Completion.Within();
    }

    private static async Task<SendOutcome> SendAndSettleAsync(DeliveryState? state)
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSender().ExpectDelivery(out Captured<Transfer> delivery)
            .SendDisposition(delivery, state).AnswerClosing());
        await using var client = new SendClient(peer.Url);
        INoteSender notes = client.GetSender<INoteSender>();

        SendOutcome outcome = await notes.TellAsync(new Note("a")).Within();

        Assert.Equal(0, client.GetMessageSender(notes).PendingCount);
        Assert.True((await client.CloseAsync().Within()).IsClean);
        await peer.Completion.Within();
        return outcome;
    }
}
