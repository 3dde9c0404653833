namespace TypedSender;

/// <summary>
/// Sets <c>ttl</c> of the header section (AMQP 1.0, 3.2.1): how long the message stays live.
/// </summary>
/// <remarks>
/// On a contract, a method or a sender interface it names a constant; on a member or parameter it stands bare and sends the value,
/// whose type is <see cref="TimeSpan"/>; it is rounded to whole milliseconds, at most 4,294,967,295 of them, and what is more than zero to at least one.
/// The nearer wins: method and parameter, then contract, then interface; a null value leaves the field to the farther binding.
/// With <see cref="AmqpExpiryTimesAttribute"/> it may be longer, and sets the times of creation and expiry as well.
/// A member placed here leaves the body unless it is also an <see cref="AmqpMemberAttribute"/>.
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.Method
    | AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class TimeToLiveAttribute : Attribute
{
    /// <summary>The value of the marked member or parameter is sent.</summary>
    public TimeToLiveAttribute()
    {
    }

    /// <summary>Every message carries <paramref name="seconds"/>.</summary>
    /// <param name="seconds">How long, in seconds, rounded to milliseconds; at most 4,294,967.295.</param>
    public TimeToLiveAttribute(double seconds) => Seconds = seconds;

    /// <summary>The constant, or null where a member or parameter gives the value.</summary>
    public double? Seconds { get; }
}
