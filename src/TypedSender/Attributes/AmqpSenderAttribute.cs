namespace TypedSender;

/// <summary>
/// Makes a partial interface a sender: each of its methods, and each it inherits, sends one contract, or a list of them as so many messages.
/// The compiler writes the implementation; <c>SendClient.GetSender</c> hands it out.
/// </summary>
/// <remarks>
/// <para>
/// A method takes one contract (or an array, list, memory or other sequence of contracts), any number of parameters marked with section attributes, and
/// optionally a <see cref="CancellationToken"/>. It returns <see cref="ValueTask"/> or <see cref="Task"/>, which fail unless the message was taken, or the same of
/// <see cref="SendOutcome"/>, which tells every outcome; for lists, of <see cref="IReadOnlyList{T}"/> of <see cref="SendOutcome"/>, or <see cref="IAsyncEnumerable{T}"/> of
/// it, which tells them as they come. It may have a type parameter <c>T</c> for any contract, with the constraint <see cref="IAmqpContract{TSelf}"/> of <c>T</c>.
/// </para>
/// <para>
/// An <see cref="IAsyncEnumerable{T}"/> is sent while it is read, no farther than <see cref="SenderOptions.MaxInFlight"/> messages ahead, or with <see cref="AmqpBatchAttribute"/>
/// twice as many: those that are under way, and those that are gathered meanwhile. What it throws ends the call with <see cref="SendReason.SourceFailed"/>; what it gave before was sent.
/// </para>
/// <para>
/// The interface may derive from <see cref="IAsyncDisposable"/> or <see cref="IDisposable"/>: to dispose of the sender closes its link, for all who share the sender.
/// <c>SendClient.GetSender</c> makes a new one afterwards.
/// </para>
/// </remarks>
[AttributeUsage(AttributeTargets.Interface)]
public sealed class AmqpSenderAttribute : Attribute
{
    /// <summary>The sender has no address: each message names its own, by <see cref="ToAttribute"/> or by <see cref="AddressAttribute"/> of its method (<see cref="AmqpTarget.IsAnonymous"/>).</summary>
    public AmqpSenderAttribute() => Address = "";

    /// <summary>The sender has an address, or, with names of parameters in braces, a template of it for each method: see <see cref="AddressAttribute"/>.</summary>
    /// <param name="address">The address of the target (AMQP 1.0, 3.5.4), or the template.</param>
    public AmqpSenderAttribute(string address) => Address = address;

    /// <summary>The address of the target, or the template of addresses; empty for none.</summary>
    public string Address { get; }

    /// <summary>Whether deliveries are sent settled, so that no outcome is ever known (AMQP 1.0, 2.8.2).</summary>
    /// <remarks>
    /// The default is unsettled; options of a client may override it. A message that is sent settled can be lost without an error: when the connection breaks after it was written, when the peer does
    /// not take it, or when the process ends first.
    /// </remarks>
    public SenderSettleMode SendSettleMode { get; set; }

    /// <summary>Which end settles first (AMQP 1.0, 2.8.3). The default is the receiver; options of a client may override it.</summary>
    public ReceiverSettleMode ReceiveSettleMode { get; set; }
}
