using TypedSender.Testing;

namespace TypedSender.Tests.Bodies;

/// <summary>Streams on a transport that takes messages in one piece: read as a whole before it is given them.</summary>
public sealed class GatheredBodyTests
{
    private readonly RecordingTransport _transport = new();

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(500_000)]
    public async Task The_transport_is_given_the_whole_message(int length)
    {
        byte[] bytes = [.. Enumerable.Range(0, length).Select(index => (byte)index)];
        IUploadSender uploads = TypedSenders.Create<IUploadSender>(_transport);

        Assert.Equal(SendOutcome.Accepted, await uploads.UploadAsync(SourceStream.Of(bytes, 10_000), "a").Within());
        Assert.Equal(SendOutcome.Accepted, await uploads.TellAsync(new Upload("b", new MemoryStream(bytes))).Within());

        Assert.Equal(bytes, _transport.Messages[0].Message.Data.SelectMany(section => section));
        Assert.Equal(bytes, Assert.Single(_transport.Messages[1].Message.Data));
    }

    [Fact]
    public async Task A_stream_that_fails_is_not_sent()
    {
        IUploadSender uploads = TypedSenders.Create<IUploadSender>(_transport);

        SendOutcome outcome = await uploads.UploadAsync(SourceStream.Of(new byte[100_000], _ => throw new IOException("disk gone")), "a").Within();

        Assert.Equal((SendOutcomeKind.NotSent, SendReason.SourceFailed), (outcome.Kind, outcome.Reason));
        Assert.Empty(_transport.Messages);
        Assert.Equal(SendOutcome.Accepted, await uploads.UploadAsync(SourceStream.Of(new byte[10]), "b").Within());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Within_the_limits_of_a_message_in_one_piece(bool isKnown)
    {
        IUploadSender uploads = TypedSenders.Create<IUploadSender>(_transport, new SenderOptions { MaxMessageSize = 100_000 });
        Stream content = isKnown ? new MemoryStream(new byte[200_000]) : SourceStream.Of(new byte[200_000]);

        SendOutcome outcome = await uploads.UploadAsync(content, "a").Within();

        Assert.Equal((SendOutcomeKind.NotSent, SendReason.MessageTooLarge), (outcome.Kind, outcome.Reason));
        Assert.Equal(SendOutcome.Accepted, await uploads.UploadAsync(SourceStream.Of(new byte[10]), "b").Within());
    }

    [Fact]
    public async Task Cancelled_while_the_stream_is_read_it_is_not_sent()
    {
        using var cancellation = new CancellationTokenSource();
        TaskCompletionSource reading = Bounded.Signal();
        TaskCompletionSource stopped = Bounded.Signal();
        IUploadSender uploads = TypedSenders.Create<IUploadSender>(_transport);

        Task<SendOutcome> send = uploads.UploadAsync(
            SourceStream.Of(new byte[100], async token =>
            {
                token.Register(stopped.SetResult);
                reading.SetResult();
                await Task.Delay(Timeout.Infinite, token);
                return 0;
            }),
            "a",
            cancellation.Token).AsTask();
        await reading.Task.Within();
        await cancellation.CancelAsync();

        Assert.Equal(
            "NotSent (Canceled): The send to 'uploads' was cancelled while waiting for the stream of its body to give more bytes. The message was not sent.",
            (await send.Within()).ToString());
        await stopped.Task.Within();
        Assert.Empty(_transport.Messages);
    }
}
