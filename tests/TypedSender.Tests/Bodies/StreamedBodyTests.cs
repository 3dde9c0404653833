using System.IO.Pipelines;
using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Testing;

namespace TypedSender.Tests.Bodies;

/// <summary>Messages whose body is a stream: what arrives of them, and who refuses them.</summary>
public sealed class StreamedBodyTests : IAsyncLifetime
{
    private const int PieceSize = 32 * 1024 - 8;

    private InProcessBroker _broker = null!;
    private BrokerQueue _queue = null!;
    private SendClient _client = null!;
    private IUploadSender _uploads = null!;

    public static TheoryData<int> Lengths => [0, 1, 255, 256, PieceSize - 1, PieceSize, PieceSize + 1, 2 * PieceSize, (2 * PieceSize) + 1, 1_000_000];

    public async Task InitializeAsync()
    {
        _broker = await InProcessBroker.StartAsync();
        _queue = _broker.CreateQueue("uploads");
        _client = new SendClient(_broker.Url, options => options.RetryPolicy = RecordingPolicy.Eager);
        _uploads = _client.GetSender<IUploadSender>();
    }

    public async Task DisposeAsync()
    {
        await _client.DisposeAsync();
        await _broker.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public async Task A_stream_of_known_length_is_one_data_section(int length)
    {
        byte[] bytes = Numbered(length);
        var content = new MemoryStream(bytes);

        Assert.Equal(SendOutcome.Accepted, await _uploads.UploadAsync(content, "a").Within());

        AmqpMessage expected = new() { ApplicationProperties = new AmqpMap { ["name"] = "a" }, Data = [bytes] };
        Assert.Equal(Convert.ToHexString(expected.ToBytes()), Convert.ToHexString(Assert.Single(_queue.Messages).Bytes.Span));
        Assert.True(content.CanRead, "The stream is the caller's to dispose.");
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public async Task A_stream_of_unknown_length_is_data_sections_of_one_piece_each(int length)
    {
        byte[] bytes = Numbered(length);

        Assert.Equal(SendOutcome.Accepted, await _uploads.TellAsync(new Upload("s", SourceStream.Of(bytes, chunk: 7_001))).Within());

        AmqpMessage arrived = Assert.Single(_queue.Messages).Message;
        Assert.Equal("s", arrived.Properties!.Value.Subject);
        Assert.Equal(bytes, arrived.Data.SelectMany(section => section));
        Assert.All(arrived.Data.SkipLast(1), section => Assert.Equal(PieceSize, section.Length));
        Assert.InRange(arrived.Data.Count, 1, (length / PieceSize) + 1);
    }

    [Fact]
    public async Task It_is_sent_from_its_position_to_the_end()
    {
        var content = new MemoryStream(Numbered(10)) { Position = 7 };

        Assert.Equal(SendOutcome.Accepted, await _uploads.UploadAsync(content, "a").Within());

        Assert.Equal(Numbered(10)[7..], Assert.Single(Assert.Single(_queue.Messages).Message.Data));
    }

    [Fact]
    public async Task A_pipe_is_read_to_its_end_and_left_open()
    {
        byte[] bytes = Numbered(200_000);
        var pipe = new Pipe();
        ValueTask<SendOutcome> send = _uploads.PipeAsync(pipe.Reader);
        await pipe.Writer.WriteAsync(bytes.AsMemory(0, 50_000));
        await pipe.Writer.WriteAsync(bytes.AsMemory(50_000));
        await pipe.Writer.CompleteAsync();

        Assert.Equal(SendOutcome.Accepted, await send.Within());
        Assert.Equal(SendOutcome.Accepted, await _uploads.TellPipedAsync(new PipedUpload(null)).Within());

        Assert.Equal(bytes, _queue.Messages[0].Message.Data.SelectMany(section => section));
        Assert.Empty(Assert.Single(_queue.Messages[1].Message.Data));
        Assert.True((await pipe.Reader.ReadAsync()).IsCompleted);
        await pipe.Reader.CompleteAsync();
    }

    [Fact]
    public async Task An_untyped_message_has_its_sections_around_the_stream()
    {
        byte[] bytes = Numbered(100_000);
        AmqpMessage message = new()
        {
            Header = new Header { Durable = true },
            DeliveryAnnotations = new AmqpMap { [new AmqpSymbol("x-opt-d")] = 1 },
            MessageAnnotations = new AmqpMap { [new AmqpSymbol("x-opt-m")] = 2 },
            Properties = new Properties { MessageId = 7ul },
            ApplicationProperties = new AmqpMap { ["k"] = new byte[20_000] },
            Footer = new AmqpMap { [new AmqpSymbol("x-opt-f")] = new byte[40_000] },
            DataStream = SourceStream.Of(bytes),
        };

        Assert.Equal(SendOutcome.Accepted, await _client.GetMessageSender("uploads").SendForOutcomeAsync(message).Within());

        AmqpMessage arrived = Assert.Single(_queue.Messages).Message;
        Assert.Equal(bytes, arrived.Data.SelectMany(section => section));
        Assert.True(arrived.Header!.Value.Durable);
        Assert.Equal(((object?)1, (object?)2), (arrived.DeliveryAnnotations![new AmqpSymbol("x-opt-d")], arrived.MessageAnnotations![new AmqpSymbol("x-opt-m")]));
        Assert.Equal(7ul, arrived.Properties!.Value.MessageId);
        Assert.Equal(40_000, ((byte[])arrived.Footer![new AmqpSymbol("x-opt-f")]!).Length);
    }

    [Fact]
    public async Task Messages_of_one_link_keep_their_order_and_those_of_another_do_not_wait()
    {
        TaskCompletionSource goesOn = Bounded.Signal();
        BrokerQueue notes = _broker.CreateQueue("notes");
        SourceStream held = SourceStream.Of(Numbered(100_000), async _ =>
        {
            await goesOn.Task;
            return 0;
        });

        Task<SendOutcome> first = _uploads.UploadAsync(held, "first").AsTask();
        Task<SendOutcome> second = _uploads.UploadAsync(new MemoryStream([1]), "second").AsTask();
        await _client.GetSender<INoteSender>().SendAsync(new Note("other")).Within();

        Assert.Single(notes.Messages);
        Assert.False(first.IsCompleted || second.IsCompleted);
        goesOn.SetResult();
        Assert.Equal(SendOutcome.Accepted, await first.Within());
        Assert.Equal(SendOutcome.Accepted, await second.Within());
        Assert.Equal(["first", "second"], _queue.Messages.Select(message => message.Message.ApplicationProperties!["name"]));
    }

    [Fact]
    public async Task A_list_of_streams_is_a_message_each()
    {
        Upload[] uploads = [.. Enumerable.Range(1, 20).Select(number => new Upload($"{number}", SourceStream.Of(Numbered(number * 10_000))))];

        IReadOnlyList<SendOutcome> outcomes = await _uploads.TellAllAsync(uploads).Within();

        Assert.All(outcomes, outcome => Assert.Equal(SendOutcome.Accepted, outcome));
        Assert.Equal(Enumerable.Range(1, 20).Select(number => number * 10_000), _queue.Messages.Select(message => message.Message.Data.Sum(section => section.Length)));
    }

    [Fact]
    public async Task Sent_settled_it_is_unconfirmed_once_its_last_byte_is_appended()
    {
        IUploadSender settled = _client.GetSender<IUploadSender>(new SenderOptions { SendSettleMode = SenderSettleMode.Settled });

        Assert.Equal(SendOutcome.Unconfirmed, await settled.UploadAsync(SourceStream.Of(Numbered(100_000)), "a").Within());

        await _client.CloseAsync().Within();
        Assert.Equal(100_000, Assert.Single(_queue.Messages).Message.Data.Sum(section => section.Length));
    }

    [Fact]
    public async Task It_may_be_larger_than_all_that_may_wait()
    {
        await using var client = new SendClient(_broker.Url, options => options.MaxPendingBytes = 256 * 1024);

        Assert.Equal(SendOutcome.Accepted, await client.GetSender<IUploadSender>().UploadAsync(new MemoryStream(Numbered(1_000_000)), "a").Within());
    }

    [Fact]
    public async Task A_stream_that_cannot_be_read_now_is_refused_at_the_call()
    {
        TaskCompletionSource goesOn = Bounded.Signal();
        SourceStream held = SourceStream.Of(Numbered(10), async _ =>
        {
            await goesOn.Task;
            return 0;
        });
        var closed = new MemoryStream();
        await closed.DisposeAsync();
        var read = new MemoryStream(Numbered(10));

        Task<SendOutcome> first = _uploads.UploadAsync(held, "first").AsTask();
        AmqpEncodeException twice = Assert.Throws<AmqpEncodeException>(() => { _ = _uploads.TellAsync(new Upload("second", held)); });
        AmqpEncodeException ended = Assert.Throws<AmqpEncodeException>(() => { _ = _uploads.UploadAsync(closed, "closed"); });
        goesOn.SetResult();
        await first.Within();
        await _uploads.UploadAsync(read, "read").Within();
        AmqpEncodeException gone = Assert.Throws<AmqpEncodeException>(() => { _ = _uploads.UploadAsync(held, "gone"); });
        AmqpEncodeException atEnd = Assert.Throws<AmqpEncodeException>(() => { _ = _uploads.UploadAsync(read, "again"); });

        Assert.Equal("Upload.Content cannot be sent: The stream is being read by another send, or by one that has ended before a read of the stream did. Give each send a stream of its own.", twice.Message);
        Assert.Equal("Upload.Content", twice.Member);
        Assert.StartsWith("The stream of the body cannot be read: it is closed", ended.Message, StringComparison.Ordinal);
        Assert.Equal("The stream was read by an earlier send, and cannot be read twice. Open it anew for a further send.", gone.Message);
        Assert.Equal("The stream stands at 10, where an earlier send left it. Set its Position to send its bytes again.", atEnd.Message);
        read.Position = 0;
        Assert.Equal(SendOutcome.Accepted, await _uploads.UploadAsync(read, "again").Within());
        Assert.Equal(3, _queue.Messages.Count);
    }

    [Fact]
    public async Task In_an_envelope_or_an_array_there_is_no_stream()
    {
        AmqpMessage message = new() { DataStream = new MemoryStream(Numbered(10)) };

        IReadOnlyList<SendOutcome> outcomes = await _client.GetMessageSender("uploads").SendEnvelopesForOutcomesAsync([message, new() { Value = 1 }], 0, 0, default).Within();
        AmqpEncodeException encoded = Assert.Throws<AmqpEncodeException>(() => { _ = message.ToBytes(); });
        AmqpEncodeException contract = Assert.Throws<AmqpEncodeException>(() => { _ = AmqpContracts.Encode(new Upload("s", new MemoryStream())); });

        Assert.Equal(SendReason.EncodingFailed, outcomes[0].Reason);
        Assert.Equal(SendOutcome.Accepted, outcomes[1]);
        Assert.Contains("A Stream is the body of a message that a sender sends by itself", encoded.Message, StringComparison.Ordinal);
        Assert.Equal("Upload.Content", contract.Member);
        Assert.Throws<InvalidOperationException>(() => new AmqpMessage { Data = [[1]], DataStream = new MemoryStream() });
        Assert.Throws<InvalidOperationException>(() => new AmqpMessage { DataStream = new MemoryStream(), Data = [[1]] });
        Assert.Throws<InvalidOperationException>(() => new AmqpMessage { DataStream = new MemoryStream(), Value = 1 });
    }

    private static byte[] Numbered(int length) => [.. Enumerable.Range(0, length).Select(index => (byte)(index * 31 >> 3))];
}
