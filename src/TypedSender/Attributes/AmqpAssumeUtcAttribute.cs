namespace TypedSender;

/// <summary>
/// Takes a <see cref="DateTime"/> of kind Unspecified for a moment in UTC, as values are that come from a database. Without it such a value makes the send throw, because the moment that it means is unknown.
/// </summary>
/// <remarks>Values of kind Utc and Local are sent as the moments that they are. Of a collection it holds for each element.</remarks>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class AmqpAssumeUtcAttribute : Attribute;
