using TypedSender.Azure.Formatters;

namespace TypedSender.Azure;

/// <summary>
/// Application properties and message annotations of the types <see cref="DateTimeOffset"/>, <see cref="TimeSpan"/> and <see cref="Uri"/> are sent as the Azure SDKs send them, so that these read the same types
/// again: as values described by <c>com.microsoft:datetime-offset</c> (UTC ticks), <c>com.microsoft:timespan</c> (ticks) and <c>com.microsoft:uri</c>.
/// </summary>
/// <remarks>
/// It stands on a member or parameter, a method, a contract, a sender interface or an assembly; the nearest wins, and false ends the effect of a farther one.
/// On a method or a sender interface it holds for the values that these bind; for members of a contract, the contract and its assembly decide. Without it they are sent as AMQP has them: a timestamp
/// in milliseconds, which the SDKs read as <see cref="DateTime"/>, what <see cref="AmqpDurationAttribute"/> says, which comes before it too, and a string. Filters of subscriptions see the described values no other than
/// those of the SDKs. Bodies are not affected, nor is <see cref="ScheduledEnqueueTimeAttribute"/>, which is a timestamp in the SDKs too.
/// </remarks>
/// <param name="enabled">Whether they are.</param>
[AmqpPropertyFormatters(typeof(DateTimeOffsetFormatter), typeof(TimeSpanFormatter), typeof(UriFormatter))]
[AttributeUsage(AttributeTargets.Assembly | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.Method
    | AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class AzureValueTypesAttribute(bool enabled = true) : Attribute
{
    /// <summary>Whether values are sent as the Azure SDKs send them.</summary>
    public bool Enabled { get; } = enabled;
}
