using System.Threading.Channels;
using TypedSender.Amqp.Performatives;
using TypedSender.TestPeer;
using Xunit.Abstractions;

namespace TypedSender.ScriptedFaults.Tests.Deaths;

/// <summary>Peers that send byte by byte: slow is not dead, and dead is not slow (AMQP 1.0, 2.4.5).</summary>
public sealed class TrickleFaultTests(ITestOutputHelper output) : FaultTests(output)
{
    [Fault("trickle_1_byte_per_s")]
    public async Task A_peer_that_sends_one_byte_a_second()
    {
        byte[] slow = FrameEncoder.Encode(
            0, new Flow { NextIncomingId = 0, IncomingWindow = 2048, NextOutgoingId = 0, OutgoingWindow = 2048, Handle = 0, DeliveryCount = 0, LinkCredit = 1 });
        byte[] endless = [0, 0, 0xFF, 0xFF, 2, 0, 0, 0];
        await using FaultCase fault = Begin();
        Channel<byte> slowly = Channel.CreateUnbounded<byte>();
        Channel<byte> endlessly = Channel.CreateUnbounded<byte>();
        WatchedStream? stream = null;
        fault.Sockets.Instead = async cancellationToken => stream = new WatchedStream(await fault.Sockets.ConnectSocketAsync(cancellationToken));
        fault.Configure = options => (options.IdleTimeout, options.SendTimeout) = (TimeSpan.FromSeconds(20), TimeSpan.FromMinutes(10));
        TaskCompletionSource inFlight = Bounded.Signal();
        fault.Listen(
            script => script.Within(TimeSpan.FromMinutes(1)).AcceptConnection().AcceptSender(credit: 0)
                .SendCredit(0, echo: true).ExpectFlow().Signal(fault.Reached).Trickle(slowly)
                .AcceptNote("a")
                .SendCredit(1).ExpectNote("b", out _).Signal(inFlight).Trickle(endlessly),
            FaultScripts.Good);

        // A frame that takes longer than the idle time-out: whoever sends bytes is alive.
        Task<SendOutcome> first = fault.Tell();
        await fault.Reached.Task.Within();
        foreach (byte each in slow)
        {
            Assert.True(await SendNextAsync(fault, stream!, slowly, each));
        }

        slowly.Writer.Complete();
        Assert.InRange(slow.Length, 21, 79);
        await fault.ExpectAcceptedAsync(first, TimeSpan.FromSeconds(slow.Length) + FaultCase.Slack);

        // A frame that never ends: four idle time-outs are what one may take.
        Task<SendOutcome> second = fault.Tell("b");
        await inFlight.Task.Within();
        int sent = 0;
        while (await SendNextAsync(fault, stream!, endlessly, sent < endless.Length ? endless[sent] : (byte)0))
        {
            sent++;
        }

        endlessly.Writer.Complete();
        await fault.ExpectAsync(
            second,
            SendOutcomeKind.Indeterminate,
            SendReason.ConnectionLost,
            "did not finish a frame within 80 s (four idle time-outs). The connection was closed. Check the network and the broker, or raise IdleTimeout.",
            TimeSpan.FromSeconds(82));
        await fault.EndAsync();
    }

    /// <summary>A second passes, and another byte comes; false when the client has given up meanwhile.</summary>
    private static async Task<bool> SendNextAsync(FaultCase fault, WatchedStream stream, Channel<byte> bytes, byte each)
    {
        fault.Time.Advance(TimeSpan.FromSeconds(1));
        if (fault.Sender.PendingCount == 0)
        {
            return false;
        }

        long read = stream.ReadCount;
        await bytes.Writer.WriteAsync(each);
        await stream.WaitForTakenInAsync(read + 1);
        return true;
    }
}

file static class Trickling
{
    /// <summary>Sends each byte by itself as the test gives it, until there are no more.</summary>
    public static PeerScript Trickle(this PeerScript script, Channel<byte> bytes) => script.Then(async (connection, cancellationToken) =>
    {
        await foreach (byte each in bytes.Reader.ReadAllAsync(cancellationToken))
        {
            await connection.SendRawAsync(new[] { each }, cancellationToken);
        }
    });
}
