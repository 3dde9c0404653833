using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.TestPeer;
using Xunit.Abstractions;

namespace TypedSender.ScriptedFaults.Tests.Deaths;

/// <summary>Peers that do not read: what fills the network is in doubt, what is behind it is not.</summary>
public sealed class SlowPeerFaultTests(ITestOutputHelper output) : FaultTests(output)
{
    [Fault("slow_reader_zero_tcp_window")]
    public async Task A_peer_that_does_not_read()
    {
        const int Count = 600;
        const int Size = 60_000;
        await using FaultCase fault = Begin();
        TaskCompletionSource granted = Bounded.Signal();
        TaskCompletionSource expired = Bounded.Signal();
        int left = 0;
        fault.Listen(script => script.AcceptConnection().AcceptSender(credit: 0).SendCredit(5000, echo: true).ExpectFlow().Signal(granted)
            .WaitFor(expired.Task)

            // It reads at last: what was told as not sent is not there, and what was told as in doubt is.
            .Then(async (connection, cancellationToken) =>
            {
                for (int i = 0; i < left; i++)
                {
                    Assert.Equal(i, IndexOf(await connection.ReadFrameAsync(cancellationToken)));
                }
            })
            .Send(_ => new Disposition { Role = Role.Receiver, First = 0, Last = (uint)left - 1, Settled = true, State = Accepted.Instance })
            .AcceptNote("afterwards").BehaveWell());
        await fault.Sender.OpenAsync().Within();
        await granted.Task.Within();

        Task<SendOutcome>[] sends = [.. Enumerable.Range(0, Count).Select(i => fault.Track(() => fault.Notes.TellBlobAsync(MakeBlob(i, Size)).AsTask()))];
        fault.Reached.SetResult();
        await fault.EndWithinAsync(Task.WhenAll(sends), FaultCase.SendBound);
        left = sends.TakeWhile(send => send.Result.Kind == SendOutcomeKind.Indeterminate).Count();
        expired.SetResult();

        Assert.InRange(left, 1, Count - 1);
        foreach (Task<SendOutcome> send in sends[..left])
        {
            await fault.ExpectAsync(
                send, SendOutcomeKind.Indeterminate, SendReason.TimedOut, "timed out after 60 s while waiting for the peer's outcome. The peer may have stored the message", FaultCase.SendBound);
        }

        foreach (Task<SendOutcome> send in sends[left..])
        {
            SendOutcome outcome = await fault.ExpectAsync(
                send, SendOutcomeKind.NotSent, SendReason.TimedOut, "timed out after 60 s while waiting in the queue behind earlier messages; ", FaultCase.SendBound);
            Assert.Contains(" lack the peer's outcome, the oldest for 60 s. The message was not sent.", outcome.ToString(), StringComparison.Ordinal);
        }

        await fault.EndAsync();
    }

    private static Blob MakeBlob(int index, int size)
    {
        byte[] data = new byte[size];
        BitConverter.TryWriteBytes(data, index);
        return new Blob(data);
    }

    private static int IndexOf(PeerFrame frame)
    {
        Assert.False(Assert.IsType<Transfer>(frame.Performative).More);
        return BitConverter.ToInt32((byte[])((AmqpMap)AmqpMessage.Decode(frame.Payload).Value!)["Data"]!);
    }
}
