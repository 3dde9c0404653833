using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.TestPeer;
using TypedSender.Testing;
using TypedSender.Tests.Telemetry;

namespace TypedSender.Tests.Sending;

/// <summary>Senders without an address, whose messages name theirs: on one link where the peer relays, and on a link for each address elsewhere.</summary>
public sealed class RelayTests
{
    private static readonly SenderOptions Anonymous = new() { Target = AmqpTarget.Anonymous };

    [Fact]
    public async Task Where_the_peer_relays_all_go_out_on_one_link_without_an_address()
    {
        await using InProcessBroker broker = await StartAsync(relays: true);
        await using var client = new SendClient(broker.Url);
        IRoutedNotes notes = client.GetSender<IRoutedNotes>(Anonymous);
        MessageSender sender = client.GetMessageSender(notes);

        IReadOnlyList<SendOutcome> outcomes = await notes.TellAllAsync([new("a", "1"), new("b", "2"), new("a", "3"), new("c", "4")]).Within();
        SendOutcome untyped = await sender.SendForOutcomeAsync(Message("b", 5)).Within();

        Assert.All([.. outcomes, untyped], outcome => Assert.Equal(SendOutcome.Accepted, outcome));
        BrokerLink link = Assert.Single(broker.Links);
        Assert.Equal((null, ""), (link.Target!.Address, link.Address));
        Assert.Equal([2, 2, 1], new[] { "a", "b", "c" }.Select(name => broker.GetQueue(name).Count));
        Assert.Equal(("(anonymous)", MessageSenderState.Open), (sender.Address, sender.State));
        Assert.Null(sender.Attachment!.Target!.Address);
    }

    [Fact]
    public async Task Elsewhere_each_address_has_a_link_of_its_own_and_messages_keep_their_order()
    {
        await using InProcessBroker broker = await StartAsync(relays: false);
        var log = new RecordingLog(typeof(SendClient).FullName!);
        await using var client = new SendClient(broker.Url, options => options.LoggerFactory = log);
        MessageSender sender = client.GetMessageSender(Anonymous);

        // The first ones wait until it is known that the peer does not relay.
        Task<SendOutcome>[] sends = [.. Enumerable.Range(0, 60).Select(number => sender.SendForOutcomeAsync(Message($"{(char)('a' + (number % 3))}", number)).AsTask())];
        Assert.All(await Task.WhenAll(sends).Within(), outcome => Assert.Equal(SendOutcome.Accepted, outcome));
        await sender.OpenAsync().Within();

        Assert.Equal(["a", "b", "c"], broker.Links.Select(link => link.Target!.Address).Order());
        foreach ((string name, int first) in new[] { ("a", 0), ("b", 1), ("c", 2) })
        {
            Assert.Equal(Enumerable.Range(0, 20).Select(number => (object)(first + (3 * number))), broker.GetQueue(name).Messages.Select(message => message.Message.Value));
        }

        Assert.Equal((MessageSenderState.Open, 0), (sender.State, sender.PendingCount));
        await log.WaitForAsync(entry => entry.Id == 3011);
    }

    [Fact]
    public async Task No_more_links_are_kept_than_the_options_say_and_the_oldest_is_closed()
    {
        await using InProcessBroker broker = await StartAsync(relays: false);
        await using var client = new SendClient(broker.Url);
        MessageSender sender = client.GetMessageSender(new SenderOptions { Target = AmqpTarget.Anonymous, MaxAddressLinks = 2 });

        foreach (string address in new[] { "a", "b", "a", "c" })
        {
            await sender.SendAsync(Message(address, 1)).Within();
        }

        // "b" was used longest ago; its link is detached before anything else is answered on the session.
        await sender.SendAsync(Message("a", 2)).Within();
        Assert.Equal(["a", "c"], broker.Links.Where(link => link.IsOpen).Select(link => link.Address).Order());
        await sender.SendAsync(Message("b", 2)).Within();
        await sender.SendAsync(Message("b", 3)).Within();

        Assert.Equal(["a", "b"], broker.Links.Where(link => link.IsOpen).Select(link => link.Address).Order());
        Assert.Equal([1, 2, 3], broker.GetQueue("b").Messages.Select(message => message.Message.Value));
    }

    [Fact]
    public async Task A_link_with_messages_on_their_way_is_not_closed()
    {
        await using InProcessBroker broker = await StartAsync(relays: false);
        broker.GetQueue("a").Settlement = Settlement.Silence;
        await using var client = new SendClient(broker.Url);
        MessageSender sender = client.GetMessageSender(new SenderOptions { Target = AmqpTarget.Anonymous, MaxAddressLinks = 1 });

        Task<SendOutcome> pending = sender.SendForOutcomeAsync(Message("a", 1)).AsTask();
        await broker.GetQueue("a").WaitForArrivalsAsync(1).Within();
        await sender.SendAsync(Message("b", 1)).Within();
        Assert.Equal(1, sender.PendingCount);
        Assert.True(broker.GetQueue("a").Refused[0].Settle(Settlement.Accept));

        Assert.Equal(SendOutcome.Accepted, await pending.Within());
    }

    [Fact]
    public async Task A_relay_that_refuses_its_link_is_done_without()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection(Handshakes.DefaultOpen with { OfferedCapabilities = ["ANONYMOUS-RELAY"] }).AcceptSession()
            .ExpectAttach().Where(attach => attach.Target is { Address: null }).Refuse(new AmqpError { Condition = AmqpErrorConditions.NotAllowed, Description = "not you" }).ExpectDetach()
            .ExpectAttach().Where(attach => attach.Target is { Address: "a" }).Respond().SendCredit(10)
            .ExpectDelivery(out Captured<Transfer> first).SendDisposition(first, Accepted.Instance)
            .ExpectDelivery(out Captured<Transfer> second).SendDisposition(second, Accepted.Instance).AnswerClosing());
        var log = new RecordingLog(typeof(SendClient).FullName!);
        await using var client = new SendClient(peer.Url, options => options.LoggerFactory = log);
        MessageSender sender = client.GetMessageSender(Anonymous);

        Assert.Equal(SendOutcome.Accepted, await sender.SendForOutcomeAsync(Message("a", 1)).Within());
        Assert.Equal(SendOutcome.Accepted, await sender.SendForOutcomeAsync(Message("a", 2)).Within());
        await client.CloseAsync().Within();
        await peer.Completion.Within();

        await log.WaitForAsync(entry => entry.Id == 3010 && entry.Text.Contains("not you", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true, SendOutcomeKind.Rejected, SendReason.Rejected)]
    [InlineData(false, SendOutcomeKind.NotSent, SendReason.AddressRefused)]
    public async Task An_unknown_address_concerns_its_message_alone(bool relays, SendOutcomeKind kind, SendReason reason)
    {
        await using InProcessBroker broker = await StartAsync(relays);
        await using var client = new SendClient(broker.Url);
        MessageSender sender = client.GetMessageSender(Anonymous);

        IReadOnlyList<SendOutcome> outcomes = await sender.SendAllForOutcomesAsync([Message("a", 1), Message("nowhere", 2), Message("b", 3)]).Within();

        Assert.Equal([SendOutcome.Accepted, SendOutcome.Accepted], [outcomes[0], outcomes[2]]);
        Assert.Equal((kind, reason, "amqp:not-found"), (outcomes[1].Kind, outcomes[1].Reason, outcomes[1].Error!.Condition.Value));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_message_without_an_address_is_refused_before_anything_is_sent(bool relays)
    {
        await using InProcessBroker broker = await StartAsync(relays);
        await using var client = new SendClient(broker.Url);
        IRoutedNotes notes = client.GetSender<IRoutedNotes>(Anonymous);
        MessageSender sender = client.GetMessageSender(notes);

        SendOutcome without = await sender.SendForOutcomeAsync(new AmqpMessage { Value = 1 }).Within();
        SendOutcome empty = await sender.SendForOutcomeAsync(Message("", 1)).Within();
        IReadOnlyList<SendOutcome> together = await notes.TellTogetherAsync([new("a", "1"), new("a", "2")]).Within();
        SendException thrown = await Assert.ThrowsAsync<SendException>(() => sender.SendAsync(new AmqpMessage { Value = 1 }).Within());

        Assert.All([without, empty, .. together], outcome => Assert.Equal((SendOutcomeKind.NotSent, SendReason.AddressMissing), (outcome.Kind, outcome.Reason)));
        Assert.Contains("The sender has no address, and the message names none in its property 'to'. The message was not sent.", thrown.Message, StringComparison.Ordinal);
        Assert.Equal(0, broker.GetQueue("a").ArrivedCount);
    }

    [Fact]
    public async Task The_address_is_found_wherever_a_message_borrows()
    {
        await using InProcessBroker broker = await StartAsync(relays: false);
        await using var client = new SendClient(broker.Url);
        MessageSender sender = client.GetMessageSender(Anonymous);
        byte[] large = new byte[40_000];
        AmqpMessage before = new() { MessageAnnotations = new Amqp.AmqpMap { [new Amqp.AmqpSymbol("x-large")] = large }, Properties = new Properties { To = "a" }, Data = [large] };
        AmqpMessage behind = new() { Properties = new Properties { To = "a" }, Data = [large, large] };

        Assert.Equal(SendOutcome.Accepted, await sender.SendForOutcomeAsync(before).Within());
        Assert.Equal(SendOutcome.Accepted, await sender.SendForOutcomeAsync(behind).Within());
        Assert.Equal(SendOutcome.Accepted, await sender.SendEncodedForOutcomeAsync(broker.GetQueue("a").Messages[0].Bytes).Within());

        Assert.Equal(3, broker.GetQueue("a").Count);
    }

    [Fact]
    public async Task What_waits_for_a_relay_goes_on_to_a_peer_without_one()
    {
        await using InProcessBroker first = await StartAsync(relays: true, CreditPolicy.Once(1));
        await using InProcessBroker second = await StartAsync(relays: false);
        await using var client = new SendClient(new SendClientOptions
        {
            Hosts = { $"127.0.0.1:{first.Port}", $"127.0.0.1:{second.Port}" },
            UseTls = false,
            RetryPolicy = RecordingPolicy.Eager,
        });
        MessageSender sender = client.GetMessageSender(Anonymous);

        await sender.SendAsync(Message("a", 0)).Within();
        using CancellationTokenSource canceled = new();
        Task<SendOutcome>[] waiting = [.. Enumerable.Range(1, 8).Select(number => sender.SendForOutcomeAsync(Message(number % 2 == 0 ? "a" : "b", number)).AsTask())];
        Task<SendOutcome> taken = sender.SendForOutcomeAsync(Message("a", 9), canceled.Token).AsTask();
        Assert.Equal(9, sender.PendingCount);
        await canceled.CancelAsync();
        Assert.Equal((SendOutcomeKind.NotSent, SendReason.Canceled), ((await taken.Within()).Kind, (await taken).Reason));
        await first.SuspendAsync();

        Assert.All(await Task.WhenAll(waiting).Within(), outcome => Assert.Equal(SendOutcome.Accepted, outcome));
        Assert.Equal([2, 4, 6, 8], second.GetQueue("a").Messages.Select(message => message.Message.Value));
        Assert.Equal([1, 3, 5, 7], second.GetQueue("b").Messages.Select(message => message.Message.Value));
        Assert.Equal(0, sender.PendingCount);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Closing_reports_what_was_left_on_every_link(bool relays)
    {
        await using InProcessBroker broker = await StartAsync(relays, CreditPolicy.Once(1));
        foreach (BrokerQueue queue in broker.Queues)
        {
            queue.Settlement = Settlement.Silence;
        }

        await using var client = new SendClient(broker.Url);
        MessageSender sender = client.GetMessageSender(Anonymous);
        Task<SendOutcome>[] sends = [.. new[] { "a", "b", "a", "b" }.Select(address => sender.SendForOutcomeAsync(Message(address, 1)).AsTask())];
        await broker.GetQueue("a").WaitForArrivalsAsync(1).Within();
        if (!relays)
        {
            await broker.GetQueue("b").WaitForArrivalsAsync(1).Within();
        }

        // Nothing is waited for.
        SendCloseReport report = await sender.CloseAsync(new CancellationToken(canceled: true)).Within();
        SendOutcome[] outcomes = await Task.WhenAll(sends).Within();

        Assert.Equal(relays ? (3, 1) : (2, 2), (report.NotSent, report.Indeterminate));
        Assert.Equal(report.NotSent, outcomes.Count(outcome => outcome.Kind == SendOutcomeKind.NotSent));
        Assert.Equal(report.Indeterminate, outcomes.Count(outcome => outcome.Kind == SendOutcomeKind.Indeterminate));
        Assert.Equal(MessageSenderState.Closed, sender.State);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => sender.SendAsync(Message("a", 1)).AsTask());
    }

    [Fact]
    public void An_anonymous_target_has_no_address_beside_it()
    {
        var client = new SendClient("amqp://127.0.0.1");

        Assert.StartsWith("Target is anonymous, and has an address.", Assert.Throws<ArgumentException>(() => client.GetMessageSender(new SenderOptions { Target = AmqpTarget.Anonymous with { Address = "q" } })).Message);
        Assert.StartsWith("Target is anonymous, and has a dynamic node.", Assert.Throws<ArgumentException>(() => client.GetMessageSender(new SenderOptions { Target = AmqpTarget.Dynamic() with { IsAnonymous = true } })).Message);
        Assert.StartsWith("Address is 'q', and Target is anonymous.", Assert.Throws<ArgumentException>(() => client.GetMessageSender(new SenderOptions { Address = "q", Target = AmqpTarget.Anonymous })).Message);
        Assert.StartsWith("SenderOptions.Target is anonymous, and the sender is to be for 'q'.", Assert.Throws<ArgumentException>(() => client.GetMessageSender("q", Anonymous)).Message);
        Assert.StartsWith("MaxAddressLinks is 0.", Assert.ThrowsAny<ArgumentException>(() => client.GetMessageSender(new SenderOptions { Target = AmqpTarget.Anonymous, MaxAddressLinks = 0 })).Message);
    }

    private static AmqpMessage Message(string address, int number) => new() { Properties = new Properties { To = address }, Value = number };

    private static async Task<InProcessBroker> StartAsync(bool relays, CreditPolicy? credit = null)
    {
        InProcessBroker broker = await InProcessBroker.StartAsync(new InProcessBrokerOptions { AnonymousRelay = relays, Credit = credit ?? CreditPolicy.Window(1000) });
        foreach (string name in new[] { "a", "b", "c" })
        {
            broker.CreateQueue(name);
        }

        return broker;
    }
}
