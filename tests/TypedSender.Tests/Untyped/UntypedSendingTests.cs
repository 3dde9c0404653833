using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Testing;

namespace TypedSender.Tests.Untyped;

/// <summary>Untyped messages, by a sender for an address and on the link of an interface: what arrives, and what is told of it.</summary>
public sealed class UntypedSendingTests : IAsyncLifetime
{
    private const string Address = "orders";

    private InProcessBroker _broker = null!;
    private BrokerQueue _queue = null!;
    private SendClient _client = null!;

    public static TheoryData<string> Bodies => [.. UntypedMessages.Bodies];

    public async Task InitializeAsync()
    {
        _broker = await InProcessBroker.StartAsync();
        _queue = _broker.CreateQueue(Address);
        _client = new SendClient(_broker.Url, options => options.RetryPolicy = RecordingPolicy.Eager);
    }

    public async Task DisposeAsync()
    {
        await _client.DisposeAsync();
        await _broker.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Every_section_arrives_as_it_was_set(string body)
    {
        AmqpMessage message = UntypedMessages.Full(body);

        await _client.GetMessageSender(Address).SendAsync(message).Within();

        BrokerMessage arrived = Assert.Single(_queue.Messages);
        Assert.Equal(Convert.ToHexString(message.ToBytes()), Convert.ToHexString(arrived.Bytes.Span));
        Assert.Equal(0u, arrived.MessageFormat);
    }

    [Fact]
    public async Task The_link_of_an_interface_carries_it_among_contracts()
    {
        BrokerQueue notes = _broker.CreateQueue("notes");
        INoteSender typed = _client.GetSender<INoteSender>();
        AmqpMessage message = UntypedMessages.Full("value");

        await typed.SendAsync(new Note("before")).Within();
        await _client.GetMessageSender(typed).SendAsync(message).Within();
        await typed.SendAsync(new Note("after")).Within();

        Assert.Equal([AmqpContracts.Encode(new Note("before")), message.ToBytes(), AmqpContracts.Encode(new Note("after"))], notes.Messages.Select(arrived => arrived.Bytes.ToArray()));
        Assert.Single(_broker.Links);
    }

    [Fact]
    public async Task The_outcome_is_that_of_the_peer()
    {
        MessageSender sender = _client.GetMessageSender(Address);
        AmqpMessage message = new() { Value = "x" };
        _queue.SettleNext(
            Settlement.Reject("amqp:precondition-failed", "no"), Settlement.Release, Settlement.Modify(deliveryFailed: true, undeliverableHere: true), Settlement.Accept, Settlement.Release);

        SendOutcome[] outcomes = [.. Enumerable.Range(0, 4).Select(_ => sender.SendForOutcomeAsync(message).Within().Result)];
        SendException thrown = await Assert.ThrowsAsync<SendException>(() => sender.SendAsync(message).Within());

        Assert.Equal([SendOutcomeKind.Rejected, SendOutcomeKind.Released, SendOutcomeKind.Modified, SendOutcomeKind.Accepted], outcomes.Select(outcome => outcome.Kind));
        Assert.Equal("amqp:precondition-failed", outcomes[0].Error!.Condition.Value);
        Assert.Equal(SendOutcomeKind.Released, thrown.Outcome.Kind);
    }

    [Fact]
    public async Task A_message_may_be_sent_any_number_of_times_at_once()
    {
        AmqpMessage message = UntypedMessages.Full("several data");
        MessageSender sender = _client.GetMessageSender(Address);

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => sender.SendAsync(message).AsTask())).Within();

        Assert.Equal(50, _queue.Messages.Count);
        Assert.All(_queue.Messages, arrived => Assert.Equal(message.ToBytes(), arrived.Bytes.ToArray()));
    }

    [Fact]
    public async Task A_list_arrives_in_order_with_an_outcome_for_each()
    {
        MessageSender sender = _client.GetMessageSender(Address);
        AmqpMessage[] messages = [.. Enumerable.Range(0, 40).Select(number => new AmqpMessage { Value = number })];
        messages[3] = new AmqpMessage { MessageAnnotations = new AmqpMap { ["wrong"] = 1 }, Value = 3 };
        messages[5] = null!;
        messages[7] = new AmqpMessage();

        IReadOnlyList<SendOutcome> outcomes = await sender.SendAllForOutcomesAsync(messages).Within();
        SendException thrown = await Assert.ThrowsAsync<SendException>(() => sender.SendAllAsync(messages).Within());

        Assert.Equal([3, 5, 7], Enumerable.Range(0, 40).Where(index => outcomes[index].Reason == SendReason.EncodingFailed));
        Assert.Equal(37, outcomes.Count(outcome => outcome == SendOutcome.Accepted));
        Assert.Equal(Enumerable.Range(0, 40).Except([3, 5, 7]).Cast<object>(), _queue.Messages.Take(37).Select(arrived => arrived.Message.Value!));
        Assert.Equal(40, thrown.Outcomes.Count);
        Assert.Contains("Item 3 of the list", outcomes[3].ToString(), StringComparison.Ordinal);
        Assert.Contains("section message-annotations, 'wrong'", outcomes[3].ToString(), StringComparison.Ordinal);
        Assert.Contains("it is null, and not an AmqpMessage", outcomes[5].ToString(), StringComparison.Ordinal);
        Assert.Contains("it has no body", outcomes[7].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Envelopes_hold_whole_messages()
    {
        MessageSender sender = _client.GetMessageSender(Address);
        AmqpMessage[] messages = [.. UntypedMessages.Bodies.Select(body => UntypedMessages.Full(body))];

        await sender.SendEnvelopesAsync(messages, maxMessages: 4, maxBytes: 0, CancellationToken.None).Within();

        Assert.Equal([4, 2], _queue.Messages.Select(arrived => arrived.Unpack().Count));
        Assert.Equal(messages.Select(message => Convert.ToHexString(message.ToBytes())), _queue.Messages.SelectMany(arrived => arrived.Unpack()).Select(message => Convert.ToHexString(message.ToBytes())));
    }

    [Fact]
    public async Task What_stays_alone_is_a_message_of_format_0_and_a_limit_of_bytes_parts_envelopes()
    {
        MessageSender sender = _client.GetMessageSender(Address);
        AmqpMessage[] messages = [.. Enumerable.Range(0, 3).Select(_ => new AmqpMessage { Data = [new byte[20_000]] })];

        IReadOnlyList<SendOutcome> outcomes = await sender.SendEnvelopesForOutcomesAsync(messages, maxMessages: 0, maxBytes: 45_000, CancellationToken.None).Within();

        Assert.All(outcomes, outcome => Assert.Equal(SendOutcome.Accepted, outcome));
        Assert.Equal([0x8001_3700u, 0u], _queue.Messages.Select(arrived => arrived.MessageFormat));
    }

    [Theory]
    [InlineData("group-id", new[] { 2, 1 })]
    [InlineData("annotation", new[] { 2, 1 })]
    [InlineData("nothing", new[] { 3 })]
    public async Task Envelopes_are_parted_where_the_broker_routes_by_what_differs(string what, int[] counts)
    {
        MessageSender sender = _client.GetMessageSender(Address, new SenderOptions { Broker = AmqpBrokerKind.ServiceBus });
        AmqpMessage[] messages = [.. ((string[])["a", "a", what == "nothing" ? "a" : "b"]).Select(key => new AmqpMessage
        {
            // Long enough that the map of the annotations outgrows its short header after the key is noted.
            MessageAnnotations = new AmqpMap { [new AmqpSymbol("x-opt-partition-key")] = what == "annotation" ? key : null, [new AmqpSymbol("x-opt-long")] = new string('x', 300) },
            Properties = new Properties { GroupId = what == "group-id" ? key : "same" },
            Data = [[1]],
        })];

        await sender.SendEnvelopesAsync(messages).Within();

        Assert.Equal(counts, _queue.Messages.Select(arrived => arrived.MessageFormat == 0 ? 1 : arrived.Unpack().Count));
    }

    [Theory]
    [InlineData(20_000)]
    [InlineData(300_000)]
    public async Task A_large_body_is_borrowed_until_the_send_ends(int size)
    {
        _queue.Credit = CreditPolicy.None;
        byte[] large = new byte[size];
        MessageSender sender = _client.GetMessageSender(Address);
        await sender.OpenAsync().Within();
        AmqpMessage message = new() { Properties = new Properties { MessageId = "a" }, Data = [large, [7]], Footer = new AmqpMap { [new AmqpSymbol("f")] = large } };

        Task send = sender.SendAsync(message).AsTask();
        large.AsSpan().Fill(9);
        _queue.Credit = CreditPolicy.Window(10);
        _broker.Links[0].Detach("amqp:link:detach-forced", "for credit");
        await send.Within();

        AmqpMessage arrived = Assert.Single(_queue.Messages).Message;
        Assert.Equal([large, [7]], arrived.Data);
        Assert.Equal(large, arrived.Footer![new AmqpSymbol("f")]);
    }

    [Fact]
    public async Task Limits_deadlines_and_tokens_are_those_of_every_send()
    {
        var time = new ManualTimeProvider();
        await using var client = new SendClient(_broker.Url, options =>
        {
            (options.TimeProvider, options.IdleTimeout) = (time, Timeout.InfiniteTimeSpan);
            options.DrainTimeout = options.CloseTimeout = TimeSpan.Zero;
        });
        _queue.MaxMessageSize = 1000;
        MessageSender sender = client.GetMessageSender(Address);
        await sender.OpenAsync().Within();
        using var cancellation = new CancellationTokenSource();

        SendOutcome tooLarge = await sender.SendForOutcomeAsync(new AmqpMessage { Data = [new byte[1000]] }).Within();
        _queue.Settlement = Settlement.Silence;
        Task<SendOutcome> unanswered = sender.SendForOutcomeAsync(new AmqpMessage { Value = 1 }).AsTask();
        Task<SendOutcome> cancelled = sender.SendForOutcomeAsync(new AmqpMessage { Value = 2 }, cancellation.Token).AsTask();
        await _queue.WaitForArrivalsAsync(2).Within();
        await cancellation.CancelAsync();

        Assert.Equal((SendOutcomeKind.NotSent, SendReason.MessageTooLarge), (tooLarge.Kind, tooLarge.Reason));
        SendOutcome afterToken = await cancelled.Within();
        Assert.Equal((SendOutcomeKind.Indeterminate, SendReason.Canceled), (afterToken.Kind, afterToken.Reason));
        await time.AdvanceUntilAsync(unanswered, TimeSpan.FromSeconds(1));
        SendOutcome afterTime = await unanswered.Within();
        Assert.Equal((SendOutcomeKind.Indeterminate, SendReason.TimedOut), (afterTime.Kind, afterTime.Reason));
    }

    [Fact]
    public async Task A_retained_message_is_sent_again_after_the_loss_of_the_connection()
    {
        MessageSender sender = _client.GetMessageSender(Address, new SenderOptions { RetryIndeterminate = true });
        _queue.Settlement = Settlement.Silence;
        AmqpMessage message = UntypedMessages.Full("several sequences");
        Task<SendOutcome> send = sender.SendForOutcomeAsync(message).AsTask();
        await _queue.WaitForArrivalsAsync(1).Within();
        _queue.Settlement = Settlement.Accept;

        _broker.AbortConnections();

        Assert.Equal(SendOutcome.Accepted, await send.Within());
        Assert.Equal(message.ToBytes(), _queue.Messages[^1].Bytes.ToArray());
    }

    [Fact]
    public async Task One_sender_for_an_address_and_equal_options_until_it_is_closed()
    {
        MessageSender sender = _client.GetMessageSender(Address);
        _broker.CreateQueue("notes");

        Assert.Same(sender, _client.GetMessageSender(Address));
        Assert.Same(sender, _client.GetMessageSender(Address, new SenderOptions { Address = Address }));
        Assert.Same(sender, _client.GetMessageSender((object)sender));
        Assert.NotSame(sender, _client.GetMessageSender("others"));
        Assert.NotSame(sender, _client.GetMessageSender(Address, new SenderOptions { MaxInFlight = 7 }));
        Assert.NotSame(_client.GetMessageSender("notes"), _client.GetMessageSender(_client.GetSender<INoteSender>()));

        await sender.CloseAsync().Within();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => sender.SendAsync(new AmqpMessage { Value = 1 }).Within());
        MessageSender next = _client.GetMessageSender(Address);
        Assert.NotSame(sender, next);
        await next.SendAsync(new AmqpMessage { Value = 1 }).Within();
        Assert.Equal(Address, next.Address);
    }

    [Fact]
    public async Task Closed_senders_of_ever_new_addresses_are_not_kept()
    {
        WeakReference first = await SendAndCloseAsync("replies-0");
        for (int number = 1; number < 200; number++)
        {
            await SendAndCloseAsync($"replies-{number}");
        }

        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.False(first.IsAlive);
    }

    [Fact]
    public async Task What_is_no_address_is_refused_at_the_call()
    {
        Assert.Throws<ArgumentNullException>(() => _client.GetMessageSender((string)null!));
        Assert.Contains("The address is empty", Assert.Throws<ArgumentException>(() => _client.GetMessageSender(" ")).Message, StringComparison.Ordinal);
        Assert.Contains("holds a user name or a password", Assert.Throws<ArgumentException>(() => _client.GetMessageSender("amqp://me:password@broker/q")).Message, StringComparison.Ordinal);
        Assert.Contains(
            "SenderOptions.Address is 'b', and the sender is to be for 'a'",
            Assert.Throws<ArgumentException>(() => _client.GetMessageSender("a", new SenderOptions { Address = "b" })).Message,
            StringComparison.Ordinal);
        await _client.CloseAsync().Within();
        Assert.Throws<ObjectDisposedException>(() => _client.GetMessageSender(Address));
    }

    private async Task<WeakReference> SendAndCloseAsync(string address)
    {
        MessageSender sender = _client.GetMessageSender(address);
        await sender.CloseAsync().Within();
        return new WeakReference(sender);
    }
}
