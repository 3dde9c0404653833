using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Amqp.Tests.Engine;

/// <summary>Every appended frame is shown to the trace, whichever way it took into the output.</summary>
public class OutgoingFrameTraceTests
{
    private readonly Trace _trace = new();

    [Fact]
    public void WhatIsShownIsWhatIsAppended()
    {
        EngineRig rig = EngineRig.Opened(maxFrameSize: 512, settings: new ConnectionSettings { ContainerId = "here", FrameTrace = _trace });
        rig.Begin();
        SessionEngine session = rig.Begin();
        SenderLink link = rig.AttachSender(session, credit: 10);
        _trace.Frames.Clear();

        rig.Send(link, [1, 2, 3]);
        rig.Send(link, new byte[1000]);
        session.End();

        List<WireFrame> frames = rig.Take();
        Assert.Equal([typeof(Transfer), typeof(Transfer), typeof(Transfer), typeof(Transfer), typeof(End)], frames.Select(frame => frame.Performative!.GetType()));
        Assert.Equal(frames.Select(frame => $"out amqp 1 {Convert.ToHexString(frame.Body)}"), _trace.Frames);
    }

    [Fact]
    public void AHeartbeatIsShownWithoutABody()
    {
        EngineRig rig = EngineRig.Opened(idleTimeOut: 1000, settings: new ConnectionSettings { ContainerId = "here", FrameTrace = _trace });
        rig.Engine.OnTick(TimeSpan.Zero);
        Assert.StartsWith("out amqp 0 005310", Assert.Single(_trace.Frames), StringComparison.Ordinal);

        rig.Engine.OnTick(TimeSpan.FromSeconds(1));

        Assert.Equal("out amqp 0 ", _trace.Frames[^1]);
        Assert.Equal(2, _trace.Frames.Count);
    }

    [Fact]
    public void AFrameThatCannotBeAppendedIsNotShown()
    {
        EngineRig rig = EngineRig.Opened(maxFrameSize: 512, settings: new ConnectionSettings { ContainerId = "here", FrameTrace = _trace });
        SessionEngine session = rig.Begin();
        _trace.Frames.Clear();

        Assert.Throws<AmqpEncodeException>(() => session.AttachReceiver(EngineRig.Attaching(new string('n', 600), Role.Receiver)));

        Assert.Empty(_trace.Frames);
    }

    private sealed class Trace : IFrameTrace
    {
        public List<string> Frames { get; } = [];

        public void OnHeader(bool isIncoming, ReadOnlySpan<byte> bytes) => Assert.Fail("The engine knows no protocol headers.");

        public void OnFrame(bool isIncoming, bool isSasl, ushort channel, ReadOnlySpan<byte> body)
            => Frames.Add($"{(isIncoming ? "in" : "out")} {(isSasl ? "sasl" : "amqp")} {channel} {Convert.ToHexString(body)}");
    }
}
