namespace TypedSender;

/// <summary>
/// The address that the messages of a method go to, in place of that of its sender. Names in braces are parameters of the method, whose values are written there.
/// </summary>
/// <remarks>
/// <c>[Address("telemetry/{region}")]</c> has a parameter <c>region</c>: a string, a <see cref="Guid"/> or an integer. Its value is written as the broker wants it, or the call throws
/// <see cref="Amqp.AmqpEncodeException"/>: empty values, control characters, and characters that the broker gives a meaning in addresses are refused. A brace of its own is doubled. The
/// messages name their address in the property <c>to</c>, and go out on one link where the peer relays them, and on a link for each address elsewhere
/// (<see cref="AmqpTarget.IsAnonymous"/>).
/// </remarks>
/// <param name="address">The address, or a template of it.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AddressAttribute(string address) : Attribute
{
    /// <summary>The address, or a template of it.</summary>
    public string Address { get; } = address;
}
