using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.TestPeer;

namespace TypedSender.Tests.Envelopes;

/// <summary>Envelopes and a link that is lost and attached again.</summary>
public sealed class EnvelopeRecoveryTests
{
    [Fact]
    public async Task Envelopes_that_wait_survive_unless_the_new_link_takes_less()
    {
        TaskCompletionSource queued = Bounded.Signal();
        Captured<Transfer> envelope = null!;
        await using ScriptedPeer peer = ScriptedPeer.Start(
            script => script.AcceptConnection().AcceptSender(credit: 0).WaitFor(queued.Task).ResetSocket(),
            script => script.AcceptConnection().AcceptSession()
                .ExpectAttach().Respond(attach => Expectations.Mirror(attach) with { MaxMessageSize = 30 })
                .SendCredit(10)
                .ExpectDelivery(out envelope).SendDisposition(envelope, Accepted.Instance)
                .AnswerClosing());
        await using var client = new SendClient(peer.Url);
        IEnvelopeSender notes = client.GetSender<IEnvelopeSender>();
        await client.GetMessageSender(notes).OpenAsync(CancellationToken.None).Within();

        Task<IReadOnlyList<SendOutcome>> send = notes.TellPairsAsync([new("a"), new("b"), new("c"), new("d"), new("e")]);
        queued.SetResult();
        IReadOnlyList<SendOutcome> outcomes = await send.Within();

        Assert.All(outcomes.Take(4), outcome => Assert.Equal((SendOutcomeKind.NotSent, SendReason.MessageTooLarge), (outcome.Kind, outcome.Reason)));
        Assert.Equal(SendOutcome.Accepted, outcomes[4]);
        Assert.Equal(0u, envelope.Value.MessageFormat);
        await client.CloseAsync().Within();
        await peer.Completion.Within();
    }

    [Fact]
    public async Task Envelopes_are_made_for_the_link_that_will_carry_them()
    {
        Captured<Transfer> first = null!;
        Captured<Transfer> second = null!;
        Captured<Transfer> third = null!;
        await using ScriptedPeer peer = ScriptedPeer.Start(
            script => script.AcceptConnection().AcceptSender(credit: 1).ExpectDelivery(out first).SendDisposition(first, Accepted.Instance).ResetSocket(),
            script => script.AcceptConnection().AcceptSession()
                .ExpectAttach().Respond(attach => Expectations.Mirror(attach) with { MaxMessageSize = 30 })
                .SendCredit(10)
                .ExpectDelivery(out second).SendDisposition(second, Accepted.Instance)
                .ExpectDelivery(out third).SendDisposition(third, Accepted.Instance)
                .AnswerClosing());
        TaskCompletionSource lost = Bounded.Signal();
        await using var client = new SendClient(peer.Url);
        client.StateChanged += (_, change) =>
        {
            if (change.Current == SendClientState.Reconnecting)
            {
                lost.TrySetResult();
            }
        };
        IEnvelopeSender notes = client.GetSender<IEnvelopeSender>();

        IReadOnlyList<SendOutcome> before = await notes.TellPairsAsync([new("a"), new("b")]).Within();
        await lost.Task.Within();
        IReadOnlyList<SendOutcome> after = await notes.TellPairsAsync([new("c"), new("d")]).Within();

        Assert.All(before.Concat(after), outcome => Assert.Equal(SendOutcome.Accepted, outcome));
        Assert.Equal([40, 15, 15], new[] { first, second, third }.Select(envelope => envelope.Payload.Length));
        await client.CloseAsync().Within();
        await peer.Completion.Within();
    }

    [Fact]
    public async Task An_envelope_that_may_be_sent_twice_is_sent_again_as_an_envelope()
    {
        Captured<Transfer> first = null!;
        Captured<Transfer> again = null!;
        await using ScriptedPeer peer = ScriptedPeer.Start(
            script => script.AcceptConnection().AcceptSender().ExpectDelivery(out first).ResetSocket(),
            script => script.AcceptConnection().AcceptSender().ExpectDelivery(out again).SendDisposition(again, Accepted.Instance).AnswerClosing());
        await using var client = new SendClient(peer.Url);
        IEnvelopeSender notes = client.GetSender<IEnvelopeSender>(new SenderOptions { RetryIndeterminate = true });

        Assert.All(await notes.TellAllAsync([new("a"), new("b")]).Within(), outcome => Assert.Equal(SendOutcome.Accepted, outcome));

        Assert.Equal(first.Payload, again.Payload);
        Assert.Equal(0x8001_3700, again.Value.MessageFormat);
        await client.CloseAsync().Within();
        await peer.Completion.Within();
    }
}
