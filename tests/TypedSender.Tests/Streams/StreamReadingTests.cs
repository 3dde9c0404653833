using System.Threading.Channels;
using TypedSender.Amqp;
using TypedSender.Testing;

namespace TypedSender.Tests.Streams;

/// <summary>How far a sequence is read ahead of what was sent, and when outcomes are told.</summary>
public sealed class StreamReadingTests
{
    private readonly RecordingTransport _transport = new();
    private readonly Channel<Note> _source = Channel.CreateUnbounded<Note>();

    [Fact]
    public async Task What_is_there_is_sent_while_the_sequence_goes_on()
    {
        Task<IReadOnlyList<SendOutcome>> send = Create().TellAllAsync(_source.Reader.ReadAllAsync());
        _source.Writer.TryWrite(new Note("1"));
        await _transport.WaitForMessagesAsync(1).Within();
        _source.Writer.TryWrite(new Note("2"));
        await _transport.WaitForMessagesAsync(2).Within();
        Assert.False(send.IsCompleted);

        _source.Writer.Complete();

        Assert.Equal([SendOutcome.Accepted, SendOutcome.Accepted], await send.Within());
    }

    [Fact]
    public async Task An_outcome_is_told_while_the_next_message_is_waited_for()
    {
        await using IAsyncEnumerator<SendOutcome> outcomes = Create().Tell(_source.Reader.ReadAllAsync()).GetAsyncEnumerator();
        _source.Writer.TryWrite(new Note("1"));

        Assert.True(await outcomes.MoveNextAsync().AsTask().Within());

        Assert.Equal(SendOutcome.Accepted, outcomes.Current);
        Task<bool> next = outcomes.MoveNextAsync().AsTask();
        Assert.False(next.IsCompleted);
        _source.Writer.Complete();
        Assert.False(await next.Within());
    }

    [Fact]
    public async Task Outcomes_are_told_in_the_order_of_the_messages()
    {
        _transport.Hold();
        await using IAsyncEnumerator<SendOutcome> outcomes = Create().TellList([new("1"), new("2"), new("3")]).GetAsyncEnumerator();
        Task<bool> first = outcomes.MoveNextAsync().AsTask();
        IReadOnlyList<RecordedMessage> messages = await _transport.WaitForMessagesAsync(3).Within();

        messages[2].Complete(SendOutcome.Modified());
        messages[1].Complete(SendOutcome.Released);
        Assert.False(first.IsCompleted);
        messages[0].Complete(SendOutcome.Accepted);

        Assert.True(await first.Within());
        Assert.Equal(SendOutcomeKind.Accepted, outcomes.Current.Kind);
        Assert.True(await outcomes.MoveNextAsync().AsTask().Within());
        Assert.Equal(SendOutcomeKind.Released, outcomes.Current.Kind);
        Assert.True(await outcomes.MoveNextAsync().AsTask().Within());
        Assert.Equal(SendOutcomeKind.Modified, outcomes.Current.Kind);
        Assert.False(await outcomes.MoveNextAsync().AsTask().Within());
    }

    [Fact]
    public async Task No_more_is_read_than_may_be_under_way()
    {
        int read = 0;
        _transport.Hold();
        IStreamSender sender = TypedSenders.Create<IStreamSender>(_transport, new SenderOptions { MaxInFlight = 3 });

        Task<IReadOnlyList<SendOutcome>> send = sender.TellAllAsync(Counted());
        await _transport.WaitForMessagesAsync(3).Within();
        Assert.Equal((3, 3), (read, _transport.Messages.Count));
        _transport.Messages[0].Complete(SendOutcome.Accepted);
        await _transport.WaitForMessagesAsync(4).Within();
        Assert.Equal((4, 4), (read, _transport.Messages.Count));

        _transport.Release();
        Assert.Equal(10, (await send.Within()).Count);

        async IAsyncEnumerable<Note> Counted()
        {
            for (int number = 1; number <= 10; number++)
            {
                await Task.CompletedTask;
                read++;
                yield return new Note($"{number}");
            }
        }
    }

    [Fact]
    public async Task Nothing_is_read_beyond_the_outcomes_that_nobody_takes()
    {
        int read = 0;
        IStreamSender sender = TypedSenders.Create<IStreamSender>(_transport, new SenderOptions { MaxInFlight = 2 });
        await using IAsyncEnumerator<SendOutcome> outcomes = sender.Tell(Endless()).GetAsyncEnumerator();
        Assert.Equal(0, read);

        for (int taken = 1; taken <= 5; taken++)
        {
            Assert.True(await outcomes.MoveNextAsync().AsTask().Within());
            Assert.InRange(read, taken, taken + 2);
        }

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

    [Fact]
    public async Task What_comes_while_an_envelope_is_under_way_is_gathered()
    {
        _transport.Hold();
        Task<IReadOnlyList<SendOutcome>> send = Create().TellTogetherAsync(_source.Reader.ReadAllAsync());
        _source.Writer.TryWrite(new Note("1"));
        await _transport.WaitForMessagesAsync(1).Within();
        _source.Writer.TryWrite(new Note("2"));
        _source.Writer.TryWrite(new Note("3"));
        _source.Writer.Complete();
        Assert.Single(_transport.Messages);

        _transport.Messages[0].Complete(SendOutcome.Released);
        IReadOnlyList<RecordedMessage> messages = await _transport.WaitForMessagesAsync(2).Within();
        _transport.Release();

        Assert.Equal([SendOutcomeKind.Released, SendOutcomeKind.Accepted, SendOutcomeKind.Accepted], (await send.Within()).Select(outcome => outcome.Kind));
        Assert.Equal([0u, 0x80013700], messages.Select(message => message.MessageFormat));
    }

    [Fact]
    public async Task Where_there_is_no_room_the_oldest_is_waited_for()
    {
        _transport.Hold();
        IStreamSender sender = TypedSenders.Create<IStreamSender>(_transport, transportOptions: new SendTransportOptions { MaxPendingBytes = 1000 });
        Task<IReadOnlyList<SendOutcome>> send = sender.TellAllAsync(Enumerable.Range(0, 4).Select(number => new Note($"{number}")).ToAsyncEnumerable());
        int known = _transport.Messages.Count;
        Assert.InRange(known, 1, 3);

        _transport.Release();

        Assert.All(await send.Within(), outcome => Assert.Equal(SendOutcome.Accepted, outcome));
        Assert.Equal(4, _transport.Messages.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_sequence_arrives_at_a_broker_in_its_order(bool isTogether)
    {
        const int Count = 3000;
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("notes");
        await using var client = new SendClient(broker.Url);
        IStreamSender sender = client.GetSender<IStreamSender>();
        IAsyncEnumerable<Note> notes = Enumerable.Range(0, Count).Select(number => new Note($"{number}")).ToAsyncEnumerable();

        if (isTogether)
        {
            await sender.SendTogetherAsync(notes).Within();
        }
        else
        {
            await sender.SendAllAsync(notes).Within();
        }

        Assert.Equal(Enumerable.Range(0, Count).Select(number => $"{number}"), queue.Messages.SelectMany(message => message.Unpack()).Select(message => (string?)((AmqpMap)message.Value!)["Text"]));
    }

    /// <summary>Also where one waits for room and is tried again: that is no further send.</summary>
    [Fact]
    public async Task Each_message_is_one_send_for_a_hook()
    {
        var hook = new CountingHook();
        _transport.Hold();
        IStreamSender sender = TypedSenders.Create<IStreamSender>(_transport, transportOptions: new SendTransportOptions { Hook = hook, MaxPendingBytes = 700 });
        Task<IReadOnlyList<SendOutcome>> send = sender.TellAllAsync(Enumerable.Range(0, 3).Select(number => new Note($"{number}")).ToAsyncEnumerable());
        Assert.Single(_transport.Messages);

        _transport.Release();
        await send.Within();

        Assert.Equal(
            ["sending 1", "sending 2", "sending 3", "completed 1 Accepted", "completed 2 Accepted", "completed 3 Accepted"],
            hook.Calls.OrderByDescending(call => call[0]).ThenBy(call => call, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Outcomes_can_be_read_once()
    {
        IAsyncEnumerable<SendOutcome> outcomes = Create().TellList([new("1")]);
        Assert.Empty(_transport.Messages);

        Assert.Single(await outcomes.ToListAsync());

        var thrown = Assert.Throws<InvalidOperationException>(() => outcomes.GetAsyncEnumerator());
        Assert.StartsWith("The outcomes of this call are being read, or have been", thrown.Message, StringComparison.Ordinal);
        Assert.Single(_transport.Messages);
    }

    private IStreamSender Create() => TypedSenders.Create<IStreamSender>(_transport);
}
