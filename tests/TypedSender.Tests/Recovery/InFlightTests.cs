using TypedSender.Amqp;
using TypedSender.Testing;

namespace TypedSender.Tests.Recovery;

/// <summary>What had been appended when the connection was lost: what certainly never left, what may have, and what retention changes.</summary>
public sealed class InFlightTests : IAsyncDisposable
{
    private readonly EventLog<HoldableStream> _streams = new();
    private InProcessBroker _broker = null!;
    private BrokerQueue _queue = null!;
    private SendClient _client = null!;

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _broker.DisposeAsync();
    }

    [Fact]
    public async Task Without_retention_it_is_told_apart()
    {
        Task<SendOutcome>[] sends = await LoseAsync(new SenderOptions());

        Assert.Equal([SendOutcomeKind.Indeterminate, SendOutcomeKind.NotSent, SendOutcomeKind.NotSent, SendOutcomeKind.NotSent], await KindsAsync(sends));
        Assert.Equal(["first"], Stored());
        Assert.EndsWith("The message to 'notes' may have been stored; sending it again may store it twice.", (await sends[0]).ToString(), StringComparison.Ordinal);
        Assert.EndsWith("The message to 'notes' was not sent.", (await sends[1]).ToString(), StringComparison.Ordinal);
        Assert.All(await Task.WhenAll(sends), outcome => Assert.Equal(SendReason.ConnectionLost, outcome.Reason));
    }

    [Fact]
    public async Task With_retention_what_never_left_is_sent_on_the_next_connection()
    {
        Task<SendOutcome>[] sends = await LoseAsync(new SenderOptions { Retention = MessageRetention.UntilSettled });

        Assert.Equal([SendOutcomeKind.Indeterminate, SendOutcomeKind.Accepted, SendOutcomeKind.Accepted, SendOutcomeKind.Accepted], await KindsAsync(sends));
        Assert.Equal(["first", "1", "2", "3"], Stored());
        await ExpectNothingIsKeptAsync();
    }

    [Fact]
    public async Task What_may_have_left_is_sent_again_only_when_that_is_wanted()
    {
        Task<SendOutcome>[] sends = await LoseAsync(new SenderOptions { RetryIndeterminate = true });

        Assert.All(await KindsAsync(sends), kind => Assert.Equal(SendOutcomeKind.Accepted, kind));
        Assert.Equal(["first", "0", "1", "2", "3"], Stored());
        await ExpectNothingIsKeptAsync();
    }

    [Fact]
    public async Task A_further_attempt_that_fails_leaves_the_first_one_in_doubt()
    {
        Task<SendOutcome>[] sends = await LoseAsync(
            new SenderOptions { RetryIndeterminate = true },
            queue => queue.SettleNext(Settlement.Reject("amqp:precondition-failed", "not today"), Settlement.Reject("amqp:precondition-failed", "not today")));

        SendOutcome first = await sends[0].Within();
        Assert.Equal(SendOutcomeKind.Indeterminate, first.Kind);
        Assert.Equal(SendReason.Rejected, first.Reason);
        Assert.Equal("amqp:precondition-failed", first.Error?.Condition.Value);
        Assert.EndsWith("That was a further attempt: an earlier one, whose connection or link was lost, may have been stored.", first.ToString(), StringComparison.Ordinal);

        // The second never left before: its rejection is the whole truth.
        Assert.Equal(SendOutcomeKind.Rejected, (await sends[1].Within()).Kind);
        Assert.Equal(SendOutcomeKind.Accepted, (await sends[3].Within()).Kind);
    }

    [Fact]
    public async Task One_that_was_cancelled_or_has_timed_out_is_not_sent_again()
    {
        using var cancellation = new CancellationTokenSource();
        Task<SendOutcome>[] sends = await LoseAsync(new SenderOptions { RetryIndeterminate = true }, _ => cancellation.Cancel(), cancellation.Token);

        Assert.All(await Task.WhenAll(sends), outcome => Assert.Equal(SendReason.Canceled, outcome.Reason));
        Assert.All(await KindsAsync(sends), kind => Assert.Equal(SendOutcomeKind.Indeterminate, kind));
        Assert.Equal(SendOutcome.Accepted, await Notes(new SenderOptions { RetryIndeterminate = true }).TellAsync(new Note("next")).Within());
        Assert.Equal(["first", "next"], Stored());
        await ExpectNothingIsKeptAsync();
    }

    [Fact]
    public async Task A_borrowed_message_is_retained_and_sent_again_unchanged()
    {
        await StartAsync();
        INoteSender notes = Notes(new SenderOptions { RetryIndeterminate = true });
        await notes.SendAsync(new Note("first")).Within();
        byte[] bytes = new byte[100_000];
        new Random(5).NextBytes(bytes);
        _streams.Items[0].HoldWrites();
        Task<SendOutcome> large = notes.TellBlobAsync(new Blob(bytes)).AsTask();
        await _streams.Items[0].Holding.Within();
        _streams.Items[0].BreakWrites();

        Assert.Equal(SendOutcome.Accepted, await large.Within());
        Assert.Equal(bytes, (byte[])((AmqpMap)_queue.Messages[1].Message.Value!)["Data"]!);
        await ExpectNothingIsKeptAsync();
    }

    /// <summary>A retained note of 250 characters costs 472 bytes, and 512 for its 273.</summary>
    [Fact]
    public async Task Retained_messages_count_in_the_limit_of_what_may_be_pending()
    {
        await StartAsync(options => options.MaxPendingBytes = 3000);
        _queue.Settlement = Settlement.Silence;
        INoteSender notes = Notes(new SenderOptions { Retention = MessageRetention.UntilSettled });
        Task<SendOutcome>[] kept = [.. Enumerable.Range(0, 3).Select(_ => notes.TellTaskAsync(new Note(new string('x', 250))))];

        Assert.Equal(SendReason.QueueFull, (await notes.TellAsync(new Note(new string('x', 250))).Within()).Reason);
        await _queue.WaitForArrivalsAsync(3).Within();
        _queue.Settlement = Settlement.Accept;
        Assert.All(_queue.Refused, message => Assert.True(message.Settle(Settlement.Accept)));
        Assert.All(await KindsAsync(kept), kind => Assert.Equal(SendOutcomeKind.Accepted, kind));
        Assert.Equal(SendOutcome.Accepted, await notes.TellAsync(new Note(new string('x', 250))).Within());
    }

    private async Task StartAsync(Action<SendClientOptions>? configure = null)
    {
        _broker = await InProcessBroker.StartAsync();
        _queue = _broker.CreateQueue("notes");
        _client = new SendClient(_broker.Url, options =>
        {
            options.RetryPolicy = RecordingPolicy.Eager;
            options.ConnectStream = async (_, cancellationToken) =>
            {
                HoldableStream stream = await HoldableStream.ConnectAsync(_broker.Port, cancellationToken);
                _streams.Add(stream);
                return stream;
            };
            configure?.Invoke(options);
        });
    }

    /// <summary>Sends four messages of which one is in a write that has been started and three lie behind it, and breaks the connection.</summary>
    private async Task<Task<SendOutcome>[]> LoseAsync(SenderOptions options, Action<BrokerQueue>? beforeLoss = null, CancellationToken cancellationToken = default)
    {
        await StartAsync();
        INoteSender notes = Notes(options);
        await notes.SendAsync(new Note("first")).Within();
        await _queue.WaitForCountAsync(1).Within();
        _streams.Items[0].HoldWrites();
        Task<SendOutcome> started = notes.TellTaskAsync(new Note("0"), cancellationToken);
        await _streams.Items[0].Holding.Within();
        Task<SendOutcome>[] sends = [started, .. Enumerable.Range(1, 3).Select(number => notes.TellTaskAsync(new Note($"{number}"), cancellationToken))];
        Assert.All(sends, send => Assert.False(send.IsCompleted));
        beforeLoss?.Invoke(_queue);
        _streams.Items[0].BreakWrites();
        await Task.WhenAll(sends).Within();
        return sends;
    }

    private INoteSender Notes(SenderOptions options) => _client.GetSender<INoteSender>(options);

    private string[] Stored() => [.. _queue.Messages.Select(message => Bytes.TextOf(message.Bytes.ToArray()))];

    private static async Task<SendOutcomeKind[]> KindsAsync(Task<SendOutcome>[] sends) => [.. (await Task.WhenAll(sends).Within()).Select(outcome => outcome.Kind)];

    /// <summary>All of MaxPendingBytes can be used again: 64 MiB fit, and not a byte more.</summary>
    private async Task ExpectNothingIsKeptAsync()
    {
        _queue.Credit = CreditPolicy.None;
        INoteSender others = Notes(new SenderOptions { Address = "notes", MaxInFlight = 7 });
        await _client.GetMessageSender(others).OpenAsync().Within();

        // 23 bytes surround those of a large blob.
        Task<SendOutcome> all = others.TellBlobAsync(new Blob(new byte[(64 * 1024 * 1024) - 23])).AsTask();
        Assert.False(all.IsCompleted);
        Assert.Equal(SendReason.QueueFull, (await others.TellAsync(new Note("")).Within()).Reason);
        await _client.GetMessageSender(others).CloseAsync(new CancellationToken(canceled: true)).Within();
        Assert.Equal(SendReason.Closed, (await all.Within()).Reason);
    }
}
