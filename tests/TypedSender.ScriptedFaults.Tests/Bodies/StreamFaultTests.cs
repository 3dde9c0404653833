using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.TestPeer;
using Xunit.Abstractions;

namespace TypedSender.ScriptedFaults.Tests.Bodies;

/// <summary>Streams that fail while their message is sent, and peers that fail under one (AMQP 1.0, 2.6.14): the last frame has not been appended, so that nothing was sent.</summary>
public sealed class StreamFaultTests(ITestOutputHelper output) : FaultTests(output)
{
    private const int Begun = 100_000;

    [Fault("stream_throws_midway")]
    public async Task A_stream_that_throws_midway()
    {
        await using FaultCase fault = Begin();
        TaskCompletionSource seen = Bounded.Signal();
        fault.Listen(script => ExpectAborted(script.AcceptConnection().AcceptSender(), seen).BehaveWell());

        SendOutcome outcome = await fault.ExpectAsync(
            Stream(fault, FailAfter(seen.Task, new IOException("the disk is gone"))),
            SendOutcomeKind.NotSent,
            SendReason.SourceFailed,
            "The stream of the message to 'notes' failed after 100,000 bytes: the disk is gone. The message was not sent.");

        Assert.IsType<IOException>(outcome.Cause);
        await fault.EndAsync();
    }

    [Fault("stream_throws_at_once")]
    public async Task A_stream_that_throws_at_its_first_read()
    {
        await using FaultCase fault = Begin();
        fault.Listen(script => script.AcceptConnection().AcceptSender().AcceptNote("afterwards").BehaveWell());

        await fault.ExpectAsync(
            Stream(fault, new SourceStream((_, _) => throw new IOException("no such file"))), SendOutcomeKind.NotSent, SendReason.SourceFailed, "failed after 0 bytes: no such file.");

        await fault.EndAsync();
    }

    [Fault("stream_ends_early")]
    public async Task A_stream_that_ends_before_its_length()
    {
        await using FaultCase fault = Begin();
        fault.Listen(script => ExpectAborted(script.AcceptConnection().AcceptSender(), Bounded.Signal()).BehaveWell());
        int left = Begun;
        var source = new SourceStream((room, _) => new(Math.Min(room.Length, Interlocked.Exchange(ref left, left - Math.Min(room.Length, left)))), length: 2 * Begun);

        await fault.ExpectAsync(Stream(fault, source), SendOutcomeKind.NotSent, SendReason.SourceFailed, "it ended after 100000 of the 200000 bytes that it had at the call");

        await fault.EndAsync();
    }

    [Fault("stream_miscounts")]
    public async Task A_stream_that_returns_more_than_it_was_asked_for()
    {
        await using FaultCase fault = Begin();
        fault.Listen(script => script.AcceptConnection().AcceptSender().AcceptNote("afterwards").BehaveWell());

        await fault.ExpectAsync(
            Stream(fault, new SourceStream((room, _) => new(room.Length + 1))), SendOutcomeKind.NotSent, SendReason.SourceFailed, "returned 32761 for 32760 bytes");

        await fault.EndAsync();
    }

    [Fault("stream_never_returns")]
    public async Task A_stream_whose_read_never_returns()
    {
        await using FaultCase fault = Begin();
        TaskCompletionSource never = Bounded.Signal();
        fault.Listen(script => ExpectAborted(script.AcceptConnection().AcceptSender(), fault.Reached).BehaveWell());
        SourceStream source = SourceStream.Of(new byte[Begun], async _ =>
        {
            await never.Task;
            return 0;
        });

        await fault.ExpectAsync(
            Stream(fault, source),
            SendOutcomeKind.NotSent,
            SendReason.TimedOut,
            "timed out after 60 s while waiting for the stream of its body to give more bytes. The message was not sent. Look at what fills the stream, or raise SendTimeout.",
            FaultCase.SendBound);

        // The read goes on, and the stream is its own until it returns.
        Assert.Throws<Amqp.AmqpEncodeException>(() => { _ = Stream(fault, source); });
        never.SetResult();
        await fault.EndAsync();
    }

    [Fault("stream_cancelled_midway")]
    public async Task A_send_that_is_cancelled_while_its_stream_is_read()
    {
        await using FaultCase fault = Begin();
        TaskCompletionSource seen = Bounded.Signal();
        TaskCompletionSource told = Bounded.Signal();
        fault.Listen(script => ExpectAborted(script.AcceptConnection().AcceptSender(), seen).BehaveWell());
        using var cancellation = new CancellationTokenSource();
        SourceStream source = SourceStream.Of(new byte[Begun], async token =>
        {
            token.Register(told.SetResult);
            await told.Task;
            token.ThrowIfCancellationRequested();
            return 0;
        });

        Task<SendOutcome> send = Stream(fault, source, cancellation.Token);
        await seen.Task.Within();
        await cancellation.CancelAsync();

        await fault.ExpectAsync(
            send, SendOutcomeKind.NotSent, SendReason.Canceled, "was cancelled while waiting for the stream of its body to give more bytes. The message was not sent.");
        await told.Task.Within();
        await fault.EndAsync();
    }

    [Fault("stream_rst_midway")]
    public async Task A_connection_that_is_reset_while_a_stream_is_read()
    {
        await using FaultCase fault = Begin();
        TaskCompletionSource never = Bounded.Signal();
        fault.Listen(script => script.AcceptConnection().AcceptSender().ExpectTransfer().Where(transfer => transfer.More).ResetSocket(), FaultScripts.Good);

        await fault.ExpectAsync(Stream(fault, Endless(never.Task)), SendOutcomeKind.NotSent, SendReason.ConnectionLost, "The message to 'notes' was not sent.");

        never.SetResult();
        await fault.EndAsync();
    }

    [Fault("stream_detach_midway")]
    public async Task A_peer_that_detaches_while_a_stream_is_read()
    {
        await using FaultCase fault = Begin();
        TaskCompletionSource never = Bounded.Signal();
        fault.Listen(script => script.AcceptConnection().AcceptSender().Ignore<Transfer>()
            .Send(new Detach { Handle = 0, Closed = true, Error = new AmqpError { Condition = "amqp:resource-deleted" } })
            .ExpectDetach().Then(_ => { }).BehaveWell());

        await fault.ExpectAsync(Stream(fault, Endless(never.Task)), SendOutcomeKind.NotSent, SendReason.LinkDetached, "The message to 'notes' was not sent.");

        never.SetResult();
        await fault.EndAsync();
    }

    [Fault("stream_too_large_midway")]
    public async Task A_stream_that_turns_out_to_be_larger_than_the_peer_takes()
    {
        await using FaultCase fault = Begin();
        fault.Listen(script => ExpectAborted(
            script.AcceptConnection().AcceptSession().ExpectAttach().Respond(attach => Expectations.Mirror(attach) with { MaxMessageSize = 80_000 }).SendCredit(10), Bounded.Signal()).BehaveWell());

        await fault.ExpectAsync(
            Stream(fault, SourceStream.Of(new byte[Begun])),
            SendOutcomeKind.NotSent,
            SendReason.MessageTooLarge,
            "more than the peer's max-message-size of 80,000 bytes");

        await fault.EndAsync();
    }

    private static Task<SendOutcome> Stream(FaultCase fault, Stream content, CancellationToken cancellationToken = default)
        => fault.Track(() => fault.Sender.SendForOutcomeAsync(new AmqpMessage { DataStream = content }, cancellationToken).AsTask());

    private static SourceStream FailAfter(Task seen, Exception failure) => SourceStream.Of(new byte[Begun], async _ =>
    {
        await seen;
        throw failure;
    });

    /// <summary>Gives bytes for a frame, and no more before the end of the case.</summary>
    private static SourceStream Endless(Task ended) => SourceStream.Of(new byte[Begun], async _ =>
    {
        await ended;
        return 0;
    });

    /// <summary>Expects the first frame of a message, then some more of it, and that it is aborted.</summary>
    private static PeerScript ExpectAborted(PeerScript script, TaskCompletionSource begun)
    {
        return script.ExpectTransfer().Where(transfer => transfer.More).Signal(begun)
            .Then(async (connection, cancellationToken) =>
            {
                while (true)
                {
                    PeerFrame frame = await connection.ReadFrameAsync(cancellationToken);
                    Transfer transfer = Assert.IsType<Transfer>(frame.Performative);
                    if (transfer.Aborted)
                    {
                        return;
                    }

                    Assert.True(transfer.More, "The message is not to end.");
                }
            });
    }
}
