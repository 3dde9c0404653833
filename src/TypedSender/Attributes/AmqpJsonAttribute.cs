using TypedSender.Amqp;

namespace TypedSender;

/// <summary>
/// Sends a <see cref="System.Text.Json.JsonElement"/>, a <see cref="System.Text.Json.JsonDocument"/> or a <see cref="System.Text.Json.Nodes.JsonNode"/> as its JSON, without white space; of a collection, each of them.
/// The reader has to know that the value is JSON.
/// </summary>
/// <remarks>
/// A <c>JsonNode</c> that is null is null for AMQP too; a <c>JsonElement</c> that holds JSON's null is the text <c>null</c>. One that is undefined, as its default is, makes the send throw an
/// <see cref="AmqpEncodeException"/>. Characters that are not ASCII stand as they are, without escapes.
/// </remarks>
/// <param name="encoding">The AMQP type in which the JSON is sent.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class AmqpJsonAttribute(AmqpJsonEncoding encoding = AmqpJsonEncoding.String) : Attribute
{
    /// <summary>The AMQP type in which the JSON is sent.</summary>
    public AmqpJsonEncoding Encoding { get; } = encoding;
}
