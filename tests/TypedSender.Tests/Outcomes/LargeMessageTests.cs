using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.TestPeer;

namespace TypedSender.Tests.Outcomes;

/// <summary>Messages of many frames, and the caller's memory that they borrow.</summary>
public sealed class LargeMessageTests
{
    private const int Size = 1024 * 1024;
    private static readonly Open SmallFrames = Handshakes.DefaultOpen with { MaxFrameSize = 4096 };

    [Fact]
    public async Task A_large_message_arrives_whole_in_frames_that_the_peer_takes()
    {
        byte[] data = Numbered();
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection(SmallFrames).AcceptSender()
            .ExpectTransfer().Capture(out Captured<Transfer> first).Where(frame => frame.More && frame.DeliveryId == 0 && frame.Settled != true)
            .Then(_ => Assert.InRange(first.Frame.Bytes.Length, 4000, 4096))
            .ExpectDelivery(out Captured<Transfer> rest)
            .SendDisposition(0, null, Accepted.Instance)
            .Then(_ => AssertEqual(data, [.. first.Payload, .. rest.Payload]))
            .AnswerClosing());
        await using var client = new SendClient(peer.Url);

        SendOutcome outcome = await client.GetSender<INoteSender>().TellBlobAsync(new Blob(data)).Within();

        Assert.Equal(SendOutcome.Accepted, outcome);
        await client.CloseAsync().Within();
        await peer.Completion.Within();
    }

    [Fact]
    public async Task Cancelled_midway_it_is_aborted_not_sent_and_nothing_of_what_the_caller_writes_later_leaves()
    {
        byte[] data = new byte[Size];
        TaskCompletionSource begun = Bounded.Signal();
        TaskCompletionSource cancelled = Bounded.Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection(SmallFrames).AcceptSession(incomingWindow: 3).AcceptAttach(credit: 0)
            .SendFlow(flow => flow with { IncomingWindow = 3, Handle = 0, DeliveryCount = 0, LinkCredit = 10 })
            .Repeat(3, steps => steps.ExpectTransfer().Capture(out Captured<Transfer> frame).Where(transfer => transfer.More && !transfer.Aborted)
                .Then(_ => AssertNoScribble(frame.Payload)))
            .Signal(begun)
            .ExpectSilenceUntil(cancelled.Task)
            .SendWindow(100)
            .ExpectTransfer().Capture(out Captured<Transfer> last).Where(transfer => transfer.Aborted && !transfer.More && (transfer.DeliveryId ?? 0) == 0)
            .Then(_ => Assert.Empty(last.Payload))
            .ExpectDelivery(out Captured<Transfer> next).SendDisposition(next, Accepted.Instance)
            .Then(_ => Assert.Equal("b", Bytes.TextOf(next.Payload)))
            .AnswerClosing());
        await using var client = new SendClient(peer.Url);
        INoteSender notes = client.GetSender<INoteSender>();
        using var cancellation = new CancellationTokenSource();

        ValueTask<SendOutcome> send = notes.TellBlobAsync(new Blob(data), cancellation.Token);
        await begun.Task.Within();
        await cancellation.CancelAsync();
        SendOutcome told = await send.Within();
        data.AsSpan().Fill(0xEE);
        ValueTask<SendOutcome> second = notes.TellAsync(new Note("b"));
        cancelled.SetResult();

        Assert.Equal(SendOutcomeKind.NotSent, told.Kind);
        Assert.Equal(SendReason.Canceled, told.Reason);
        Assert.Equal(SendOutcome.Accepted, await second.Within());
        Assert.True((await client.CloseAsync().Within()).IsClean);
        await peer.Completion.Within();
    }

    [Fact]
    public async Task Cancelled_at_any_moment_what_arrives_is_what_was_sent()
    {
        // The peer reads on while the caller cancels: how far the message came differs from run to run, what arrived of it never does.
        for (int run = 0; run < 20; run++)
        {
            byte[] data = new byte[Size];
            TaskCompletionSource begun = Bounded.Signal();
            await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection(SmallFrames).AcceptSender()
                .ExpectTransfer().Signal(begun)
                .ExpectDelivery(out Captured<Transfer> rest)
                .Then(_ => AssertNoScribble(rest.Payload))
                .AnswerClosing());
            await using var client = new SendClient(peer.Url, options => options.DrainTimeout = TimeSpan.Zero);
            INoteSender notes = client.GetSender<INoteSender>();
            using var cancellation = new CancellationTokenSource();

            ValueTask<SendOutcome> send = notes.TellBlobAsync(new Blob(data), cancellation.Token);
            await begun.Task.Within();
            await cancellation.CancelAsync();
            SendOutcome told = await send.Within();
            data.AsSpan().Fill(0xEE);

            Assert.Equal(SendReason.Canceled, told.Reason);
            await client.CloseAsync().Within();
            await peer.Completion.Within();
        }
    }

    [Fact]
    public async Task A_deadline_midway_aborts_it_too()
    {
        var time = new ManualTimeProvider();
        TaskCompletionSource begun = Bounded.Signal();
        TaskCompletionSource expired = Bounded.Signal();
        TaskCompletionSource aborted = Bounded.Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection(SmallFrames).AcceptSession(incomingWindow: 2).AcceptAttach(credit: 0)
            .SendFlow(flow => flow with { IncomingWindow = 2, Handle = 0, DeliveryCount = 0, LinkCredit = 10 })
            .ExpectTransfer().ExpectTransfer().Signal(begun)
            .WaitFor(expired.Task)
            .SendWindow(10)
            .ExpectTransfer().Where(transfer => transfer.Aborted).Signal(aborted)
            .AnswerClosing());
        await using var client = new SendClient(peer.Url, options => (options.TimeProvider, options.SendTimeout) = (time, TimeSpan.FromSeconds(5)));

        Task<SendOutcome> send = client.GetSender<INoteSender>().TellBlobAsync(new Blob(new byte[Size])).AsTask();
        await begun.Task.Within();
        time.Advance(TimeSpan.FromSeconds(5.1));
        SendOutcome outcome = await send.Within();
        expired.SetResult();
        await aborted.Task.Within();

        Assert.Equal(
            "NotSent (TimedOut): The send to 'notes' timed out after 5 s while waiting for the peer's session window to open. The message was not sent. The peer does not keep up: check its load, or raise SendTimeout.",
            outcome.ToString());
        Assert.True((await client.CloseAsync().Within()).IsClean);
        await peer.Completion.Within();
    }

    [Fact]
    public async Task A_presettled_large_message_is_free_for_its_caller_when_it_is_unconfirmed()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection(SmallFrames).AcceptSender()
            .ExpectDelivery(out Captured<Transfer> delivery)
            .Then(_ => AssertEqual(new byte[Size], delivery.Payload))
            .AnswerClosing());
        await using var client = new SendClient(peer.Url);
        INoteSender notes = client.GetSender<INoteSender>(new SenderOptions { SendSettleMode = SenderSettleMode.Settled });
        byte[] data = new byte[Size];

        Assert.Equal(SendOutcome.Unconfirmed, await notes.TellBlobAsync(new Blob(data)).Within());
        data.AsSpan().Fill(0xEE);

        Assert.True((await client.CloseAsync().Within()).IsClean);
        await peer.Completion.Within();
    }

    [Fact]
    public async Task A_verdict_before_the_last_frame_decides_and_gives_the_room_back()
    {
        TaskCompletionSource decided = Bounded.Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection(SmallFrames).AcceptSession(incomingWindow: 2).AcceptAttach(credit: 0)
            .SendFlow(flow => flow with { IncomingWindow = 2, Handle = 0, DeliveryCount = 0, LinkCredit = 10 })
            .ExpectTransfer().ExpectTransfer()
            .SendDisposition(0, null, new Rejected())
            .WaitFor(decided.Task)
            .SendWindow(1000)
            .ExpectTransfer().Where(transfer => transfer.Aborted)
            .ExpectDelivery(out Captured<Transfer> next).SendDisposition(next, Accepted.Instance)
            .AnswerClosing());
        await using var client = new SendClient(peer.Url, options => options.MaxPendingBytes = Size + 1000);
        INoteSender notes = client.GetSender<INoteSender>();

        SendOutcome first = await notes.TellBlobAsync(new Blob(new byte[Size])).Within();
        decided.SetResult();

        // It fits only if the first no longer counts.
        SendOutcome second = await notes.TellBlobAsync(new Blob(new byte[Size])).Within();

        Assert.Equal(SendOutcomeKind.Rejected, first.Kind);
        Assert.Equal(SendOutcome.Accepted, second);
        await client.CloseAsync().Within();
        await peer.Completion.Within();
    }

    private static byte[] Numbered()
    {
        byte[] data = new byte[Size];
        for (int i = 0; i < data.Length; i++)
        {
            data[i] = (byte)(i * 31 / 7);
        }

        return data;
    }

    private static void AssertNoScribble(byte[] payload) => Assert.True(payload.AsSpan().IndexOf(new byte[] { 0xEE, 0xEE, 0xEE }) < 0, "The peer received what the caller wrote after its task had completed.");

    private static void AssertEqual(byte[] data, byte[] message)
    {
        var body = (Amqp.AmqpMap)AmqpMessage.Decode(message).Value!;
        Assert.True(data.AsSpan().SequenceEqual((byte[])body["Data"]!), "The data arrived changed.");
    }
}
