using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.TestPeer;

namespace TypedSender.Tests.Outcomes;

/// <summary>
/// Receivers that decide about a message before they have its last frame (AMQP 1.0, 2.6.14). One that hands it back ends the transfer; after any other verdict the rest is
/// sent, and the verdict is told when all of it has been written.
/// </summary>
public sealed class EarlyDispositionTests
{
    private const int Size = 20_000;
    private static readonly Open SmallFrames = Handshakes.DefaultOpen with { MaxFrameSize = 4096 };

    public static TheoryData<object?, SendOutcomeKind, SendReason> GoingOn => new()
    {
        { Accepted.Instance, SendOutcomeKind.Accepted, SendReason.None },
        { null, SendOutcomeKind.Indeterminate, SendReason.OutcomeMissing },
        { new Received { SectionNumber = 0, SectionOffset = 4000 }, SendOutcomeKind.Indeterminate, SendReason.OutcomeMissing },
        { new UnknownDeliveryState(new TypedSender.Amqp.AmqpDescribed(0xF4UL, new List<object?>())), SendOutcomeKind.Indeterminate, SendReason.OutcomeUnknown },
    };

    public static TheoryData<object, SendOutcomeKind, bool> HandedBack => new()
    {
        { new Rejected(), SendOutcomeKind.Rejected, true },
        { Released.Instance, SendOutcomeKind.Released, true },
        { new Modified { DeliveryFailed = true }, SendOutcomeKind.Modified, true },
        { new Rejected(), SendOutcomeKind.Rejected, false },
        { Released.Instance, SendOutcomeKind.Released, false },
        { new Modified { DeliveryFailed = true }, SendOutcomeKind.Modified, false },
    };

    [Theory]
    [MemberData(nameof(GoingOn), DisableDiscoveryEnumeration = true)]
    public async Task Settled_after_the_first_frame_the_message_still_arrives_whole(object? state, SendOutcomeKind kind, SendReason reason)
    {
        TaskCompletionSource settled = Bounded.Signal();
        TaskCompletionSource looked = Bounded.Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(script => BeginWithWindow(script, 1)
            .ExpectTransfer().Capture(out Captured<Transfer> first).Where(frame => frame.More)
            .SendDisposition(0, null, (DeliveryState?)state)
            .SendFlow(flow => flow with { IncomingWindow = 0, Echo = true }).ExpectFlow().Signal(settled)
            .WaitFor(looked.Task)
            .SendWindow(1000)
            .ExpectDelivery(out Captured<Transfer> rest)
            .Then(_ => Assert.Equal(new byte[Size], Body(first, rest)))
            .ExpectDelivery(out Captured<Transfer> next).SendDisposition(next, Accepted.Instance)
            .AnswerClosing());
        await using var client = new SendClient(peer.Url);
        INoteSender notes = client.GetSender<INoteSender>();

        Task<SendOutcome> send = notes.TellBlobAsync(new Blob(new byte[Size])).AsTask();
        await settled.Task.Within();

        // The verdict is known, but the peer does not have the message yet.
        Assert.False(send.IsCompleted);
        looked.SetResult();
        SendOutcome outcome = await send.Within();

        Assert.Equal((kind, reason), (outcome.Kind, outcome.Reason));
        Assert.Equal(SendOutcome.Accepted, await notes.TellAsync(new Note("next")).Within());
        Assert.True((await client.CloseAsync().Within()).IsClean);
        await peer.Completion.Within();
    }

    [Fact]
    public async Task Accepted_but_not_settled_early_it_is_settled_behind_the_last_frame()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(script => BeginWithWindow(script, 1)
            .ExpectTransfer().Capture(out Captured<Transfer> first).Where(frame => frame.More)
            .SendDisposition(0, null, Accepted.Instance, settled: false)
            .SendDisposition(0, null, Accepted.Instance, settled: false)
            .SendWindow(1000)
            .ExpectDelivery(out Captured<Transfer> rest)
            .ExpectDisposition().Where(answer => answer is { Role: Role.Sender, First: 0, Last: null or 0, Settled: true, State: Accepted })
            .Then(_ => Assert.Equal(new byte[Size], Body(first, rest)))
            .ExpectDelivery(out Captured<Transfer> next).SendDisposition(next, Accepted.Instance)
            .AnswerClosing());
        await using var client = new SendClient(peer.Url);
        INoteSender notes = client.GetSender<INoteSender>();

        Assert.Equal(SendOutcome.Accepted, await notes.TellBlobAsync(new Blob(new byte[Size])).Within());
        Assert.Equal(SendOutcome.Accepted, await notes.TellAsync(new Note("next")).Within());
        Assert.True((await client.CloseAsync().Within()).IsClean);
        await peer.Completion.Within();
    }

    [Theory]
    [MemberData(nameof(HandedBack), DisableDiscoveryEnumeration = true)]
    public async Task Handed_back_early_it_is_aborted_and_told_as_the_peer_said(object state, SendOutcomeKind kind, bool settled)
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(script => BeginWithWindow(script, 1)
            .ExpectTransfer().Where(frame => frame.More)
            .SendDisposition(0, null, (DeliveryState)state, settled)
            .Ignore<Disposition>()
            .SendWindow(1000)
            .ExpectTransfer().Where(frame => frame.Aborted && frame.DeliveryId == 0)
            .ExpectDelivery(out Captured<Transfer> next).SendDisposition(next, Accepted.Instance)
            .AnswerClosing());
        await using var client = new SendClient(peer.Url);
        INoteSender notes = client.GetSender<INoteSender>();

        Assert.Equal(kind, (await notes.TellBlobAsync(new Blob(new byte[Size])).Within()).Kind);
        Assert.Equal(SendOutcome.Accepted, await notes.TellAsync(new Note("next")).Within());
        Assert.True((await client.CloseAsync().Within()).IsClean);
        await peer.Completion.Within();
    }

    [Fact]
    public async Task Accepted_early_and_lost_before_the_last_frame_it_is_sent_anew()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(
            script => BeginWithWindow(script, 1)
                .ExpectTransfer().Where(frame => frame.More)
                .SendDisposition(0, null, Accepted.Instance)
                .SendFlow(flow => flow with { IncomingWindow = 0, Echo = true }).ExpectFlow()
                .ResetSocket(),
            script => script.AcceptConnection(SmallFrames).AcceptSender()
                .ExpectDelivery(out Captured<Transfer> whole)
                .Then(_ => Assert.Equal(new byte[Size], Body(whole)))
                .SendDisposition(whole, Released.Instance)
                .AnswerClosing());
        await using var client = new SendClient(peer.Url, options => options.RetryPolicy = new AmqpRetryPolicy { MinDelay = TimeSpan.Zero });

        // What the first connection said of a part of the message is not the verdict on the whole.
        Assert.Equal(SendOutcome.Released, await client.GetSender<INoteSender>().TellBlobAsync(new Blob(new byte[Size])).Within());
        Assert.True((await client.CloseAsync().Within()).IsClean);
        await peer.Completion.Within();
    }

    [Fact]
    public async Task Accepted_early_and_lost_for_good_it_is_not_sent()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(script => BeginWithWindow(script, 1)
            .ExpectTransfer().Where(frame => frame.More)
            .SendDisposition(0, null, Accepted.Instance)
            .SendFlow(flow => flow with { IncomingWindow = 0, Echo = true }).ExpectFlow()
            .ResetSocket());
        await using var client = new SendClient(peer.Url, options => options.RetryPolicy = AmqpRetryPolicy.None);

        SendOutcome outcome = await client.GetSender<INoteSender>().TellBlobAsync(new Blob(new byte[Size])).Within();

        Assert.Equal((SendOutcomeKind.NotSent, SendReason.ConnectionLost), (outcome.Kind, outcome.Reason));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Accepted_early_and_given_up_before_the_last_frame_it_is_aborted_and_not_sent(bool isCanceled)
    {
        var time = new ManualTimeProvider();
        TaskCompletionSource settled = Bounded.Signal();
        TaskCompletionSource givenUp = Bounded.Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(script => BeginWithWindow(script, 1)
            .ExpectTransfer().Where(frame => frame.More)
            .SendDisposition(0, null, Accepted.Instance)
            .SendFlow(flow => flow with { IncomingWindow = 0, Echo = true }).ExpectFlow().Signal(settled)
            .WaitFor(givenUp.Task)
            .SendWindow(1000)
            .ExpectTransfer().Where(frame => frame.Aborted && frame.DeliveryId == 0)
            .ExpectDelivery(out Captured<Transfer> next).SendDisposition(next, Accepted.Instance)
            .AnswerClosing());
        await using var client = new SendClient(peer.Url, options => (options.TimeProvider, options.IdleTimeout) = (time, Timeout.InfiniteTimeSpan));
        INoteSender notes = client.GetSender<INoteSender>();
        using var cancellation = new CancellationTokenSource();

        Task<SendOutcome> send = notes.TellBlobAsync(new Blob(new byte[Size]), cancellation.Token).AsTask();
        await settled.Task.Within();
        if (isCanceled)
        {
            await cancellation.CancelAsync();
        }
        else
        {
            time.Advance(TimeSpan.FromSeconds(61));
        }

        SendOutcome outcome = await send.Within();
        givenUp.SetResult();

        Assert.Equal((SendOutcomeKind.NotSent, isCanceled ? SendReason.Canceled : SendReason.TimedOut), (outcome.Kind, outcome.Reason));
        Assert.Equal(SendOutcome.Accepted, await notes.TellAsync(new Note("next")).Within());
        await client.CloseAsync().Within();
        await peer.Completion.Within();
    }

    [Theory]
    [InlineData(true, SendOutcomeKind.NotSent)]
    [InlineData(false, SendOutcomeKind.Indeterminate)]
    public async Task Accepted_early_it_is_not_told_as_accepted_before_the_last_frame_is_written(bool isBehindAnother, SendOutcomeKind kind)
    {
        TaskCompletionSource begun = Bounded.Signal();
        TaskCompletionSource held = Bounded.Signal();
        TaskCompletionSource holding = Bounded.Signal();
        TaskCompletionSource broken = Bounded.Signal();
        await using ScriptedPeer peer = ScriptedPeer.Start(script =>
        {
            BeginWithWindow(script, 1).ExpectTransfer().Where(frame => frame.More).Signal(begun).WaitFor(held.Task);
            if (isBehindAnother)
            {
                // The answer to this is what is being written.
                script.SendFlow(flow => flow with { IncomingWindow = 0, Echo = true }).WaitFor(holding.Task);
            }

            script.SendDisposition(0, null, Accepted.Instance).SendWindow(1000).WaitFor(holding.Task)
                .SendClose(new AmqpError { Condition = AmqpErrorConditions.ConnectionForced })
                .WaitFor(broken.Task);
        });
        HoldableStream? stream = null;
        await using var client = new SendClient(peer.Url, options =>
        {
            options.RetryPolicy = AmqpRetryPolicy.None;
            options.ConnectStream = async (_, token) => stream = await HoldableStream.ConnectAsync(new Uri(peer.Url).Port, token);
        });

        Task<SendOutcome> send = client.GetSender<INoteSender>().TellBlobAsync(new Blob(new byte[Size])).AsTask();
        await begun.Task.Within();
        stream!.HoldWrites();
        held.SetResult();
        await stream.Holding.Within();
        holding.SetResult();
        SendOutcome outcome = await send.Within();
        stream.BreakWrites();
        broken.SetResult();

        // What stands behind a write that is under way has certainly not left; of what is being written, nobody can know.
        Assert.Equal((kind, SendReason.ConnectionLost), (outcome.Kind, outcome.Reason));
    }

    [Fact]
    public async Task A_retained_message_that_is_refused_early_for_the_brokers_load_is_sent_again()
    {
        AmqpError busy = new() { Condition = AmqpErrorConditions.ResourceLimitExceeded };
        await using ScriptedPeer peer = ScriptedPeer.Start(script => BeginWithWindow(script, 1)
            .ExpectTransfer().Where(frame => frame.More)
            .SendDisposition(0, null, new Rejected { Error = busy })
            .SendWindow(1000)
            .ExpectTransfer().Where(frame => frame.Aborted && frame.DeliveryId == 0)
            .ExpectDelivery(out Captured<Transfer> again)
            .Then(_ => Assert.Equal(new byte[Size], Body(again)))
            .SendDisposition(again, Accepted.Instance)
            .AnswerClosing());
        await using var client = new SendClient(peer.Url, options => options.RetryPolicy = new AmqpRetryPolicy { BusyDelay = TimeSpan.Zero, MinDelay = TimeSpan.Zero });
        INoteSender notes = client.GetSender<INoteSender>(new SenderOptions { Retention = MessageRetention.UntilSettled });

        Assert.Equal(SendOutcome.Accepted, await notes.TellBlobAsync(new Blob(new byte[Size])).Within());
        Assert.Equal(0, client.GetMessageSender(notes).PendingCount);
        Assert.True((await client.CloseAsync().Within()).IsClean);
        await peer.Completion.Within();
    }

    private static PeerScript BeginWithWindow(PeerScript script, uint window) => script.AcceptConnection(SmallFrames).AcceptSession(incomingWindow: window).AcceptAttach(credit: 0)
        .SendFlow(flow => flow with { IncomingWindow = window, Handle = 0, DeliveryCount = 0, LinkCredit = 10 });

    private static byte[] Body(params Captured<Transfer>[] parts)
    {
        var body = (TypedSender.Amqp.AmqpMap)AmqpMessage.Decode(parts.SelectMany(part => part.Payload).ToArray()).Value!;
        return (byte[])body["Data"]!;
    }
}
