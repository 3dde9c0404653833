using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Tests.Engine;
using TypedSender.Amqp.Transport;

namespace TypedSender.Amqp.Tests.Transport;

/// <summary>Writes that are left to the end of a continuation, and what happens when that does not come.</summary>
public class LeftWritesTests
{
    private static readonly TimeSpan GuardInterval = TimeSpan.FromMilliseconds(10);

    [Fact]
    public async Task WhatAContinuationAppendsGoesOutInOneWriteWhenItReturns()
    {
        (TransportRig rig, SenderLink link) = await TransportRig.AttachedAsync();
        int before = rig.Stream.Writes.Count;
        Continue(() =>
        {
            for (int count = 0; count < 3; count++)
            {
                Assert.Equal(WriteRequest.None, Append(rig, link, 1));
            }

            Assert.Equal(before, rig.Stream.Writes.Count);
        });

        Assert.Equal(before + 1, rig.Stream.Writes.Count);
        Assert.Equal(Environment.CurrentManagedThreadId, rig.Stream.WritingThread);
        Assert.Equal(3, WireFrame.Split(rig.Stream.Writes[^1]).Count);
    }

    [Fact]
    public async Task ElsewhereThePoolWrites()
    {
        (TransportRig rig, SenderLink link) = await TransportRig.AttachedAsync();
        int before = rig.Stream.Writes.Count;

        Assert.Equal(WriteRequest.Queued, Append(rig, link, 1));

        await rig.Stream.WaitForWritesAsync(before + 1);
        Assert.Single(WireFrame.Split(rig.Stream.Writes[^1]));
    }

    [Fact]
    public async Task AWritesWorthIsWrittenAtOnce()
    {
        (TransportRig rig, SenderLink link) = await TransportRig.AttachedAsync();
        int before = rig.Stream.Writes.Count;
        Continue(() =>
        {
            int size = link.Session.Connection.TransferPayloadLimit;
            int count = 0;
            for (; rig.Stream.Writes.Count == before; count++)
            {
                Append(rig, link, size);
            }

            Assert.Equal((128 * 1024 / size) + 1, count);
        });

        Assert.Equal(before + 1, rig.Stream.Writes.Count);
    }

    [Fact]
    public async Task AContinuationThatBlocksHoldsNothingBack()
    {
        (TransportRig rig, SenderLink link) = await TransportRig.AttachedAsync();
        int before = rig.Stream.Writes.Count;
        DeferredWrites.Begin();
        try
        {
            Append(rig, link, 1);
            Append(rig, link, 1);
            rig.Time.Advance(GuardInterval);
            await rig.Stream.WaitForWritesAsync(before + 1).ConfigureAwait(true);
        }
        finally
        {
            DeferredWrites.End();
        }

        Assert.Equal(2, WireFrame.Split(rig.Stream.Writes[before]).Count);
    }

    [Fact]
    public async Task TheGuardRestsWhenNothingIsLeftAnyMore()
    {
        (TransportRig rig, SenderLink link) = await TransportRig.AttachedAsync();
        int idle = rig.Time.ActiveTimers;
        Continue(() => Append(rig, link, 1));
        Assert.Equal(idle + 1, rig.Time.ActiveTimers);

        rig.Time.Advance(GuardInterval);
        rig.Time.Advance(GuardInterval);

        Assert.Equal(idle, rig.Time.ActiveTimers);
        Continue(() => Append(rig, link, 1));
        Assert.Equal(idle + 1, rig.Time.ActiveTimers);
        rig.Transport.Abort();
        Assert.Equal(idle, rig.Time.ActiveTimers);
        await rig.Stopped;
    }

    [Fact]
    public async Task WhatIsSentOnASecondConnectionIsLeftToThePool()
    {
        (TransportRig rig, SenderLink link) = await TransportRig.AttachedAsync();
        (TransportRig other, SenderLink otherLink) = await TransportRig.AttachedAsync();
        int before = other.Stream.Writes.Count;
        Continue(() =>
        {
            Assert.Equal(WriteRequest.None, Append(rig, link, 1));
            Assert.Equal(WriteRequest.Queued, Append(other, otherLink, 1));
        });

        await other.Stream.WaitForWritesAsync(before + 1);
        Assert.Single(WireFrame.Split(other.Stream.Writes[^1]));
    }

    private static void Continue(Action continuation)
    {
        DeferredWrites.Begin();
        try
        {
            continuation();
            DeferredWrites.Perform();
        }
        finally
        {
            DeferredWrites.End();
        }
    }

    private static WriteRequest Append(TransportRig rig, SenderLink link, int size)
    {
        WriteRequest request;
        lock (rig.Lock)
        {
            AmqpBuffer buffer = new();
            buffer.Append(new byte[size]);
            link.Append(new TestDelivery(), buffer);
            request = rig.Transport.RequestGatheredWrite();
        }

        rig.Transport.Perform(request);
        return request;
    }
}
