using TypedSender.Testing;

namespace TypedSender.Tests.Transports;

/// <summary>What the sender keeps to itself whatever carries its messages: deadlines, cancellation, limits, closing, and outcomes that are true.</summary>
public sealed class SendTransportTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly RecordingTransport _transport = new();

    [Theory]
    [InlineData(true, SendOutcomeKind.NotSent)]
    [InlineData(false, SendOutcomeKind.Indeterminate)]
    public async Task A_cancelled_send_is_not_sent_only_if_it_was_withdrawn(bool canWithdraw, SendOutcomeKind kind)
    {
        _transport.CanWithdraw = canWithdraw;
        _transport.Hold();
        using CancellationTokenSource source = new();
        Task<SendOutcome> send = Create().TellTaskAsync(new Note("x"), source.Token);

        await source.CancelAsync().Within();
        SendOutcome outcome = await send.Within();

        Assert.Equal((kind, SendReason.Canceled), (outcome.Kind, outcome.Reason));
        Assert.Equal(canWithdraw, _transport.Messages[0].IsWithdrawn);
        Assert.Equal(!canWithdraw, _transport.Messages[0].Complete(SendOutcome.Accepted));
    }

    [Theory]
    [InlineData(true, SendOutcomeKind.NotSent)]
    [InlineData(false, SendOutcomeKind.Indeterminate)]
    public async Task A_deadline_that_passes_ends_a_send_as_a_token_does(bool canWithdraw, SendOutcomeKind kind)
    {
        _transport.CanWithdraw = canWithdraw;
        _transport.Hold();
        Task<SendOutcome> send = Create(new SenderOptions { SendTimeout = TimeSpan.FromSeconds(3) }).TellTaskAsync(new Note("x"));

        _time.Advance(TimeSpan.FromSeconds(3.1));
        SendOutcome outcome = await send.Within();

        Assert.Equal((kind, SendReason.TimedOut), (outcome.Kind, outcome.Reason));
        Assert.Contains("timed out after 3 s", outcome.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_transport_throws_when_it_is_to_withdraw_counts_as_not_withdrawn()
    {
        var transport = new ThrowingTransport { OnSend = (_, _) => { } };
        using CancellationTokenSource source = new();
        Task<SendOutcome> send = TypedSenders.Create<INoteSender>(transport).TellTaskAsync(new Note("x"), source.Token);

        await source.CancelAsync().Within();

        Assert.Equal(SendOutcomeKind.Indeterminate, (await send.Within()).Kind);
    }

    /// <summary>The bytes belong to the transport until it completes the ticket, also when the caller has its outcome.</summary>
    [Fact]
    public async Task The_bytes_stay_whole_after_the_caller_has_its_outcome()
    {
        ReadOnlyMemory<byte> bytes = default;
        SendTicket ticket = default;
        var transport = new ThrowingTransport { OnSend = (message, given) => (bytes, ticket) = (message.Bytes, given) };
        using CancellationTokenSource source = new();
        INoteSender notes = TypedSenders.Create<INoteSender>(transport);
        byte[] data = [.. Enumerable.Repeat((byte)7, 100_000)];
        Task<SendOutcome> send = notes.TellBlobAsync(new Blob(data), source.Token).AsTask();
        byte[] before = bytes.ToArray();

        await source.CancelAsync().Within();
        await send.Within();

        // The caller may use its array again, and others may rent pooled ones.
        Array.Clear(data);
        for (int sent = 0; sent < 10; sent++)
        {
            _ = notes.TellBlobAsync(new Blob(new byte[100_000]), new CancellationToken(canceled: true));
        }

        Assert.Equal(before, bytes.ToArray());
        Assert.True(ticket.Complete(SendOutcome.Accepted));
        Assert.False(ticket.Complete(SendOutcome.Accepted));
    }

    [Fact]
    public async Task A_ticket_of_an_earlier_send_completes_no_other()
    {
        List<SendTicket> tickets = [];
        var transport = new ThrowingTransport { OnSend = (_, ticket) => tickets.Add(ticket) };
        INoteSender notes = TypedSenders.Create<INoteSender>(transport);
        Task<SendOutcome> first = notes.TellTaskAsync(new Note("1"));
        tickets[0].Complete(SendOutcome.Accepted);
        await first.Within();
        Task<SendOutcome> second = notes.TellTaskAsync(new Note("2"));

        Assert.False(tickets[0].Complete(SendOutcome.Released));

        Assert.NotEqual(tickets[0], tickets[1]);
        Assert.False(second.IsCompleted);
        Assert.True(tickets[1].Complete(SendOutcome.Accepted));
        Assert.Equal(SendOutcome.Accepted, await second.Within());
    }

    [Fact]
    public void No_outcome_completes_nothing()
    {
        SendTicket ticket = default;
        var transport = new ThrowingTransport { OnSend = (_, given) => ticket = given };
        _ = TypedSenders.Create<INoteSender>(transport).TellTaskAsync(new Note("1"));

        Assert.Throws<InvalidOperationException>(() => ticket.Complete(default));
        Assert.Throws<InvalidOperationException>(() => default(SendTicket).Complete(SendOutcome.Accepted));
        Assert.True(ticket.Complete(SendOutcome.Accepted));
    }

    [Fact]
    public async Task What_the_peer_does_not_take_is_refused_before_the_transport_sees_it()
    {
        _transport.MaxMessageSize = 20;

        SendOutcome outcome = await Create().TellAsync(new Note(new string('x', 30))).Within();

        Assert.Equal(SendReason.MessageTooLarge, outcome.Reason);
        Assert.Contains("the peer's max-message-size", outcome.ToString(), StringComparison.Ordinal);
        Assert.Empty(_transport.Messages);
    }

    [Fact]
    public async Task What_is_not_completed_counts_in_the_memory_that_may_be_used()
    {
        _transport.Hold();
        INoteSender notes = Create(transportOptions: new SendTransportOptions { MaxPendingBytes = 1000 });
        List<Task<SendOutcome>> sends = [.. Enumerable.Range(0, 3).Select(_ => notes.TellTaskAsync(new Note("x")))];

        SendOutcome refused = await sends[2].Within();

        Assert.Equal(SendReason.QueueFull, refused.Reason);
        _transport.Release();
        Assert.All(await Task.WhenAll(sends[..2]).Within(), outcome => Assert.True(outcome.IsSuccess));
        Assert.True((await notes.TellAsync(new Note("x")).Within()).IsSuccess);
    }

    [Theory]
    [InlineData(true, 1, 0)]
    [InlineData(false, 0, 1)]
    public async Task Closing_waits_then_ends_what_is_outstanding(bool canWithdraw, int notSent, int indeterminate)
    {
        _transport.CanWithdraw = canWithdraw;
        _transport.Hold();
        INoteSender notes = Create(transportOptions: new SendTransportOptions { DrainTimeout = TimeSpan.FromSeconds(2) });
        Task<SendOutcome> send = notes.TellTaskAsync(new Note("x"));

        Task<SendCloseReport> closing = TypedSenders.GetMessageSender(notes).CloseAsync();
        Assert.False(send.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(2));
        SendCloseReport report = await closing.Within();

        Assert.Equal(new SendCloseReport(notSent, indeterminate, 0), report);
        Assert.Equal(SendReason.Closed, (await send.Within()).Reason);
        Assert.Equal(MessageSenderState.Closed, _transport.State);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => notes.SendAsync(new Note("y")).Within());
    }

    [Fact]
    public async Task The_state_is_that_of_the_transport()
    {
        _transport.State = MessageSenderState.Idle;
        MessageSender sender = TypedSenders.GetMessageSender(Create());
        List<(MessageSenderState, MessageSenderState)> changes = [];
        TaskCompletionSource changed = Bounded.Signal();
        sender.StateChanged += (source, change) =>
        {
            Assert.Same(sender, source);
            changes.Add((change.Previous, change.Current));
            if (change.Current == MessageSenderState.Recovering)
            {
                changed.SetResult();
            }
        };

        await sender.OpenAsync().Within();
        Assert.Equal(MessageSenderState.Open, sender.State);
        _transport.State = MessageSenderState.Recovering;
        await changed.Task.Within();

        Assert.Equal(MessageSenderState.Recovering, sender.State);
        Assert.Equal([(MessageSenderState.Idle, MessageSenderState.Open), (MessageSenderState.Open, MessageSenderState.Recovering)], changes);
    }

    [Fact]
    public async Task A_transport_that_cannot_be_opened_is_told_as_such()
    {
        _transport.State = MessageSenderState.Idle;
        _transport.OpenFailure = new IOException("no route");

        var thrown = await Assert.ThrowsAsync<SendException>(() => TypedSenders.GetMessageSender(Create()).OpenAsync().Within());

        Assert.Equal(SendReason.TransportFailed, thrown.Reason);
        Assert.Contains("no route", thrown.Message, StringComparison.Ordinal);
    }

    /// <summary>Envelopes wait for the link, as only the peer knows how large they may be.</summary>
    [Fact]
    public async Task A_list_in_envelopes_ends_when_the_transport_does_not_open()
    {
        var transport = new ThrowingTransport { State = MessageSenderState.Idle };

        IReadOnlyList<SendOutcome> outcomes = await TypedSenders.Create<IEnvelopeSender>(transport).TellAllAsync([new Note("1"), new Note("2")]).Within();

        Assert.All(outcomes, outcome => Assert.Equal(SendReason.TransportFailed, outcome.Reason));
        Assert.Contains("returned from OpenAsync, and its State is Idle", outcomes[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Options_that_only_a_link_of_ours_can_keep_are_refused()
    {
        Refuse(nameof(SenderOptions.Retention), options => options.Retention = MessageRetention.UntilSettled);
        Refuse(nameof(SenderOptions.RetryIndeterminate), options => options.RetryIndeterminate = true);
        Refuse(nameof(SenderOptions.DesiredCapabilities), options => options.DesiredCapabilities.Add("queue"));
        Refuse(nameof(SenderOptions.RequiredCapabilities), options => options.RequiredCapabilities.Add("queue"));
        Refuse(nameof(SenderOptions.LinkProperties), options => options.LinkProperties["a"] = 1);
        Refuse(nameof(SenderOptions.ReceiveSettleMode), options => options.ReceiveSettleMode = ReceiverSettleMode.Second);
    }

    [Fact]
    public void A_sender_of_a_client_is_none_of_a_transport()
        => Assert.Throws<ArgumentException>("sender", () => TypedSenders.GetMessageSender(new object()));

    [Fact]
    public void A_send_allocates_nothing_over_a_transport_that_allocates_nothing()
    {
        var transport = new ThrowingTransport { OnSend = static (_, ticket) => ticket.Complete(SendOutcome.Accepted) };
        INoteSender notes = TypedSenders.Create<INoteSender>(transport);
        var note = new Note("x");
        SendMany(notes, note);
        long before = GC.GetAllocatedBytesForCurrentThread();

        SendMany(notes, note);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    /// <summary>Not asynchronous: the state machine of a debug build is an object.</summary>
    private static void SendMany(INoteSender notes, Note note)
    {
        for (int sent = 0; sent < 200; sent++)
        {
            ValueTask send = notes.SendAsync(note);
            Assert.True(send.IsCompletedSuccessfully);
            send.GetAwaiter().GetResult();
        }
    }

    private void Refuse(string name, Action<SenderOptions> set)
    {
        var options = new SenderOptions();
        set(options);
        var thrown = Assert.Throws<ArgumentException>("options", () => Create(options));
        Assert.StartsWith($"SenderOptions.{name} is set", thrown.Message, StringComparison.Ordinal);
    }

    private INoteSender Create(SenderOptions? options = null, SendTransportOptions? transportOptions = null)
    {
        transportOptions ??= new SendTransportOptions();
        transportOptions.TimeProvider = _time;
        return TypedSenders.Create<INoteSender>(_transport, options, transportOptions);
    }
}
