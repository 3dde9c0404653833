namespace TypedSender.Amqp.Engine;

/// <summary>Makes the errors that this side reports to its peer.</summary>
internal static class EngineError
{
    // What a frame that carries an error has besides it, or besides its text when that is cut.
    private const int FrameBound = 128;

    public static AmqpError Make(string condition, string description) => new() { Condition = new AmqpSymbol(condition), Description = description };

    /// <summary>Returns the error as it certainly fits one frame: without info, and with the beginning of its text, if that is what it takes.</summary>
    /// <param name="error">The error; null for none.</param>
    /// <param name="maxFrameSize">The largest frame that the peer takes, in bytes.</param>
    public static AmqpError? Fit(AmqpError? error, uint maxFrameSize)
    {
        if (error is null)
        {
            return null;
        }

        AmqpBuffer measured = new();
        AmqpWriter writer = new(measured);
        error.Encode(ref writer);
        writer.Flush();
        if (measured.TotalLength <= maxFrameSize - FrameBound)
        {
            return error;
        }

        // A char takes three bytes of UTF-8 at the most; half a surrogate pair cannot be encoded.
        string text = error.Description ?? string.Empty;
        int length = Math.Min(text.Length, (int)Math.Min(maxFrameSize - (2 * FrameBound), OutputBuffer.LargestFrame) / 3);
        length -= length > 0 && char.IsHighSurrogate(text[length - 1]) ? 1 : 0;
        return new AmqpError { Condition = error.Condition, Description = text[..length] };
    }
}
