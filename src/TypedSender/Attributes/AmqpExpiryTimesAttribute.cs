namespace TypedSender;

/// <summary>
/// A time to live also sets <c>creation-time</c>, to the time of the send, and <c>absolute-expiry-time</c>, to the end of the time to live (AMQP 1.0, 3.2.4), as the Azure SDKs do.
/// </summary>
/// <remarks>
/// It stands on a member or parameter that is a <see cref="TimeToLiveAttribute"/>, on a method, a contract, a sender interface or an assembly; the nearest wins, and false ends the effect of a farther one.
/// On a method or a sender interface it holds for times to live that these bind; for a member of a contract, the contract and its assembly decide.
/// Both times come from <see cref="SendClientOptions.TimeProvider"/> and are sent in milliseconds; a <see cref="CreationTimeAttribute"/> or <see cref="AbsoluteExpiryTimeAttribute"/> of the message comes before them.
/// A time to live may then be longer than 4,294,967,295 milliseconds, the most that its own field holds: the field has that value, and <c>absolute-expiry-time</c> tells the end.
/// </remarks>
/// <param name="enabled">Whether it does.</param>
[AttributeUsage(AttributeTargets.Assembly | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.Method
    | AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class AmqpExpiryTimesAttribute(bool enabled = true) : Attribute
{
    /// <summary>Whether a time to live sets both times.</summary>
    public bool Enabled { get; } = enabled;
}
