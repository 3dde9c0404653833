using System.Runtime.CompilerServices;
using System.Threading.Channels;
using TypedSender.Testing;

namespace TypedSender.Tests.Streams;

/// <summary>How a sequence that is sent while it is read ends before its end: what was sent stays sent, and its outcomes are told.</summary>
public sealed class StreamEndingTests
{
    private static readonly InvalidOperationException Broken = new("the file is cut off");
    private readonly RecordingTransport _transport = new();
    private readonly Channel<Note> _source = Channel.CreateUnbounded<Note>();
    private readonly TaskCompletionSource _disposed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_sequence_that_throws_ends_a_list_of_outcomes_with_those_there_are(bool isTogether)
    {
        _transport.RespondNext(SendOutcome.Released);

        SendException thrown = await Assert.ThrowsAsync<SendException>(() => (isTogether ? Create().TellTogetherAsync(Throwing()) : Create().TellAllAsync(Throwing())).Within());

        Assert.Equal((SendReason.SourceFailed, SendOutcomeKind.Indeterminate, false), (thrown.Reason, thrown.Outcome.Kind, thrown.IsTransient));
        Assert.Same(Broken, thrown.InnerException);
        Assert.Equal(
            "The sending of a sequence to 'notes' ended early, after 2 messages: The sequence of messages to 'notes' failed: the file is cut off. Look at the sequence. Outcomes tells what became of them. To send the sequence again from its beginning may store messages twice.",
            thrown.Message);
        Assert.Equal(SendOutcomeKind.Released, thrown.Outcomes[0].Kind);
        Assert.Equal(2, thrown.Outcomes.Count);
        Assert.Equal(isTogether ? 1 : 2, _transport.Messages.Count);
        await _disposed.Task.Within();
    }

    [Fact]
    public async Task A_sequence_that_throws_ends_a_method_without_outcomes()
    {
        SendException thrown = await Assert.ThrowsAsync<SendException>(() => Create().SendAllAsync(Throwing()).AsTask().Within());

        Assert.Equal((SendReason.SourceFailed, SendOutcomeKind.Indeterminate), (thrown.Reason, thrown.Outcome.Kind));
        Assert.Same(Broken, thrown.InnerException);
        Assert.Empty(thrown.Outcomes);
        Assert.Equal(
            "The sending of a sequence to 'notes' ended early, after 2 messages: The sequence of messages to 'notes' failed: the file is cut off. Look at the sequence. No message failed. To send the sequence again from its beginning may store messages twice.",
            thrown.Message);
        Assert.Equal(2, _transport.Messages.Count);
    }

    [Fact]
    public async Task A_sequence_that_throws_ends_a_stream_of_outcomes_behind_the_last()
    {
        List<SendOutcome> outcomes = [];

        InvalidOperationException thrown = await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            await foreach (SendOutcome outcome in Create().Tell(Throwing()))
            {
                outcomes.Add(outcome);
            }
        }).Within();

        Assert.Same(Broken, thrown);
        Assert.Equal([SendOutcome.Accepted, SendOutcome.Accepted], outcomes);
        await _disposed.Task.Within();
    }

    [Fact]
    public async Task A_sequence_that_cannot_begin_has_sent_nothing()
    {
        SendException thrown = await Assert.ThrowsAsync<SendException>(() => Create().TellAllAsync(new Unreadable()).Within());

        Assert.Equal((SendReason.SourceFailed, SendOutcomeKind.NotSent), (thrown.Reason, thrown.Outcome.Kind));
        Assert.Empty(thrown.Outcomes);
        Assert.Equal(
            "The sending of a sequence to 'notes' ended early, after 0 messages: The sequence of messages to 'notes' failed: the file is cut off. Look at the sequence.",
            thrown.Message);
        Assert.Empty(_transport.Messages);
    }

    [Fact]
    public async Task A_sequence_of_which_nothing_was_sent_is_not_sent()
    {
        SendException thrown = await Assert.ThrowsAsync<SendException>(() => Create().TellComputedAsync(Unsendable()).Within());

        Assert.Equal((SendReason.SourceFailed, SendOutcomeKind.NotSent), (thrown.Reason, thrown.Outcome.Kind));
        Assert.Equal(SendReason.EncodingFailed, Assert.Single(thrown.Outcomes).Reason);
        Assert.EndsWith("after 1 message: The sequence of messages to 'notes' failed: the file is cut off. Look at the sequence. None was sent; Outcomes tells why.", thrown.Message, StringComparison.Ordinal);

        static async IAsyncEnumerable<Computed> Unsendable()
        {
            await Task.CompletedTask;
            yield return new Computed(() => throw new InvalidOperationException("no price"));
            throw Broken;
        }
    }

    [Fact]
    public async Task The_first_message_that_is_not_taken_ends_the_reading_where_no_outcomes_are_told()
    {
        int read = 0;
        IStreamSender sender = TypedSenders.Create<IStreamSender>(_transport, new SenderOptions { MaxInFlight = 1 });
        _transport.RespondNext(SendOutcome.Accepted, 2);
        _transport.RespondNext(SendOutcome.Released);

        SendException thrown = await Assert.ThrowsAsync<SendException>(() => sender.SendAllAsync(Endless()).AsTask().Within());

        Assert.Equal(SendReason.Released, thrown.Reason);
        Assert.Equal(SendOutcomeKind.Released, Assert.Single(thrown.Outcomes).Kind);
        Assert.Equal(
            "After 2 messages to 'notes' were accepted, one was not: The peer released the message to 'notes' without processing it. It was not stored: send it again. The reading ended there; Outcomes tells of this one and of those that were sent after it.",
            thrown.Message);
        Assert.Equal((3, 3), (read, _transport.Messages.Count));

        async IAsyncEnumerable<Note> Endless()
        {
            while (true)
            {
                await Task.CompletedTask;
                read++;
                yield return new Note("x");
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_message_that_is_not_taken_ends_nothing_where_outcomes_are_told(bool isTogether)
    {
        _transport.RespondNext(SendOutcome.Released);
        IAsyncEnumerable<Note> notes = Enumerable.Range(0, 3).Select(number => new Note($"{number}")).ToAsyncEnumerable();

        IReadOnlyList<SendOutcome> outcomes = await (isTogether ? Create().TellTogetherAsync(notes) : Create().TellAllAsync(notes)).Within();

        Assert.Equal(3, outcomes.Count);
        Assert.Equal(SendOutcomeKind.Released, outcomes[0].Kind);
    }

    [Fact]
    public async Task A_message_that_cannot_be_encoded_is_that_message_alone()
    {
        IAsyncEnumerable<Computed> notes = new Func<string>[] { () => "a", () => throw Broken, () => "c" }.Select(read => new Computed(read)).ToAsyncEnumerable();

        IReadOnlyList<SendOutcome> outcomes = await Create().TellComputedAsync(notes).Within();

        Assert.Equal([SendReason.None, SendReason.EncodingFailed, SendReason.None], outcomes.Select(outcome => outcome.Reason));
        Assert.StartsWith("NotSent (EncodingFailed): Item 1 of the sequence sent to 'notes' could not be encoded: the file is cut off.", outcomes[1].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancellation_ends_the_sequence_and_tells_the_outcomes()
    {
        using CancellationTokenSource source = new();
        Task<IReadOnlyList<SendOutcome>> send = Create().TellAllAsync(Reading(), source.Token);
        _source.Writer.TryWrite(new Note("1"));
        await _transport.WaitForMessagesAsync(1).Within();
        _transport.Hold();
        _transport.CanWithdraw = false;
        _source.Writer.TryWrite(new Note("2"));
        await _transport.WaitForMessagesAsync(2).Within();

        await source.CancelAsync().Within();

        SendCanceledException thrown = await Assert.ThrowsAsync<SendCanceledException>(() => send.Within());
        Assert.Equal([SendOutcomeKind.Accepted, SendOutcomeKind.Indeterminate], thrown.Outcomes.Select(outcome => outcome.Kind));
        Assert.Equal(SendOutcomeKind.Indeterminate, thrown.Outcome.Kind);
        Assert.Equal(source.Token, thrown.CancellationToken);
        await _disposed.Task.Within();
    }

    [Fact]
    public async Task A_sequence_that_does_not_heed_the_token_is_left()
    {
        using CancellationTokenSource source = new();
        var never = new TaskCompletionSource();
        Task send = Create().SendAllAsync(Deaf(), source.Token).AsTask();
        await _transport.WaitForMessagesAsync(1).Within();

        await source.CancelAsync().Within();

        SendCanceledException thrown = await Assert.ThrowsAsync<SendCanceledException>(() => send.Within());
        Assert.Empty(thrown.Outcomes);
        Assert.Equal(SendOutcomeKind.Indeterminate, thrown.Outcome.Kind);
        Assert.Equal(
            "The sending of a sequence to 'notes' ended early, after 1 message: The token was cancelled, and no more of the sequence was read. No message failed. To send the sequence again from its beginning may store messages twice.",
            thrown.Message);
        Assert.False(_disposed.Task.IsCompleted);
        never.SetResult();
        await _disposed.Task.Within();
        Assert.Single(_transport.Messages);

        async IAsyncEnumerable<Note> Deaf()
        {
            try
            {
                yield return new Note("1");
                await never.Task;
                yield return new Note("2");
            }
            finally
            {
                _disposed.SetResult();
            }
        }
    }

    [Fact]
    public async Task The_token_of_the_reader_ends_the_sends_as_that_of_the_call_does()
    {
        using CancellationTokenSource source = new();
        _transport.Hold();
        List<SendOutcome> outcomes = [];
        Task read = Task.Run(async () =>
        {
            await foreach (SendOutcome outcome in Create().Tell(Reading()).WithCancellation(source.Token))
            {
                outcomes.Add(outcome);
            }
        });
        _source.Writer.TryWrite(new Note("1"));
        await _transport.WaitForMessagesAsync(1).Within();

        await source.CancelAsync().Within();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read.Within());
        Assert.Equal(SendReason.Canceled, Assert.Single(outcomes).Reason);
        await _disposed.Task.Within();
    }

    [Fact]
    public async Task A_cancelled_token_reads_nothing()
    {
        SendCanceledException thrown = await Assert.ThrowsAsync<SendCanceledException>(() => Create().TellAllAsync(Reading(), new CancellationToken(canceled: true)).Within());

        Assert.Empty(thrown.Outcomes);
        Assert.Equal(SendOutcomeKind.NotSent, thrown.Outcome.Kind);
        Assert.Equal("The sending of a sequence to 'notes' ended early, after 0 messages: The token was cancelled, and no more of the sequence was read.", thrown.Message);
        Assert.False(_disposed.Task.IsCompleted);
        Assert.Empty(_transport.Messages);
    }

    [Fact]
    public async Task Who_stops_reading_ends_the_sequence_and_lets_go_on_what_is_under_way()
    {
        IStreamSender sender = Create();
        _source.Writer.TryWrite(new Note("1"));
        _source.Writer.TryWrite(new Note("2"));

        await foreach (SendOutcome outcome in sender.Tell(Reading()))
        {
            Assert.Equal(SendOutcome.Accepted, outcome);
            break;
        }

        await _disposed.Task.Within();
        Assert.Equal(0, TypedSenders.GetMessageSender(sender).PendingCount);
    }

    [Fact]
    public async Task A_sender_that_is_closed_reads_no_more()
    {
        IStreamSender sender = Create();
        _transport.Hold();
        var second = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var closed = new TaskCompletionSource();
        Task<IReadOnlyList<SendOutcome>> send = sender.TellAllAsync(Asked());
        await second.Task.Within();

        Task close = TypedSenders.GetMessageSender(sender).CloseAsync();

        // On a thread without a context the sequence goes on inside of SetResult, so that the second message is there when it returns.
        await Task.Run(closed.SetResult).Within();
        _transport.Release();
        await close.Within();

        SendException thrown = await Assert.ThrowsAsync<SendException>(() => send.Within());
        Assert.Equal((SendReason.Closed, SendOutcomeKind.Indeterminate), (thrown.Reason, thrown.Outcome.Kind));
        Assert.Equal(
            "The sending of a sequence to 'notes' ended early, after 2 messages: The client or the sender was closed, and no more of the sequence was read. Await the send before closing. Outcomes tells what became of them. To send the sequence again from its beginning may store messages twice.",
            thrown.Message);
        Assert.Equal([SendOutcomeKind.Accepted, SendOutcomeKind.NotSent], thrown.Outcomes.Select(outcome => outcome.Kind));
        Assert.Throws<ObjectDisposedException>(() => { _ = sender.TellAllAsync(Reading()); });
        Assert.Throws<ObjectDisposedException>(() => { _ = sender.Tell(Reading()); });

        async IAsyncEnumerable<Note> Asked()
        {
            yield return new Note("1");
            second.SetResult();
            await closed.Task.ConfigureAwait(false);
            yield return new Note("2");
            yield return new Note("3");
        }
    }

    private async IAsyncEnumerable<Note> Throwing()
    {
        try
        {
            yield return new Note("1");
            yield return new Note("2");
            await Task.CompletedTask;
            throw Broken;
        }
        finally
        {
            _disposed.SetResult();
        }
    }

    private async IAsyncEnumerable<Note> Reading([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        try
        {
            await foreach (Note note in _source.Reader.ReadAllAsync(cancellationToken))
            {
                yield return note;
            }
        }
        finally
        {
            _disposed.TrySetResult();
        }
    }

    private IStreamSender Create() => TypedSenders.Create<IStreamSender>(_transport);

    private sealed class Unreadable : IAsyncEnumerable<Note>
    {
        public IAsyncEnumerator<Note> GetAsyncEnumerator(CancellationToken cancellationToken = default) => throw Broken;
    }
}
