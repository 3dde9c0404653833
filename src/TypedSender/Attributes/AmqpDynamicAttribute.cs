using TypedSender.Amqp;

namespace TypedSender;

/// <summary>Sends what an <see cref="object"/> holds, by the type that it has at run time; of a collection of objects, what each of them holds.</summary>
/// <remarks>
/// These types are sent: <see cref="bool"/>, the integers up to 64 bits, <see cref="float"/>, <see cref="double"/>, <see cref="decimal"/>, <see cref="char"/>, <see cref="System.Text.Rune"/>, <see cref="string"/>, <see cref="Guid"/>,
/// <see cref="DateTimeOffset"/>, <see cref="DateTime"/> of kind Utc or Local, bytes, those of <c>TypedSender.Amqp</c>, and any <see cref="System.Collections.IList"/> (a list) and
/// <see cref="System.Collections.IDictionary"/> (a map) of them, up to 32 deep; in application properties only those that are no list and no map (AMQP 1.0, 3.2.5). Any other makes the send throw an
/// <see cref="AmqpEncodeException"/> that names the member and the type. Nothing of it is checked by the compiler: use it where the type is truly open.
/// </remarks>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class AmqpDynamicAttribute : Attribute;
