namespace TypedSender;

/// <summary>
/// Sets the time that a send of a method may take, from the call to the outcome, in place of <see cref="SenderOptions.SendTimeout"/> and <see cref="SendClientOptions.SendTimeout"/>.
/// </summary>
/// <remarks>
/// On a method it names a constant. On a parameter it stands bare; the type is <see cref="TimeSpan"/>, or <c>TimeSpan?</c> where null takes the time of the sender, and the value is not
/// sent. Of a list each message has the time from the moment its turn comes, of envelopes each envelope. <see cref="Timeout.InfiniteTimeSpan"/> means for ever, otherwise the value is above
/// zero and up to 49 days: a call with another throws <see cref="ArgumentOutOfRangeException"/>. A send that has not ended in time ends with
/// the reason <see cref="SendReason.TimedOut"/>.
/// </remarks>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Parameter)]
public sealed class SendTimeoutAttribute : Attribute
{
    /// <summary>The value of the marked parameter is the time.</summary>
    public SendTimeoutAttribute()
    {
    }

    /// <summary>Every send of the method has the same time.</summary>
    /// <param name="seconds">How long, in seconds: at least a millisecond, and up to 49 days.</param>
    public SendTimeoutAttribute(double seconds) => Seconds = seconds;

    /// <summary>The constant, or null where a parameter gives the value.</summary>
    public double? Seconds { get; }
}
