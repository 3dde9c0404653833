using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.TestPeer;

namespace TypedSender.Tests.Outcomes;

/// <summary>What each shape of a send method does with each outcome.</summary>
public sealed class MethodShapeTests
{
    public static TheoryData<string, SendOutcomeKind, SendReason, string?, bool, string> Refusals => new()
    {
        {
            "rejected", SendOutcomeKind.Rejected, SendReason.Rejected, "amqp:precondition-failed", false,
            "The peer rejected the message to 'notes': amqp:precondition-failed: no price. It was not stored. Correct the message: the same one will be rejected again."
        },
        {
            "busy", SendOutcomeKind.Rejected, SendReason.Rejected, "amqp:resource-limit-exceeded", true,
            "The peer rejected the message to 'notes': amqp:resource-limit-exceeded: full. It was not stored. Send it again later: the condition is one of load."
        },
        { "released", SendOutcomeKind.Released, SendReason.Released, null, true, "The peer released the message to 'notes' without processing it. It was not stored: send it again." },
        { "modified", SendOutcomeKind.Modified, SendReason.Modified, null, true, "The peer handed the message to 'notes' back after a failed attempt to deliver it. It was not stored. Send it again." },
        { "undeliverable", SendOutcomeKind.Modified, SendReason.Modified, null, false, "The peer handed the message to 'notes' back as undeliverable here. It was not stored. Send it to another address." },
        {
            "missing", SendOutcomeKind.Indeterminate, SendReason.OutcomeMissing, null, false,
            "The peer settled the message to 'notes' without an outcome. It may have been stored; sending it again may store it twice."
        },
        {
            "unknown", SendOutcomeKind.Indeterminate, SendReason.OutcomeUnknown, null, false,
            "The peer settled the message to 'notes' with an outcome that AMQP 1.0 does not define (com.example:stored:list). It may have been stored; sending it again may store it twice."
        },
    };

    [Fact]
    public async Task Every_shape_succeeds_with_an_accepted_message()
    {
        await RunAsync(Accepted.Instance, async notes =>
        {
            await notes.SendAsync(new Note("1")).Within();
            await notes.SendTaskAsync(new Note("2")).Within();
            Assert.Equal(SendOutcome.Accepted, await notes.TellAsync(new Note("3")).Within());
            Assert.Equal(SendOutcome.Accepted, await notes.TellTaskAsync(new Note("4")).Within());
            await notes.SendAllAsync([new("5")]).Within();
            await notes.SendAllTaskAsync([new("6")]).Within();
            Assert.Equal([SendOutcome.Accepted], await notes.TellAllAsync([new("7")]).Within());
            Assert.Equal([SendOutcome.Accepted], await notes.TellAllTaskAsync([new("8")]).Within());
        });
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Shapes_without_an_outcome_throw_what_shapes_with_one_tell(
        string state, SendOutcomeKind kind, SendReason reason, string? condition, bool isTransient, string text)
    {
        await RunAsync(State(state), async notes =>
        {
            SendOutcome told = await notes.TellAsync(new Note("1")).Within();
            Assert.Equal(kind, told.Kind);
            Assert.Equal(reason, told.Reason);
            Assert.Equal(kind, (await notes.TellTaskAsync(new Note("2")).Within()).Kind);

            SendException[] thrown =
            [
                await Assert.ThrowsAsync<SendException>(() => notes.SendAsync(new Note("3")).Within()),
                await Assert.ThrowsAsync<SendException>(() => notes.SendTaskAsync(new Note("4")).Within()),
            ];
            Assert.All(thrown, exception =>
            {
                Assert.Equal(text, exception.Message);
                Assert.Equal(kind, exception.Outcome.Kind);
                Assert.Equal(reason, exception.Reason);
                Assert.Equal(condition, exception.Condition);
                Assert.Equal(isTransient, exception.IsTransient);
            });

            Assert.Equal(kind, Assert.Single(await notes.TellAllAsync([new("5")]).Within()).Kind);
            Assert.Equal(kind, Assert.Single(await notes.TellAllTaskAsync([new("6")]).Within()).Kind);
            SendException[] ofLists =
            [
                await Assert.ThrowsAsync<SendException>(() => notes.SendAllAsync([new("7")]).Within()),
                await Assert.ThrowsAsync<SendException>(() => notes.SendAllTaskAsync([new("8")]).Within()),
            ];
            Assert.All(ofLists, exception =>
            {
                Assert.Equal($"1 of 1 messages to 'notes' was not accepted. The first is item 0: {text} Outcomes tells them all.", exception.Message);
                Assert.Equal(kind, Assert.Single(exception.Outcomes).Kind);
                Assert.Equal(condition, exception.Condition);
            });
        });
    }

    [Fact]
    public async Task The_exception_of_a_list_tells_every_outcome()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSender()
            .ExpectDelivery(out _).ExpectDelivery(out _).ExpectDelivery(out _)
            .SendDisposition(0, null, Accepted.Instance)
            .SendDisposition(2, null, Released.Instance)
            .SendDisposition(1, null, new Rejected())
            .AnswerClosing());
        await using var client = new SendClient(peer.Url);

        SendException exception = await Assert.ThrowsAsync<SendException>(() => client.GetSender<INoteSender>().SendAllAsync([new("a"), new("b"), new("c")]).Within());

        Assert.Equal([SendOutcome.Accepted, SendOutcome.Rejected(), SendOutcome.Released], exception.Outcomes);
        Assert.Equal(SendOutcome.Rejected(), exception.Outcome);
        Assert.Equal(
            "2 of 3 messages to 'notes' were not accepted. The first is item 1: The peer rejected the message to 'notes': no reason given. It was not stored. "
            + "Correct the message: the same one will be rejected again. Outcomes tells them all.",
            exception.Message);
        await client.CloseAsync().Within();
        await peer.Completion.Within();
    }

    [Fact]
    public async Task An_empty_list_is_sent_at_once()
    {
        await using var client = new SendClient("amqp://127.0.0.1:1");
        INoteSender notes = client.GetSender<INoteSender>();

        await notes.SendAllAsync([]).Within();
        Assert.Empty(await notes.TellAllAsync([]).Within());
    }

    private static DeliveryState? State(string name) => name switch
    {
        "rejected" => new Rejected { Error = new AmqpError { Condition = AmqpErrorConditions.PreconditionFailed, Description = "no price" } },
        "busy" => new Rejected { Error = new AmqpError { Condition = AmqpErrorConditions.ResourceLimitExceeded, Description = "full" } },
        "released" => Released.Instance,
        "modified" => new Modified { DeliveryFailed = true },
        "undeliverable" => new Modified { UndeliverableHere = true },
        "unknown" => new UnknownDeliveryState(new AmqpDescribed(new AmqpSymbol("com.example:stored:list"), new List<object?>())),
        _ => null,
    };

    private static async Task RunAsync(DeliveryState? state, Func<INoteSender, Task> act)
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSender()
            .Repeat(8, steps => steps.ExpectDelivery(out Captured<Transfer> delivery).SendDisposition(delivery, state))
            .AnswerClosing());
        await using var client = new SendClient(peer.Url);

        await act(client.GetSender<INoteSender>());

        await client.CloseAsync().Within();
        await peer.Completion.Within();
    }
}
