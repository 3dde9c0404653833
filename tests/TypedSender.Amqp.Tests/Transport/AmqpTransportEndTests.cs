using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Performatives;
using TypedSender.Amqp.Tests.Engine;
using TypedSender.Amqp.Transport;

namespace TypedSender.Amqp.Tests.Transport;

/// <summary>How a connection ends: by the peer, by us, by failure; and what is certain about bytes then.</summary>
public class AmqpTransportEndTests
{
    private static readonly byte[] Garbage = [0, 0, 0, 12, 2, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF];

    [Fact]
    public async Task ThePeersCloseIsAnsweredBeforeTheSocketGoes()
    {
        (TransportRig rig, _) = await TransportRig.AttachedAsync();

        rig.Feed(new Close { Error = EngineError.Make(AmqpErrorConditions.ConnectionForced, "maintenance") });

        Assert.Null(await rig.Stopped);
        Assert.Equal("closed amqp:connection:forced", rig.Handler.Events[^1]);
        Assert.IsType<Close>(Assert.Single(WireFrame.Split(rig.Stream.Writes[^1])).Performative);
        Assert.Equal("disposed", rig.Stream.Events[^1]);
    }

    [Fact]
    public async Task OurOwnCloseEndsWithThePeers()
    {
        (TransportRig rig, _) = await TransportRig.AttachedAsync();

        rig.Append(() => rig.Engine.Close());
        Assert.Equal(0, rig.StoppedCount);
        rig.Feed(new Close());

        Assert.Null(await rig.Stopped);
        Assert.IsType<Close>(Assert.Single(WireFrame.Split(rig.Stream.Writes[^1])).Performative);
    }

    [Fact]
    public async Task TheLastWordsWaitForTheWriteBeforeThem()
    {
        (TransportRig rig, SenderLink link) = await TransportRig.AttachedAsync();
        rig.Stream.HoldsWrites = true;
        rig.Send(link, [1]);
        int before = rig.Stream.Writes.Count;

        rig.Stream.Feed(Garbage);
        await rig.WaitUntilAsync(() => rig.Engine.IsCloseSent);
        Assert.Equal(before, rig.Stream.Writes.Count);
        rig.Stream.Release();
        await rig.Stream.WaitForWritesAsync(before + 1);
        Assert.DoesNotContain("disposed", rig.Stream.Events);
        rig.Stream.Release();

        Assert.IsType<AmqpDecodeException>(await rig.Stopped);
        Close close = Assert.Single(WireFrame.Split(rig.Stream.Writes[^1])).As<Close>();
        Assert.Equal(AmqpErrorConditions.DecodeError, close.Error!.Condition.Value);
        Assert.Equal("disposed", rig.Stream.Events[^1]);
    }

    [Fact]
    public async Task LastWordsThatCannotLeaveAreGivenUpAfterTwoSeconds()
    {
        (TransportRig rig, SenderLink link) = await TransportRig.AttachedAsync();
        rig.Stream.HoldsWrites = true;
        rig.Send(link, [1]);

        rig.Stream.Feed(Garbage);
        await rig.WaitUntilAsync(() => rig.Time.ActiveTimers == 1);
        rig.Time.Advance(TimeSpan.FromSeconds(1.9));
        Assert.Equal(0, rig.StoppedCount);
        rig.Time.Advance(TimeSpan.FromSeconds(0.1));

        Assert.IsType<AmqpDecodeException>(await rig.Stopped);
        Assert.Equal("disposed", rig.Stream.Events[^1]);
    }

    [Fact]
    public async Task AFailedWriteEndsTheWaitForTheLastWords()
    {
        (TransportRig rig, SenderLink link) = await TransportRig.AttachedAsync();
        rig.Stream.HoldsWrites = true;
        rig.Send(link, [1]);
        rig.Stream.Feed(Garbage);
        await rig.WaitUntilAsync(() => rig.Time.ActiveTimers == 1);

        // No time passes in this test.
        rig.Stream.Release(new IOException("reset"));

        Assert.IsType<AmqpDecodeException>(await rig.Stopped);
    }

    [Fact]
    public async Task APeerThatJustGoesIsNoFailureOfOurs()
    {
        (TransportRig rig, _) = await TransportRig.AttachedAsync();

        rig.Stream.EndReads();

        Assert.Null(await rig.Stopped);
        Assert.Equal("disposed", rig.Stream.Events[^1]);
        Assert.Equal(1, rig.StoppedCount);
    }

    [Fact]
    public async Task AFailedReadIsTold()
    {
        (TransportRig rig, _) = await TransportRig.AttachedAsync();
        IOException failure = new("reset");

        rig.Stream.EndReads(failure);

        Assert.Same(failure, await rig.Stopped);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AFailedWriteIsTold(bool isAsynchronous)
    {
        (TransportRig rig, SenderLink link) = await TransportRig.AttachedAsync();
        IOException failure = new("broken pipe");
        rig.Stream.HoldsWrites = isAsynchronous;
        rig.Stream.WriteFailure = isAsynchronous ? null : failure;

        TestDelivery delivery = rig.Send(link, [1]);
        if (isAsynchronous)
        {
            rig.Stream.Release(failure);
        }

        Assert.Same(failure, await rig.Stopped);
        Assert.True(delivery.EndOffset <= rig.Transport.StartedOffset);
        int writes = rig.Stream.Writes.Count;
        TestDelivery late = rig.Send(link, [2]);
        Assert.Equal(writes, rig.Stream.Writes.Count);
        Assert.True(late.EndOffset > rig.Transport.StartedOffset);
        Assert.Equal(1, rig.StoppedCount);
    }

    [Fact]
    public async Task AbortDuringAReadStopsWithItsFailure()
    {
        (TransportRig rig, _) = await TransportRig.AttachedAsync();
        TimeoutException failure = new("idle");

        rig.Transport.Abort(failure);

        Assert.Same(failure, await rig.Stopped);
        rig.Transport.Abort(new IOException("late"));
        Assert.Equal(1, rig.StoppedCount);
    }

    [Fact]
    public async Task AbortDuringAWriteStopsToo()
    {
        (TransportRig rig, SenderLink link) = await TransportRig.AttachedAsync();
        rig.Stream.HoldsWrites = true;
        rig.Send(link, [1]);

        rig.Transport.Abort();
        await rig.Stopped;

        Assert.Equal(1, rig.StoppedCount);
        Assert.Equal(WriteRequest.None, rig.Append(() => { }));
    }

    [Fact]
    public async Task AbortBeforeTheStartStopsWhenStarted()
    {
        TransportRig rig = new();
        rig.Transport.Abort();

        rig.Transport.Start();

        Assert.Null(await rig.Stopped);
    }

    [Fact]
    public async Task WhatAnAbruptCloseDropsHasNotLeft()
    {
        (TransportRig rig, SenderLink link) = await TransportRig.AttachedAsync();
        rig.Stream.HoldsWrites = true;
        TestDelivery left = rig.Send(link, [1]);
        TestDelivery dropped = rig.Send(link, [2]);
        rig.Append(() =>
        {
            AmqpBuffer buffer = new();
            Assert.True(link.TryAppendSettled(buffer, 0));
        });

        rig.Stream.Feed(Garbage);
        await rig.WaitUntilAsync(() => rig.Engine.IsCloseSent);
        rig.Stream.Release();
        rig.Stream.HoldsWrites = false;
        await rig.Stopped;

        Assert.IsType<Close>(Assert.Single(WireFrame.Split(rig.Stream.Writes[^1])).Performative);
        Assert.True(left.EndOffset <= rig.Transport.StartedOffset);
        Assert.True(dropped.EndOffset > rig.Transport.StartedOffset);
        Assert.Equal(1, rig.Engine.PresettledCount);
        Assert.Equal(0, rig.Transport.StartedPresettled);
    }

    [Fact]
    public async Task PresettledSendsAreCountedWhenTheirWriteStarts()
    {
        (TransportRig rig, SenderLink link) = await TransportRig.AttachedAsync();
        rig.Stream.HoldsWrites = true;
        for (int i = 0; i < 3; i++)
        {
            rig.Append(() => Assert.True(link.TryAppendSettled(new AmqpBuffer(), 0)));
        }

        Assert.Equal(1, rig.Transport.StartedPresettled);
        Assert.Equal(3, rig.Engine.PresettledCount);
        rig.Stream.Release();
        await rig.WaitUntilAsync(() => rig.Transport.StartedPresettled == 3);
    }

    [Fact]
    public async Task SendingIntoAFailingConnectionNeverThrows()
    {
        for (int round = 0; round < 200; round++)
        {
            (TransportRig rig, SenderLink link) = await TransportRig.AttachedAsync();
            Task sending = Task.Run(() =>
            {
                for (int i = 0; i < 200; i++)
                {
                    rig.Send(link, [1], preferInline: i % 3 != 0);
                }
            });
            rig.Stream.WriteFailure = new IOException("reset");

            await sending.WaitAsync(Bounded.Time);

            // All of them may have left before the stream began to fail: this one cannot.
            rig.Send(link, [1], preferInline: true);
            await rig.Stopped;
            Assert.Equal(1, rig.StoppedCount);
        }
    }

    [Fact]
    public async Task NoExceptionIsLeftUnobserved()
    {
        UnobservedTestException failure = new();
        bool isUnobserved = false;
        EventHandler<UnobservedTaskExceptionEventArgs> handler = (_, told) => isUnobserved |= told.Exception.Flatten().InnerExceptions.Any(inner => inner is UnobservedTestException);
        TaskScheduler.UnobservedTaskException += handler;
        try
        {
            for (int i = 0; i < 20; i++)
            {
                await EndOneAsync(i, failure);
            }

            GC.Collect();
            GC.WaitForPendingFinalizers();
            GC.Collect();
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= handler;
        }

        Assert.False(isUnobserved);
    }

    private static async Task EndOneAsync(int way, Exception failure)
    {
        (TransportRig rig, SenderLink link) = await TransportRig.AttachedAsync();
        rig.Stream.HoldsWrites = way % 2 == 0;
        rig.Stream.WriteFailure = way % 4 == 1 ? failure : null;
        rig.Send(link, [1]);
        if (way % 4 == 0)
        {
            rig.Stream.Release(failure);
        }
        else if (way % 4 != 1)
        {
            rig.Stream.EndReads(failure);
        }

        await rig.Stopped;
    }

    private sealed class UnobservedTestException : Exception;
}
