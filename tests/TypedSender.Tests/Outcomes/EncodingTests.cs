using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.TestPeer;

namespace TypedSender.Tests.Outcomes;

/// <summary>The user's own code runs while a message is encoded; it may throw, or send.</summary>
public sealed class EncodingTests
{
    [Fact]
    public async Task What_a_getter_throws_reaches_the_caller_at_the_call_and_nothing_is_sent()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start();
        await using var client = new SendClient(peer.Url);
        INoteSender notes = client.GetSender<INoteSender>();
        var thrown = new FormatException("no price");

        // At the call: not in the task that it would have returned.
        FormatException caught = Assert.Throws<FormatException>(() => { _ = notes.SendComputedAsync(new Computed(() => throw thrown)); });

        Assert.Same(thrown, caught);
        Assert.Equal(0, client.GetMessageSender(notes).PendingCount);
        Assert.Equal(0, peer.ConnectionCount);
    }

    [Fact]
    public async Task An_item_whose_getter_throws_is_not_sent_and_the_others_are()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSender()
            .ExpectDelivery(out Captured<Transfer> first).ExpectDelivery(out Captured<Transfer> third)
            .Then(_ => Assert.Equal(["a", "c"], new[] { Bytes.TextOf(first.Payload), Bytes.TextOf(third.Payload) }))
            .SendDisposition(0, 1, Accepted.Instance)
            .AnswerClosing());
        await using var client = new SendClient(peer.Url);

        IReadOnlyList<SendOutcome> outcomes = await client.GetSender<INoteSender>()
            .TellAllComputedAsync([new(() => "a"), new(() => throw new FormatException("no price.")), new(() => "c")]).Within();

        Assert.Equal(SendOutcome.Accepted, outcomes[0]);
        Assert.Equal(SendOutcome.Accepted, outcomes[2]);
        Assert.Equal("NotSent (EncodingFailed): Item 1 of the list sent to 'notes' could not be encoded: no price. Correct the item.", outcomes[1].ToString());
        Assert.IsType<FormatException>(outcomes[1].Cause);
        await client.CloseAsync().Within();
        await peer.Completion.Within();
    }

    [Fact]
    public async Task A_getter_may_send()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSender()
            .Repeat(4, steps => steps.ExpectDelivery(out _))
            .ExpectDelivery(out Captured<Transfer> inner).ExpectDelivery(out Captured<Transfer> outer)
            .Then(_ => Assert.Equal(["inner", "outer"], new[] { Bytes.TextOf(inner.Payload), Bytes.TextOf(outer.Payload) }))
            .SendDisposition(0, 5, Accepted.Instance)
            .AnswerClosing());
        await using var client = new SendClient(peer.Url);
        INoteSender notes = client.GetSender<INoteSender>();
        List<Task> sends = [];
        var nested = new Computed(() =>
        {
            sends.Add(notes.SendTaskAsync(new Note("inner")));
            return "outer";
        });

        for (int i = 0; i < 3; i++)
        {
            sends.Add(notes.SendComputedAsync(nested).AsTask());
        }

        await Task.WhenAll(sends).Within();
        Assert.Equal(6, sends.Count);
        await client.CloseAsync().Within();
        await peer.Completion.Within();
    }

    [Fact]
    public async Task Null_arguments_are_refused_at_the_call()
    {
        await using var client = new SendClient("amqp://127.0.0.1:1");
        INoteSender notes = client.GetSender<INoteSender>();

        Assert.Equal("note", Assert.Throws<ArgumentNullException>(() => { _ = notes.SendAsync(null!); }).ParamName);
        Assert.Equal("note", Assert.Throws<ArgumentNullException>(() => { _ = notes.TellTaskAsync(null!); }).ParamName);
        Assert.Throws<ArgumentNullException>(() => { _ = notes.SendAllAsync(null!); });
        Assert.Throws<ArgumentNullException>(() => { _ = notes.TellAllTaskAsync(null!); });
        Assert.Throws<ArgumentNullException>(() => client.GetMessageSender(null!));
        Assert.Throws<ArgumentNullException>(() => new SendClient((string)null!));
    }

    [Fact]
    public async Task A_null_item_of_a_list_is_not_sent_and_the_others_are()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSender()
            .ExpectDelivery(out Captured<Transfer> delivery).SendDisposition(delivery, Accepted.Instance).AnswerClosing());
        await using var client = new SendClient(peer.Url);

        IReadOnlyList<SendOutcome> outcomes = await client.GetSender<INoteSender>().TellAllAsync([null!, new("b")]).Within();

        Assert.Equal(SendReason.EncodingFailed, outcomes[0].Reason);
        Assert.Equal(SendOutcome.Accepted, outcomes[1]);
        await client.CloseAsync().Within();
        await peer.Completion.Within();
    }

    [Fact]
    public async Task Text_that_amqp_cannot_carry_is_refused_at_the_call()
    {
        await using var client = new SendClient("amqp://127.0.0.1:1");
        INoteSender notes = client.GetSender<INoteSender>();

        Assert.Equal("Note.Text", Assert.Throws<Amqp.AmqpEncodeException>(() => { _ = notes.SendAsync(new Note("\uD800")); }).Member);
    }
}
