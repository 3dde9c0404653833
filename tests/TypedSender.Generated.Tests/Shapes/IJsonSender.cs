namespace TypedSender.Generated.Tests.Shapes;

/// <summary>Says farther and nearer than the contract what the content is.</summary>
[AmqpSender("json"), ContentType("application/far+json")]
public partial interface IJsonSender
{
    ValueTask FarAsync(Indented indented);

    ValueTask NearAsync(Indented indented, [ContentType] string? contentType);
}
