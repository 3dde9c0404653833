using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Performatives;
using TypedSender.Amqp.Tests.Engine;
using TypedSender.Amqp.Transport;

namespace TypedSender.Amqp.Tests.Transport;

/// <summary>How bytes travel between engine and stream.</summary>
public class AmqpTransportTests
{
    [Fact]
    public async Task ALoneSendIsWrittenOnceOnTheCallersThread()
    {
        (TransportRig rig, SenderLink link) = await TransportRig.AttachedAsync();
        int before = rig.Stream.Writes.Count;

        TestDelivery delivery = rig.Send(link, [1, 2, 3]);

        Assert.Equal(before + 1, rig.Stream.Writes.Count);
        Assert.Equal(Environment.CurrentManagedThreadId, rig.Stream.WritingThread);
        Assert.Equal([1, 2, 3], Assert.Single(WireFrame.Split(rig.Stream.Writes[^1])).Payload);
        Assert.Equal(delivery.EndOffset, rig.Transport.StartedOffset);
    }

    [Fact]
    public async Task WhatGathersDuringAWriteGoesOutInOneWrite()
    {
        (TransportRig rig, SenderLink link) = await TransportRig.AttachedAsync();
        rig.Stream.HoldsWrites = true;
        int before = rig.Stream.Writes.Count;
        TestDelivery first = rig.Send(link, [0]);

        List<TestDelivery> gathered = [];
        for (byte i = 1; i <= 100; i++)
        {
            gathered.Add(rig.Send(link, [i]));
        }

        Assert.Equal(before + 1, rig.Stream.Writes.Count);
        Assert.Equal(first.EndOffset, rig.Transport.StartedOffset);
        Assert.All(gathered, delivery => Assert.True(delivery.EndOffset > rig.Transport.StartedOffset));
        rig.Stream.Release();
        await rig.Stream.WaitForWritesAsync(before + 2);

        Assert.Equal(100, WireFrame.Split(rig.Stream.Writes[^1]).Count);
        Assert.Equal(gathered[^1].EndOffset, rig.Transport.StartedOffset);
        rig.Stream.Release();
        await rig.WaitUntilAsync(() => rig.Transport.RequestWrite(true) == WriteRequest.None);
        Assert.Equal(before + 2, rig.Stream.Writes.Count);
    }

    [Fact]
    public async Task OnlyOneWriteIsRequestedAtATime()
    {
        (TransportRig rig, SenderLink link) = await TransportRig.AttachedAsync();
        lock (rig.Lock)
        {
            Assert.Equal(WriteRequest.None, rig.Transport.RequestWrite(preferInline: true));
            AmqpBuffer buffer = new();
            link.Append(new TestDelivery(), buffer);
            Assert.Equal(WriteRequest.Queued, rig.Transport.RequestWrite(preferInline: false));
            link.Append(new TestDelivery(), buffer);
            Assert.Equal(WriteRequest.None, rig.Transport.RequestWrite(preferInline: true));
        }

        int before = rig.Stream.Writes.Count;
        rig.Transport.Perform(WriteRequest.None);
        Assert.Equal(before, rig.Stream.Writes.Count);
        rig.Transport.Perform(WriteRequest.Queued);
        await rig.Stream.WaitForWritesAsync(before + 1);

        Assert.Equal(2, WireFrame.Split(rig.Stream.Writes[^1]).Count);
    }

    [Fact]
    public async Task AMessageLargerThanTheHighWaterMarkGoesOutBitByBit()
    {
        (TransportRig rig, SenderLink link) = await TransportRig.AttachedAsync();
        TestDelivery delivery = new() { Phase = DeliveryPhase.Waiting };
        delivery.Hold(new byte[5_000_000]);
        int before = rig.Stream.Writes.Count;

        rig.Append(() =>
        {
            link.Queue.Enqueue(delivery);
            link.OnEnqueued();
            rig.Engine.Pump();
        });
        await rig.WaitUntilAsync(() => delivery.Phase == DeliveryPhase.Appended && !rig.Engine.HasOutput);

        List<byte[]> writes = [.. rig.Stream.Writes.Skip(before)];
        Assert.Equal(5_000_000, writes.SelectMany(write => WireFrame.Split(write)).Sum(frame => frame.Payload.Length));
        Assert.All(writes, write => Assert.InRange(write.Length, 1, 1_200_000));
    }

    [Fact]
    public async Task APeerThatDoesNotReadItsAnswersIsNotReadFromEither()
    {
        const int Pieces = 500;
        const int FlowsAPiece = 500;
        (TransportRig rig, _) = await TransportRig.AttachedAsync();
        byte[] flow = TransportRig.Frame(new Flow { NextIncomingId = 0, IncomingWindow = 100_000, NextOutgoingId = 0, OutgoingWindow = 1, Echo = true });
        byte[] piece = [.. Enumerable.Repeat(flow, FlowsAPiece).SelectMany(bytes => bytes)];
        int before = rig.Stream.Writes.Count;
        rig.Stream.HoldsWrites = true;
        for (int i = 0; i < Pieces; i++)
        {
            rig.Stream.Feed(piece);
        }

        await rig.WaitUntilAsync(() => rig.Transport.IsReadingSuspended);
        Assert.InRange(rig.Stream.UnreadCount, 1, Pieces - 1);
        Assert.Equal(before + 1, rig.Stream.Writes.Count);
        rig.Stream.HoldsWrites = false;
        rig.Stream.Release();

        int answer = WireFrame.Split(rig.Stream.Writes[before])[0].Size;
        await rig.WaitUntilAsync(() => rig.Stream.Writes.Skip(before).Sum(write => (long)write.Length) == (long)Pieces * FlowsAPiece * answer);
        Assert.All(rig.Stream.Writes.Skip(before), write => Assert.InRange(write.Length, 1, 4_500_000));
    }

    [Fact]
    public async Task AnAbortEndsTheWaitForAPeerThatDoesNotRead()
    {
        (TransportRig rig, _) = await TransportRig.AttachedAsync();
        byte[] flow = TransportRig.Frame(new Flow { NextIncomingId = 0, IncomingWindow = 100_000, NextOutgoingId = 0, OutgoingWindow = 1, Echo = true });
        byte[] piece = [.. Enumerable.Repeat(flow, 500).SelectMany(bytes => bytes)];
        rig.Stream.HoldsWrites = true;
        for (int i = 0; i < 500; i++)
        {
            rig.Stream.Feed(piece);
        }

        await rig.WaitUntilAsync(() => rig.Transport.IsReadingSuspended);
        rig.Transport.Abort();

        await rig.Stopped;
        Assert.Equal(1, rig.StoppedCount);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public async Task FramesMayComeInAnyPieces(int piece)
    {
        (TransportRig rig, SenderLink link) = await TransportRig.AttachedAsync();
        TestDelivery[] deliveries = [rig.Send(link, [1]), rig.Send(link, [2])];
        byte[] bytes =
        [
            .. TransportRig.Frame(new Disposition { Role = Role.Receiver, First = 0, Settled = true }),
            .. TransportRig.Frame(new Disposition { Role = Role.Receiver, First = 1, Settled = true }),
        ];

        foreach (byte[] part in bytes.Chunk(piece))
        {
            rig.Stream.Feed(part);
        }

        await rig.WaitUntilAsync(() => rig.Handler.Settled.Count == 2);
        Assert.Equal(deliveries, rig.Handler.Settled.Select(settled => settled.Delivery));
    }

    [Fact]
    public async Task WhatTheHandshakeReadTooMuchIsTakenInFirst()
    {
        FrameBuffer frames = new(65536);
        byte[] open = TransportRig.Frame(new Open { ContainerId = "there" });
        open.CopyTo(frames.GetFree());
        frames.Commit(open.Length);
        TransportRig rig = new(frames);

        rig.Transport.Start();

        await rig.WaitUntilAsync(() => rig.Handler.Events.Count == 1);
        Assert.Equal(["opened there"], rig.Handler.Events);
    }

    [Fact]
    public async Task WhatWaitsIsAppendedWhenAReadBringsCredit()
    {
        (TransportRig rig, SenderLink link) = await TransportRig.AttachedAsync();
        rig.Feed(new Flow { NextIncomingId = 0, IncomingWindow = 1000, NextOutgoingId = 0, OutgoingWindow = 1, Handle = 5, DeliveryCount = 0, LinkCredit = 0 });
        await rig.WaitUntilAsync(() => link.Credit == 0);
        TestDelivery delivery = new() { Phase = DeliveryPhase.Waiting };
        delivery.Hold([7]);
        rig.Append(() =>
        {
            link.Queue.Enqueue(delivery);
            link.OnEnqueued();
        });
        int before = rig.Stream.Writes.Count;
        int advanced = rig.AdvancedCount;

        rig.Feed(new Flow { NextIncomingId = 0, IncomingWindow = 1000, NextOutgoingId = 0, OutgoingWindow = 1, Handle = 5, DeliveryCount = 0, LinkCredit = 1 });
        await rig.Stream.WaitForWritesAsync(before + 1);

        Assert.Equal([7], Assert.Single(WireFrame.Split(rig.Stream.Writes[^1])).Payload);
        Assert.True(rig.AdvancedCount > advanced);
    }

    [Fact]
    public async Task ManyThreadsSendAndEveryFrameArrivesOnceInOrderOfIds()
    {
        (TransportRig rig, SenderLink link) = await TransportRig.AttachedAsync();
        int before = rig.Stream.Writes.Count;

        await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(() =>
        {
            for (int i = 0; i < 1000; i++)
            {
                rig.Send(link, [(byte)thread], preferInline: i % 2 == 0);
            }
        }))).WaitAsync(Bounded.Time);
        await rig.WaitUntilAsync(() => !rig.Engine.HasOutput && rig.Transport.RequestWrite(true) == WriteRequest.None);
        await rig.WaitUntilAsync(() => rig.Stream.Writes.Skip(before).Sum(write => WireFrame.Split(write).Count) == 8000);

        IEnumerable<uint> ids = rig.Stream.Writes.Skip(before).SelectMany(write => WireFrame.Split(write)).Select(frame => frame.As<Transfer>().DeliveryId!.Value);
        Assert.Equal(Enumerable.Range(0, 8000).Select(i => (uint)i), ids);
    }
}
