using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Performatives;
using TypedSender.Amqp.Transport;
using TypedSender.TestPeer;
using Xunit.Abstractions;

namespace TypedSender.ScriptedFaults.Tests.Deaths;

/// <summary>A peer that talks and says nothing (AMQP 1.0, 2.4.5).</summary>
public sealed class EmptyFrameFaultTests(ITestOutputHelper output) : FaultTests(output)
{
    [Fault("10_000_empty_frames")]
    public async Task Ten_thousand_signs_of_life()
    {
        byte[] empties = [.. Enumerable.Repeat(FrameEncoder.EmptyFrame, 10_000).SelectMany(bytes => bytes)];
        Assert.Equal(0, AllocatedFor(empties));
        await using FaultCase fault = Begin();
        fault.Listen(script => script.AcceptConnection().AcceptSender()
            .SendRaw(empties).ExpectNote("a", out Captured<Transfer> delivery)
            .SendRaw(empties).SendDisposition(delivery, Amqp.Messages.Accepted.Instance)
            .ExpectNothingMore().SendWindow(2048).Signal(fault.Reached).BehaveWell());

        await fault.ExpectAcceptedAsync(fault.Tell());

        await fault.Reached.Task.Within();
        await fault.EndAsync();
    }

    /// <summary>What it allocates to take these bytes in, once a first time is over.</summary>
    private static long AllocatedFor(byte[] bytes)
    {
        ConnectionEngine engine = new(new ConnectionSettings { ContainerId = "here" }, observer: null!);
        FrameBuffer frames = new(65_536);
        ProcessReceived();
        long before = GC.GetAllocatedBytesForCurrentThread();
        ProcessReceived();
        return GC.GetAllocatedBytesForCurrentThread() - before;

        void ProcessReceived()
        {
            for (int done = 0; done < bytes.Length;)
            {
                Memory<byte> free = frames.GetFree();
                int count = Math.Min(free.Length, bytes.Length - done);
                bytes.AsSpan(done, count).CopyTo(free.Span);
                frames.Commit(count);
                done += count;
                while (frames.TryTakeFrame(FrameType.Amqp, out ushort channel, out ReadOnlySpan<byte> body))
                {
                    engine.OnFrame(channel, body);
                }
            }
        }
    }
}
