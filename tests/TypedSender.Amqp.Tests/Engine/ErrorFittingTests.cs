using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Amqp.Tests.Engine;

/// <summary>How much of an error is left when the peer's frames are small (AMQP 1.0, 2.7.1).</summary>
public class ErrorFittingTests
{
    // A third of what 512 bytes leave besides 256 for the rest: no char takes more than three.
    private const int LongestText = 85;

    private readonly EngineRig _rig = EngineRig.Opened(maxFrameSize: 512);

    [Fact]
    public void AnErrorIsLeftAsItIsUpToTheLastByteThatFits()
    {
        AmqpError largest = MakeOfSize(512 - 128);
        AmqpError larger = MakeOfSize(512 - 128 + 1);

        Assert.Same(largest, _rig.Engine.Fit(largest));
        Assert.Equal(new string('x', LongestText), _rig.Engine.Fit(larger)!.Description);
        Assert.Null(_rig.Engine.Fit(null));
    }

    [Fact]
    public void AnErrorThatIsLargerThanAFrameIsCut()
    {
        _rig.Engine.Close(MakeOfSize(520));

        AmqpError told = Assert.Single(_rig.Take<Close>()).Error!;
        Assert.Equal((AmqpErrorConditions.InternalError, new string('x', LongestText)), (told.Condition.Value, told.Description));
    }

    /// <summary>Half a surrogate pair cannot be encoded, so a cut never lies within one; elsewhere it costs no char.</summary>
    [Theory]
    [InlineData(LongestText - 3, LongestText)]
    [InlineData(LongestText - 2, LongestText)]
    [InlineData(LongestText - 1, LongestText - 1)]
    [InlineData(LongestText, LongestText)]
    [InlineData(LongestText + 1, LongestText)]
    public void ACutNeverLiesWithinASurrogatePair(int before, int expected)
    {
        string text = new string('x', before) + "\U0001F600" + new string('y', 600);

        _rig.Engine.Close(new AmqpError { Condition = new AmqpSymbol(AmqpErrorConditions.InternalError), Description = text });

        Assert.Equal(text[..expected], Assert.Single(_rig.Take<Close>()).Error!.Description);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void WithoutATextOnlyTheConditionIsLeft(string? text)
    {
        AmqpError error = new()
        {
            Condition = new AmqpSymbol(AmqpErrorConditions.InternalError),
            Description = text,
            Info = new AmqpMap { { new AmqpSymbol("trace"), new string('t', 500) } },
        };

        AmqpError fitting = _rig.Engine.Fit(error)!;

        Assert.Equal((error.Condition, string.Empty, null), (fitting.Condition, fitting.Description, fitting.Info));
    }

    private static AmqpError MakeOfSize(int bytes)
    {
        // Texts of more than 255 bytes all have a header of the same size.
        AmqpError error = new() { Condition = new AmqpSymbol(AmqpErrorConditions.InternalError), Description = new string('x', 300) };
        error = error with { Description = new string('x', 300 + bytes - WireFrame.Encode(error).Length) };
        Assert.Equal(bytes, WireFrame.Encode(error).Length);
        return error;
    }
}
