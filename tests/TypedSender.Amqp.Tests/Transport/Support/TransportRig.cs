#if NET9_0_OR_GREATER
using Lock = System.Threading.Lock;
#else
using Lock = System.Object;
#endif
using System.Buffers.Binary;
using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Performatives;
using TypedSender.Amqp.Tests.Engine;
using TypedSender.Amqp.Transport;
using TypedSender.Shared;

namespace TypedSender.Amqp.Tests.Transport;

/// <summary>A transport over a controlled stream, with an engine whose peer is the test.</summary>
internal sealed class TransportRig
{
    private readonly TaskCompletionSource<Exception?> _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TransportRig(FrameBuffer? frames = null)
    {
        Engine = new ConnectionEngine(new ConnectionSettings { ContainerId = "here" }, Handler);
        Transport = new AmqpTransport(Stream, frames ?? new FrameBuffer(65536), Engine, Lock, OnAdvanced, OnStopped, Time);
    }

    public Lock Lock { get; } = new();

    public ControlledStream Stream { get; } = new();

    public ManualTimeProvider Time { get; } = new();

    public RecordingHandler Handler { get; } = new();

    public ConnectionEngine Engine { get; }

    public AmqpTransport Transport { get; }

    public int StoppedCount { get; private set; }

    public int AdvancedCount { get; private set; }

    /// <summary>The failure that the owner was told, once it was.</summary>
    public Task<Exception?> Stopped => _stopped.Task.WaitAsync(Bounded.Time);

    /// <summary>A started transport whose connection, session and sending link (credit 10,000) work, with nothing left to write.</summary>
    public static async Task<(TransportRig Rig, SenderLink Link)> AttachedAsync()
    {
        TransportRig rig = new();
        SenderLink link = null!;
        TaskCompletionSource<SenderLink> attached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        rig.Handler.Opened = _ => rig.Engine.BeginSession(new SessionSettings());
        rig.Handler.SessionBegun = session => link = session.AttachSender(EngineRig.Attaching("link"), new DeliveryQueue(), int.MaxValue);
        rig.Transport.Start();
        rig.Append(rig.Engine.Open);
        rig.Feed(new Open { ContainerId = "there" });
        rig.Feed(new Begin { RemoteChannel = 0, NextOutgoingId = 0, IncomingWindow = 100_000, OutgoingWindow = 1 });
        await rig.Stream.WaitForWritesAsync(3);
        rig.Feed(EngineRig.Attaching("link", Role.Receiver, 5));
        rig.Feed(new Flow { NextIncomingId = 0, IncomingWindow = 100_000, NextOutgoingId = 0, OutgoingWindow = 1, Handle = 5, DeliveryCount = 0, LinkCredit = 10_000, Echo = true });
        await rig.Stream.WaitForWritesAsync(4);
        await rig.WaitUntilAsync(() => rig.Transport.RequestWrite(preferInline: true) == WriteRequest.None && !rig.Engine.HasOutput);
        return (rig, link);
    }

    /// <summary>Does something under the lock and writes what it appended.</summary>
    public WriteRequest Append(Action action, bool preferInline = true)
    {
        WriteRequest request;
        lock (Lock)
        {
            action();
            request = Transport.RequestWrite(preferInline);
        }

        Transport.Perform(request);
        return request;
    }

    public TestDelivery Send(SenderLink link, byte[] bytes, bool preferInline = true)
    {
        TestDelivery delivery = new();
        Append(
            () =>
            {
                AmqpBuffer buffer = new();
                buffer.Append(bytes);
                Assert.True(link.CanAppend(bytes.Length));
                link.Append(delivery, buffer);
            },
            preferInline);
        return delivery;
    }

    public void Feed<T>(T performative)
        where T : IAmqpComposite<T> => Stream.Feed(Frame(performative));

    public static byte[] Frame<T>(T performative, ushort channel = 0, byte type = 0)
        where T : IAmqpComposite<T>
    {
        byte[] body = WireFrame.Encode(performative);
        byte[] frame = new byte[8 + body.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, frame.Length);
        frame[4] = 2;
        frame[5] = type;
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(6), channel);
        body.CopyTo(frame, 8);
        return frame;
    }

    /// <summary>Waits for something that other threads are about to bring about.</summary>
    public async Task WaitUntilAsync(Func<bool> condition)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            lock (Lock)
            {
                if (condition())
                {
                    return;
                }
            }

            Assert.True(TimeProvider.System.GetElapsedTime(start) < Bounded.Time, "What was waited for has not come about.");
            await Task.Yield();
        }
    }

#if NET9_0_OR_GREATER
    private bool IsLocked => Lock.IsHeldByCurrentThread;
#else
    private bool IsLocked => Monitor.IsEntered(Lock);
#endif

    private void OnAdvanced()
    {
        Assert.True(IsLocked);
        AdvancedCount++;
    }

    private void OnStopped(Exception? failure)
    {
        Assert.False(IsLocked);
        StoppedCount++;
        _stopped.TrySetResult(failure);
    }
}
