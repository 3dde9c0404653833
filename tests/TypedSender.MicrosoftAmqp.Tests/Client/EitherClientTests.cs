using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Testing;

namespace TypedSender.MicrosoftAmqp.Tests.Client;

/// <summary>Code that knows <see cref="ISendClient"/> alone gets the same from both clients.</summary>
public sealed class EitherClientTests
{
    public static TheoryData<string> Clients => EitherClient.Names;

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task The_first_send_connects_and_the_message_arrives(string name)
    {
        await using InProcessBroker broker = await EitherClient.StartBrokerAsync();
        await using ISendClient client = EitherClient.Make(name, broker);
        Assert.Equal(0, broker.AcceptedConnectionCount);

        SendOutcome outcome = await client.GetSender<INoteSender>().TellAsync(new Note("a")).Within();

        Assert.Equal(SendOutcome.Accepted, outcome);
        Assert.Equal("a", Assert.IsType<AmqpMap>(Assert.Single(broker.GetQueue("notes").Messages).Message.Value)["Text"]);
        Assert.Equal(1, broker.AcceptedConnectionCount);
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task Untyped_messages_arrive_whole_by_a_sender_for_their_address(string name)
    {
        await using InProcessBroker broker = await EitherClient.StartBrokerAsync();
        await using ISendClient client = EitherClient.Make(name, broker);
        MessageSender sender = client.GetMessageSender("orders");
        AmqpMessage message = new()
        {
            Header = new Header { Priority = 6 },
            DeliveryAnnotations = new AmqpMap { [new AmqpSymbol("hop")] = 1u },
            MessageAnnotations = new AmqpMap { [new AmqpSymbol("x-opt-region")] = "north" },
            Properties = new Properties { MessageId = new byte[] { 1, 2 }, CorrelationId = 7ul },
            ApplicationProperties = new AmqpMap { ["a"] = 1 },
            Data = [[1, 2, 3], new byte[200_000]],
            Footer = new AmqpMap { [new AmqpSymbol("crc")] = 255 },
        };
        broker.CreateQueue("orders").SettleNext(Settlement.Accept, Settlement.Release);

        SendOutcome[] outcomes = [await sender.SendForOutcomeAsync(message).Within(), await sender.SendForOutcomeAsync(message).Within()];
        await sender.SendEnvelopesAsync([message, new AmqpMessage { Value = 1 }]).Within();

        Assert.Equal([SendOutcome.Accepted, SendOutcome.Released], outcomes);
        Assert.Equal(message.ToBytes(), broker.GetQueue("orders").Messages[0].Bytes.ToArray());
        Assert.Equal(message.ToBytes(), broker.GetQueue("orders").Messages[^1].Unpack()[0].ToBytes());
        Assert.Same(sender, client.GetMessageSender("orders"));
        Assert.Throws<AmqpEncodeException>(() => { _ = sender.SendAsync(new AmqpMessage()); });
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task Outcomes_are_those_of_the_peer(string name)
    {
        await using InProcessBroker broker = await EitherClient.StartBrokerAsync();
        await using ISendClient client = EitherClient.Make(name, broker);
        INoteSender notes = client.GetSender<INoteSender>();
        await client.GetMessageSender(notes).OpenAsync().Within();
        broker.GetQueue("notes").SettleNext(
            Settlement.Reject("amqp:precondition-failed", "no"), Settlement.Release, Settlement.Modify(deliveryFailed: true, undeliverableHere: true), Settlement.Accept);

        SendOutcome[] outcomes = [.. Enumerable.Range(0, 4).Select(_ => notes.TellTaskAsync(new Note("a")).Within().Result)];

        Assert.Equal([SendOutcomeKind.Rejected, SendOutcomeKind.Released, SendOutcomeKind.Modified, SendOutcomeKind.Accepted], outcomes.Select(outcome => outcome.Kind));
        Assert.Equal("amqp:precondition-failed", outcomes[0].Error!.Condition.Value);
        Assert.Equal((true, true), (outcomes[2].DeliveryFailed, outcomes[2].UndeliverableHere));
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task Lists_keep_their_order_and_envelopes_hold_what_they_may(string name)
    {
        await using InProcessBroker broker = await EitherClient.StartBrokerAsync();
        await using ISendClient client = EitherClient.Make(name, broker);

        IReadOnlyList<SendOutcome> list = await client.GetSender<INoteSender>().TellAllAsync([.. Enumerable.Range(0, 3000).Select(number => new Note($"{number}"))]).Within();
        Assert.Equal(Enumerable.Range(0, 3000).Select(number => $"{number}"), broker.GetQueue("notes").Messages.Select(TextOf));
        broker.GetQueue("notes").Clear();
        IReadOnlyList<SendOutcome> pairs = await client.GetSender<IPairSender>().TellPairsAsync([.. Enumerable.Range(0, 5).Select(number => new Note($"{number}"))]).Within();

        Assert.All([.. list, .. pairs], outcome => Assert.Equal(SendOutcome.Accepted, outcome));
        Assert.Equal([2, 2, 1], broker.GetQueue("notes").Messages.Select(message => message.Unpack().Count));
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task A_settled_send_is_unconfirmed_and_arrives(string name)
    {
        await using InProcessBroker broker = await EitherClient.StartBrokerAsync();
        await using ISendClient client = EitherClient.Make(name, broker);
        INoteSender notes = client.GetSender<INoteSender>(new SenderOptions { SendSettleMode = SenderSettleMode.Settled });

        Assert.Equal(SendOutcome.Unconfirmed, await notes.TellAsync(new Note("a")).Within());

        await broker.GetQueue("notes").WaitForCountAsync(1).Within();
        Assert.Equal(SenderSettleMode.Settled, broker.Links[0].SendSettleMode);
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task A_message_of_several_frames_arrives_whole(string name)
    {
        await using InProcessBroker broker = await EitherClient.StartBrokerAsync();
        await using ISendClient client = EitherClient.Make(name, broker);
        byte[] bytes = [.. Enumerable.Range(0, 1 << 20).Select(number => (byte)(number * 7))];

        Assert.Equal(SendOutcome.Accepted, await client.GetSender<INoteSender>().TellBlobAsync(new Blob(bytes)).Within());

        Assert.Equal(bytes, (byte[])((AmqpMap)broker.GetQueue("notes").Messages[0].Message.Value!)["Data"]!);
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task An_address_that_is_not_there_ends_sends_at_once(string name)
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        await using ISendClient client = EitherClient.Make(name, broker);

        SendOutcome outcome = await client.GetSender<INoteSender>().TellAsync(new Note("a")).Within();

        Assert.Equal((SendOutcomeKind.NotSent, SendReason.AddressRefused), (outcome.Kind, outcome.Reason));
        Assert.Equal("amqp:not-found", outcome.Error!.Condition.Value);
        Assert.Contains("refused the address 'notes'", outcome.ToString(), StringComparison.Ordinal);
        broker.CreateQueue("notes");
        Assert.Equal(SendOutcome.Accepted, await client.GetSender<INoteSender>().TellAsync(new Note("b")).Within());
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task Nothing_listening_is_told_at_once_by_sends_and_by_opening(string name)
    {
        await using InProcessBroker broker = await EitherClient.StartBrokerAsync();
        await broker.SuspendAsync();
        await using ISendClient client = EitherClient.Make(name, broker);

        SendOutcome outcome = await client.GetSender<INoteSender>().TellAsync(new Note("a")).Within();
        SendException opening = await Assert.ThrowsAsync<SendException>(() => client.OpenAsync().Within());

        Assert.Equal((SendOutcomeKind.NotSent, SendReason.ConnectionFailed), (outcome.Kind, outcome.Reason));
        Assert.Equal(SendReason.ConnectionFailed, opening.Reason);
        Assert.Contains($"Nothing listens at 127.0.0.1:{broker.Port} (connection refused).", opening.Message, StringComparison.Ordinal);
        await broker.ResumeAsync();
        await client.OpenAsync().Within();
        Assert.True((await client.GetSender<INoteSender>().TellAsync(new Note("b")).Within()).IsSuccess);
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task What_waits_for_credit_outlives_the_connection_and_leaves_in_its_order(string name)
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("notes");
        queue.Credit = CreditPolicy.None;
        await using ISendClient client = EitherClient.Make(name, broker);
        INoteSender notes = client.GetSender<INoteSender>();
        await client.GetMessageSender(notes).OpenAsync().Within();

        Task<SendOutcome>[] before = [.. Enumerable.Range(0, 100).Select(number => notes.TellTaskAsync(new Note($"{number}")))];
        await broker.SuspendAsync();
        Task<SendOutcome>[] after = [.. Enumerable.Range(100, 100).Select(number => notes.TellTaskAsync(new Note($"{number}")))];
        queue.Credit = CreditPolicy.Window(64);
        await broker.ResumeAsync();

        Assert.All(await Task.WhenAll([.. before, .. after]).Within(), outcome => Assert.Equal(SendOutcome.Accepted, outcome));
        Assert.Equal(Enumerable.Range(0, 200).Select(number => $"{number}"), queue.Messages.Select(TextOf));
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task What_was_under_way_when_the_connection_was_cut_may_have_been_stored(string name)
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("notes");
        queue.Settlement = Settlement.Silence;
        await using ISendClient client = EitherClient.Make(name, broker);
        INoteSender notes = client.GetSender<INoteSender>();
        Task<SendOutcome>[] sends = [.. Enumerable.Range(0, 5).Select(number => notes.TellTaskAsync(new Note($"{number}")))];
        await queue.WaitForArrivalsAsync(5).Within();

        queue.Settlement = Settlement.Accept;
        broker.AbortConnections();

        Assert.All(await Task.WhenAll(sends).Within(), outcome => Assert.Equal((SendOutcomeKind.Indeterminate, SendReason.ConnectionLost), (outcome.Kind, outcome.Reason)));
        Assert.Equal(SendOutcome.Accepted, await notes.TellAsync(new Note("after")).Within());
        Assert.Equal(2, broker.AcceptedConnectionCount);
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task A_detached_link_is_attached_again(string name)
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("notes");
        await using ISendClient client = EitherClient.Make(name, broker);
        INoteSender notes = client.GetSender<INoteSender>();
        Assert.True((await notes.TellAsync(new Note("a")).Within()).IsSuccess);
        queue.Settlement = Settlement.Silence;
        Task<SendOutcome> lost = notes.TellTaskAsync(new Note("b"));
        await queue.WaitForArrivalsAsync(2).Within();

        queue.Settlement = Settlement.Accept;
        broker.Links[0].Detach("amqp:link:detach-forced", "maintenance");

        SendOutcome outcome = await lost.Within();
        Assert.Equal((SendOutcomeKind.Indeterminate, SendReason.LinkDetached), (outcome.Kind, outcome.Reason));
        Assert.Equal("amqp:link:detach-forced", outcome.Error?.Condition.Value);
        Assert.Equal(SendOutcome.Accepted, await notes.TellAsync(new Note("c")).Within());
        Assert.Equal((1, 2), (broker.AcceptedConnectionCount, broker.Links.Count));
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task A_deadline_passes_while_the_broker_is_down_and_says_so(string name)
    {
        await using InProcessBroker broker = await EitherClient.StartBrokerAsync();
        ManualTimeProvider time = new();
        await using ISendClient client = EitherClient.MakeWithClock(name, broker, TimeSpan.FromMinutes(10), time);
        INoteSender notes = client.GetSender<INoteSender>();
        Assert.True((await notes.TellAsync(new Note("a")).Within()).IsSuccess);

        await broker.SuspendAsync();
        SendOutcome outcome;
        do
        {
            // The first may still be appended before the loss is seen.
            Task<SendOutcome> send = notes.TellTaskAsync(new Note("b"));
            await time.AdvanceUntilAsync(send, TimeSpan.FromSeconds(1));
            outcome = await send.Within();
        }
        while (outcome.Reason == SendReason.ConnectionLost);

        Assert.Equal((SendOutcomeKind.NotSent, SendReason.TimedOut), (outcome.Kind, outcome.Reason));
        Assert.Contains("timed out after 600 s while waiting for the lost connection to be made again. The message was not sent. The last failure: ", outcome.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task A_cancelled_send_that_waits_for_credit_was_not_sent(string name)
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("notes");
        queue.Credit = CreditPolicy.None;
        await using ISendClient client = EitherClient.Make(name, broker);
        INoteSender notes = client.GetSender<INoteSender>();
        await client.GetMessageSender(notes).OpenAsync().Within();
        using CancellationTokenSource canceling = new();
        Task<SendOutcome> canceled = notes.TellTaskAsync(new Note("no"), canceling.Token);

        await canceling.CancelAsync();

        Assert.Equal((SendOutcomeKind.NotSent, SendReason.Canceled), ((await canceled.Within()).Kind, (await canceled).Reason));
        Task<SendOutcome> next = notes.TellTaskAsync(new Note("yes"));
        queue.GrantCredit(2);
        Assert.Equal(SendOutcome.Accepted, await next.Within());
        Assert.Equal("yes", TextOf(Assert.Single(queue.Messages)));
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task Closing_lets_what_is_under_way_end_and_refuses_the_rest(string name)
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("notes");
        queue.Credit = CreditPolicy.None;
        ISendClient client = EitherClient.Make(name, broker);
        INoteSender notes = client.GetSender<INoteSender>();
        await client.GetMessageSender(notes).OpenAsync().Within();
        Task<SendOutcome> send = notes.TellTaskAsync(new Note("a"));

        Task<SendCloseReport> closed = client.CloseAsync();
        queue.GrantCredit(1);

        Assert.Equal(SendOutcome.Accepted, await send.Within());
        Assert.True((await closed.Within()).IsClean);
        Assert.Equal(await closed, await client.CloseAsync().Within());
        await client.DisposeAsync();
        await client.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => notes.TellAsync(new Note("b")).AsTask());
        Assert.Throws<ObjectDisposedException>(() => client.GetSender<INoteSender>());
        Assert.All(broker.Links, link => Assert.False(link.IsOpen));
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task Closing_reports_what_it_left_undone(string name)
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("notes");
        queue.Credit = CreditPolicy.Once(2);
        queue.Settlement = Settlement.Silence;
        ISendClient client = EitherClient.Make(name, broker, drainTimeout: TimeSpan.Zero);
        INoteSender notes = client.GetSender<INoteSender>();
        Task<SendOutcome>[] sends = [.. Enumerable.Range(0, 5).Select(number => notes.TellTaskAsync(new Note($"{number}")))];
        await queue.WaitForArrivalsAsync(2).Within();

        SendCloseReport report = await client.CloseAsync().Within();

        Assert.Equal(new SendCloseReport(NotSent: 3, Indeterminate: 2, UnconfirmedLost: 0), report);
        Assert.All(await Task.WhenAll(sends).Within(), outcome => Assert.Equal(SendReason.Closed, outcome.Reason));
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task The_same_interface_and_options_are_one_sender(string name)
    {
        await using InProcessBroker broker = await EitherClient.StartBrokerAsync();
        await using ISendClient client = EitherClient.Make(name, broker);
        INoteSender notes = client.GetSender<INoteSender>();

        Assert.Same(notes, client.GetSender<INoteSender>());
        Assert.Same(client.GetSender<INoteSender>(new SenderOptions { Address = "a" }), client.GetSender<INoteSender>(new SenderOptions { Address = "a" }));
        Assert.NotSame(notes, client.GetSender<INoteSender>(new SenderOptions { Address = "a" }));
        await client.GetMessageSender(notes).CloseAsync().Within();
        Assert.NotSame(notes, client.GetSender<INoteSender>());
        Assert.True((await client.GetSender<INoteSender>().TellAsync(new Note("a")).Within()).IsSuccess);
        Assert.Throws<ArgumentException>(() => client.GetMessageSender(new object()));
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task A_capability_that_the_peer_does_not_offer_ends_sends(string name)
    {
        await using InProcessBroker broker = await EitherClient.StartBrokerAsync();
        await using ISendClient client = EitherClient.Make(name, broker);
        SenderOptions options = new();
        options.RequiredCapabilities.Add("shared");

        SendOutcome outcome = await client.GetSender<INoteSender>(options).TellAsync(new Note("a")).Within();

        Assert.Equal((SendOutcomeKind.NotSent, SendReason.CapabilityMissing), (outcome.Kind, outcome.Reason));
        Assert.Equal("shared", Assert.Single(broker.Links[0].DesiredCapabilities).Value);
    }

    private static string TextOf(BrokerMessage message) => (string)((AmqpMap)message.Message.Value!)["Text"]!;
}
