using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.TestPeer;

namespace TypedSender.Tests.BadInput;

/// <summary>Virtual hosts and addresses that the peer refuses, and messages that are too large for it.</summary>
public sealed class RefusedLinkTests
{
    public static TheoryData<string?, string?, bool, string> Refusals => new()
    {
        { "amqp:not-found", "no queue 'notes'", false, "amqp:not-found: no queue 'notes'. Create it at the broker, or correct the address in [AmqpSender] or SenderOptions.Address." },
        { "amqp:unauthorized-access", "not yours", false, "amqp:unauthorized-access: not yours. Give the user the right to send to it, or use another user." },
        { "amqp:resource-locked", null, true, "amqp:resource-locked. Try again later." },
        { null, null, false, "no reason given. Check the address, the permissions of the user, and the broker's log." },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_refused_address(string? condition, string? description, bool isTransient, string reasonAndNextStep)
    {
        AmqpError? error = condition is null ? null : new AmqpError { Condition = condition, Description = description };
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSession()
            .Repeat(2, steps => steps.ExpectAttach().Refuse(error!).ExpectDetach().Where(detach => detach.Closed))
            .AcceptAttach().ExpectDelivery(out Captured<Transfer> delivery).SendDisposition(delivery, Accepted.Instance)
            .AnswerClosing());
        await using var client = new SendClient(peer.Url, options => options.RetryPolicy = AmqpRetryPolicy.None);
        INoteSender notes = client.GetSender<INoteSender>();
        string text = $"127.0.0.1:{peer.Port} refused the address 'notes': {reasonAndNextStep}";

        SendException sending = await Assert.ThrowsAsync<SendException>(() => notes.SendAsync(new Note("a")).Within());
        SendException opening = await Assert.ThrowsAsync<SendException>(() => client.GetMessageSender(notes).OpenAsync().Within());

        Assert.Equal($"{text} The message to 'notes' was not sent.", sending.Message);
        Assert.Equal(text, opening.Message);
        Assert.Equal(SendReason.AddressRefused, sending.Reason);
        Assert.Equal(SendOutcomeKind.NotSent, sending.Outcome.Kind);
        Assert.Equal(condition, sending.Condition);
        Assert.Equal(isTransient, sending.IsTransient);

        // Corrected at the broker meanwhile: the same client goes on.
        Assert.Equal(SendOutcome.Accepted, await notes.TellAsync(new Note("b")).Within());
        await client.CloseAsync().Within();
        await peer.Completion.Within();
    }

    [Fact]
    public async Task A_refused_virtual_host_is_named_if_it_was_not_part_of_a_url()
    {
        var error = new AmqpError { Condition = AmqpErrorConditions.NotFound, Description = "no such vhost" };
        Action<PeerScript> Refuse(string name) => script => script.AcceptHeaders().ExpectOpen().Where(open => open.Hostname == name).Respond().SendClose(error).CloseOutput();
        await using ScriptedPeer peer = ScriptedPeer.Start(Refuse(Canary.Password), Refuse("prod"));
        await using var client = new SendClient($"{peer.Url}/{Canary.Password}");
        await using var other = new SendClient(peer.Url, options => options.VirtualHost = "prod");

        SendException thrown = await Assert.ThrowsAsync<SendException>(() => client.OpenAsync().Within());
        SendException naming = await Assert.ThrowsAsync<SendException>(() => other.OpenAsync().Within());

        string text = $"127.0.0.1:{peer.Port} refused the connection: amqp:not-found: no such vhost. Correct the virtual host";
        Assert.Equal($"{text} in the path of the URL, or create it at the broker.", thrown.Message);
        Assert.DoesNotContain(Canary.Mark, thrown.ToString(), StringComparison.Ordinal);
        Assert.Equal($"{text} 'prod', or create it at the broker.", naming.Message);
        Assert.Equal(SendReason.ConnectionFailed, thrown.Reason);
        Assert.Equal("amqp:not-found", thrown.Condition);
    }

    [Fact]
    public async Task A_message_over_the_links_limit_is_refused_before_anything_is_sent()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().AcceptSession()
            .ExpectAttach().Capture(out Captured<Attach> attach).Send(_ => Expectations.Mirror(attach.Value) with { MaxMessageSize = 1000 }).SendCredit(10)
            .ExpectDelivery(out Captured<Transfer> delivery).SendDisposition(delivery, Accepted.Instance).AnswerClosing());
        await using var client = new SendClient(peer.Url);
        INoteSender notes = client.GetSender<INoteSender>();

        // One waits while the limit becomes known, one meets the limit known.
        Task<SendOutcome> waiting = notes.TellBlobAsync(new Blob(new byte[100_000])).AsTask();
        Task<SendOutcome> small = notes.TellTaskAsync(new Note("a"));
        SendOutcome waited = await waiting.Within();
        SendException thrown = await Assert.ThrowsAsync<SendException>(() => notes.SendAsync(new Note(new string('x', 2000))).Within());

        Assert.Equal(
            "NotSent (MessageTooLarge): The message to 'notes' has 100,023 bytes, more than the peer's max-message-size of 1,000 bytes. Send less in one message, or raise the limit at the broker.",
            waited.ToString());
        Assert.Equal(
            "The message to 'notes' has 2,023 bytes, more than the peer's max-message-size of 1,000 bytes. Send less in one message, or raise the limit at the broker.",
            thrown.Message);
        Assert.Equal(SendReason.MessageTooLarge, thrown.Reason);
        Assert.False(thrown.IsTransient);
        Assert.Equal(SendOutcome.Accepted, await small.Within());
        Assert.True((await client.CloseAsync().Within()).IsClean);
        await peer.Completion.Within();
    }

    [Fact]
    public async Task A_message_over_the_own_limit_is_refused_without_connecting()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start();
        await using var client = new SendClient(peer.Url);
        INoteSender notes = client.GetSender<INoteSender>(new SenderOptions { MaxMessageSize = 500 });

        SendException thrown = await Assert.ThrowsAsync<SendException>(() => notes.SendAsync(new Note(new string('x', 1000))).Within());

        Assert.Equal("The message to 'notes' has 1,023 bytes, more than SenderOptions.MaxMessageSize of 500 bytes. Send less in one message, or raise MaxMessageSize.", thrown.Message);
        Assert.Equal(0, peer.ConnectionCount);
    }
}
