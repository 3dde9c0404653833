namespace TypedSender;

/// <summary>
/// Whether the messages of a method are sent settled, so that their outcome is Unconfirmed, or unsettled (AMQP 1.0, 2.8.2). The sender has to ask for <see cref="SenderSettleMode.Mixed"/>.
/// </summary>
/// <remarks>
/// On a method it holds for every send. On a parameter it stands bare; the type is <see cref="bool"/>, or <c>bool?</c> where null takes the mode of the sender, and the value is not sent. Where the
/// peer has agreed to one of both only, a send that wants the other ends as NotSent (<see cref="SendReason.SettleModeMismatch"/>).
/// A message that is sent settled can be lost without an error: when the connection breaks after it was written, when the peer does not take it, or when the process ends first.
/// </remarks>
/// <param name="settled">Whether they are settled; left out on parameters.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Parameter)]
public sealed class SettledAttribute(bool settled = true) : Attribute
{
    /// <summary>Whether they are settled, where it stands on a method.</summary>
    public bool Settled { get; } = settled;
}
