using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Amqp.Tests.Engine;

/// <summary>The buffer of outgoing bytes, and its offsets, which say how much may have been sent.</summary>
public class OutputBufferTests
{
    private readonly OutputBuffer _output = new(trace: null);

    [Fact]
    public void TakingMovesTheOffsetsAndLeavesThatOfTheStream()
    {
        long end = Append(settled: true);

        Assert.Equal((end, 0L, 0L), (_output.StreamOffset, _output.TakenOffset, _output.StartedOffset));
        Assert.Equal((1L, 0L), (_output.PresettledCount, _output.StartedPresettledCount));
        AmqpBuffer taken = _output.Take(new AmqpBuffer());

        Assert.Equal(end, taken.Length);
        Assert.Equal((0, end, end, end), (_output.Length, _output.StreamOffset, _output.TakenOffset, _output.StartedOffset));
        Assert.Equal((1L, 1L), (_output.PresettledCount, _output.StartedPresettledCount));
    }

    [Fact]
    public void WhatIsDroppedHasNotBeenStartedAndKeepsItsOffset()
    {
        long left = Append();
        _output.Take(new AmqpBuffer());
        long dropped = Append(settled: true);

        _output.Drop();
        _output.WriteFrame(0, new Close());
        long close = _output.StreamOffset;
        _output.Take(new AmqpBuffer());

        Assert.True(_output.IsDropped);
        Assert.Equal((left, close), (_output.StartedOffset, _output.TakenOffset));
        Assert.True(dropped > _output.StartedOffset && dropped < close);
        Assert.Equal((1L, 0L), (_output.PresettledCount, _output.StartedPresettledCount));
    }

    [Fact]
    public void NoFrameFollowsTheClose()
    {
        _output.WriteFrame(0, new Close());
        _output.Close();
        int length = _output.Length;

        _output.WriteFrame(3, new End());

        Assert.True(length > 0 && _output.IsClosed);
        Assert.Equal(length, _output.Length);
    }

    [Fact]
    public void AFrameThatIsTooLargeLeavesWhatStandsBeforeIt()
    {
        long end = Append();

        Assert.Throws<AmqpEncodeException>(() => _output.WriteFrame(0, new Attach { Name = new string('n', 600), Handle = 0, Role = Role.Sender }));

        Assert.Equal(end, _output.StreamOffset);
        _output.SetMaxFrameSize(1000);
        _output.WriteFrame(0, new Attach { Name = new string('n', 600), Handle = 0, Role = Role.Sender });
        Assert.Equal(2, WireFrame.Split(_output.Take(new AmqpBuffer()).WrittenSpan).Count);
    }

    private long Append(bool settled = false) => _output.WriteTransfer(1, 2, new TransferStart(0, 0, 0, settled), new byte[100]);
}
