using System.Runtime.CompilerServices;
using System.Threading.Channels;
using TypedSender.Amqp.Messages;
using TypedSender.Testing;

namespace TypedSender.Tests.Streams;

/// <summary>What becomes of a message that has been read from a sequence and not sent when the sending ends: the sequence does not give it again.</summary>
public sealed class StreamItemTests
{
    private readonly RecordingTransport _transport = new();

    // A write completes the read that waits for it before it returns, where no synchronization context is in the way.
    private readonly Channel<Note> _source = Channel.CreateUnbounded<Note>(new UnboundedChannelOptions { AllowSynchronousContinuations = true });

    [Fact]
    public async Task One_that_came_while_outcomes_were_waited_for_is_sent()
    {
        var source = Channel.CreateUnbounded<AmqpMessage>(new UnboundedChannelOptions { AllowSynchronousContinuations = true });
        var sending = new StreamSending<AmqpMessage, UntypedMessageSource, UntypedMessageMapper>(
            TypedSenders.GetMessageSender(Create()), source.Reader.ReadAllAsync(), default, default, endsAtFailure: true);
        _transport.Hold();
        await using IAsyncEnumerator<SendOutcome> outcomes = sending.SendEachAsync(default).GetAsyncEnumerator();
        Task<bool> first = outcomes.MoveNextAsync().AsTask();
        await Task.Run(() => source.Writer.TryWrite(new AmqpMessage { Value = 1 }));
        await Task.Run(() => source.Writer.TryWrite(new AmqpMessage { Value = 2 }));
        await _transport.WaitForMessagesAsync(2).Within();
        _transport.Messages[0].Complete(SendOutcome.Released);
        Assert.True(await first.Within());
        Task<bool> second = outcomes.MoveNextAsync().AsTask();
        await Task.Run(() => source.Writer.TryWrite(new AmqpMessage { Value = 3 }));

        _transport.Release();

        Assert.True(await second.Within());
        Assert.True(await outcomes.MoveNextAsync().AsTask().Within());
        Assert.Equal(SendOutcome.Accepted, outcomes.Current);
        Assert.False(await outcomes.MoveNextAsync().AsTask().Within());
        Assert.Equal(3, _transport.Messages.Count);
    }

    [Fact]
    public async Task One_that_came_while_an_envelope_was_waited_for_is_sent()
    {
        _transport.Hold();
        Task send = Create().SendTogetherAsync(_source.Reader.ReadAllAsync()).AsTask();
        await WriteAsync("1");
        await _transport.WaitForMessagesAsync(1).Within();
        await WriteAsync("2");
        _transport.Messages[0].Complete(SendOutcome.Released);
        await _transport.WaitForMessagesAsync(2).Within();
        await WriteAsync("3");

        _transport.Release();

        SendException thrown = await Assert.ThrowsAsync<SendException>(() => send.Within());
        Assert.Equal([SendOutcomeKind.Released, SendOutcomeKind.Accepted, SendOutcomeKind.Accepted], thrown.Outcomes.Select(outcome => outcome.Kind));
        Assert.Equal(["1", "2", "3"], _transport.Sent<Note>().Select(note => note.Text));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_that_came_before_the_cancellation_is_told_as_canceled(bool isTogether)
    {
        using CancellationTokenSource source = new();
        await using IAsyncEnumerator<SendOutcome> outcomes = Tell(Create(), isTogether, source.Token).GetAsyncEnumerator();
        await ReadFirstAsync(outcomes);
        await WriteAsync("2");
        await source.CancelAsync().Within();

        Assert.True(await outcomes.MoveNextAsync().AsTask().Within());

        Assert.Equal((SendOutcomeKind.NotSent, SendReason.Canceled), (outcomes.Current.Kind, outcomes.Current.Reason));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => outcomes.MoveNextAsync().AsTask().Within());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_that_came_before_the_sender_was_closed_is_told_as_closed(bool isTogether)
    {
        IStreamSender sender = Create();
        await using IAsyncEnumerator<SendOutcome> outcomes = Tell(sender, isTogether).GetAsyncEnumerator();
        await ReadFirstAsync(outcomes);
        await WriteAsync("2");
        await TypedSenders.GetMessageSender(sender).CloseAsync().Within();

        Assert.True(await outcomes.MoveNextAsync().AsTask().Within());

        Assert.Equal((SendOutcomeKind.NotSent, SendReason.Closed), (outcomes.Current.Kind, outcomes.Current.Reason));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => outcomes.MoveNextAsync().AsTask().Within());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_that_came_before_the_outcomes_were_left_is_sent(bool isTogether)
    {
        IAsyncEnumerator<SendOutcome> outcomes = Tell(Create(), isTogether).GetAsyncEnumerator();
        await ReadFirstAsync(outcomes);
        await WriteAsync("2");

        await outcomes.DisposeAsync().AsTask().Within();

        Assert.Equal(["1", "2"], _transport.Sent<Note>().Select(note => note.Text));
    }

    [Fact]
    public async Task One_that_was_gathered_before_the_outcomes_were_left_is_sent()
    {
        _transport.Hold();
        IAsyncEnumerator<SendOutcome> outcomes = Tell(Create(), isTogether: true).GetAsyncEnumerator();
        Task<bool> first = outcomes.MoveNextAsync().AsTask();
        await WriteAsync("1");
        await _transport.WaitForMessagesAsync(1).Within();
        await WriteAsync("2");
        _transport.Release();
        Assert.True(await first.Within());

        await outcomes.DisposeAsync().AsTask().Within();

        Assert.Equal(["1", "2"], _transport.Sent<Note>().Select(note => note.Text));
    }

    /// <summary>It counts 2,448 bytes of memory, and each of the others 464.</summary>
    [Fact]
    public async Task One_that_had_no_room_when_the_outcomes_were_left_ends_for_a_hook()
    {
        var hook = new CountingHook();
        _transport.Hold();
        IStreamSender sender = TypedSenders.Create<IStreamSender>(_transport, transportOptions: new SendTransportOptions { Hook = hook, MaxPendingBytes = 2800 });
        IAsyncEnumerator<SendOutcome> outcomes = sender.TellList([new("1"), new("2"), new(new string('x', 1500))]).GetAsyncEnumerator();
        Task<bool> first = outcomes.MoveNextAsync().AsTask();
        Assert.Equal(2, _transport.Messages.Count);
        _transport.Messages[0].Complete(SendOutcome.Accepted);
        Assert.True(await first.Within());
        Assert.Equal(["sending 1", "sending 2", "sending 3", "completed 1 Accepted"], hook.Calls);

        await outcomes.DisposeAsync().AsTask().Within();

        Assert.Equal("completed 3 NotSent", hook.Calls[^1]);
        Assert.Equal(2, _transport.Messages.Count);
    }

    [Fact]
    public async Task A_current_item_that_throws_is_the_failure_of_the_sequence()
    {
        _transport.Hold();
        _transport.CanWithdraw = false;
        Task<IReadOnlyList<SendOutcome>> send = Create().TellAllAsync(new Unreadable());
        await _transport.WaitForMessagesAsync(1).Within();

        _transport.Release();

        SendException thrown = await Assert.ThrowsAsync<SendException>(() => send.Within());
        Assert.Equal(SendReason.SourceFailed, thrown.Reason);
        Assert.Equal(SendOutcome.Accepted, Assert.Single(thrown.Outcomes));
    }

    /// <summary>The token of the sequence is cancelled as nobody waits for its next message any more; its callbacks are code of the user's.</summary>
    [Fact]
    public async Task A_callback_of_the_token_that_throws_keeps_nothing_from_being_disposed()
    {
        var never = new TaskCompletionSource();
        var disposed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _transport.Hold();
        IAsyncEnumerator<SendOutcome> outcomes = Create().Tell(Stubborn()).GetAsyncEnumerator();
        Task<bool> first = outcomes.MoveNextAsync().AsTask();
        _transport.Release();
        Assert.True(await first.Within());

        await outcomes.DisposeAsync().AsTask().Within();

        Assert.False(disposed.Task.IsCompleted);
        never.SetResult();
        await disposed.Task.Within();

        async IAsyncEnumerable<Note> Stubborn([EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await using CancellationTokenRegistration registration = cancellationToken.Register(() => throw new InvalidOperationException("callback"));
            try
            {
                yield return new Note("1");
                await never.Task;
            }
            finally
            {
                disposed.SetResult();
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_item_is_named_by_its_place_in_the_sequence(bool isTooLarge)
    {
        var source = Channel.CreateUnbounded<Computed>();
        _transport.Hold();
        _transport.MaxMessageSize = 100;
        Task<IReadOnlyList<SendOutcome>> send = Create().TellComputedTogetherAsync(source.Reader.ReadAllAsync());
        source.Writer.TryWrite(new Computed(() => "a"));
        await _transport.WaitForMessagesAsync(1).Within();
        source.Writer.TryWrite(new Computed(() => "b"));
        source.Writer.TryWrite(new Computed(() => isTooLarge ? new string('x', 200) : throw new InvalidOperationException("no price")));
        source.Writer.Complete();

        _transport.Release();

        IReadOnlyList<SendOutcome> outcomes = await send.Within();
        Assert.Equal([true, true, false], outcomes.Select(outcome => outcome.IsSuccess));
        Assert.StartsWith(
            isTooLarge ? "NotSent (MessageTooLarge): Item 2 of the sequence sent to 'notes' has " : "NotSent (EncodingFailed): Item 2 of the sequence sent to 'notes' could not be encoded: no price.",
            outcomes[2].ToString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_item_of_a_list_whose_outcomes_are_a_sequence_is_named_as_such()
    {
        List<SendOutcome> outcomes = await Create().TellComputedList([new(() => "a"), new(() => throw new InvalidOperationException("no price"))]).ToListAsync();

        Assert.StartsWith("NotSent (EncodingFailed): Item 1 of the list sent to 'notes' could not be encoded: no price.", outcomes[1].ToString(), StringComparison.Ordinal);
    }

    /// <summary>Afterwards the next message is waited for, while nothing reads outcomes.</summary>
    private async Task ReadFirstAsync(IAsyncEnumerator<SendOutcome> outcomes)
    {
        _transport.Hold();
        Task<bool> first = outcomes.MoveNextAsync().AsTask();
        await WriteAsync("1");
        await _transport.WaitForMessagesAsync(1).Within();
        _transport.Release();
        Assert.True(await first.Within());
        Assert.Equal(SendOutcome.Accepted, outcomes.Current);
    }

    private Task WriteAsync(string text) => Task.Run(() => Assert.True(_source.Writer.TryWrite(new Note(text))));

    private IAsyncEnumerable<SendOutcome> Tell(IStreamSender sender, bool isTogether, CancellationToken cancellationToken = default)
        => isTogether ? sender.TellTogether(_source.Reader.ReadAllAsync(), cancellationToken) : sender.Tell(_source.Reader.ReadAllAsync(), cancellationToken);

    private IStreamSender Create() => TypedSenders.Create<IStreamSender>(_transport);

    private sealed class Unreadable : IAsyncEnumerable<Note>, IAsyncEnumerator<Note>
    {
        private int _moves;

        public Note Current => _moves == 1 ? new Note("1") : throw new InvalidOperationException("no current item");

        public IAsyncEnumerator<Note> GetAsyncEnumerator(CancellationToken cancellationToken = default) => this;

        public ValueTask<bool> MoveNextAsync() => ValueTask.FromResult(++_moves <= 2);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
