namespace TypedSender.Generated.Tests.Shapes;

/// <summary>Objects that are sent by what they hold.</summary>
[AmqpContract]
public sealed partial record Untyped(
    [AmqpDynamic] object? Value,
    [AmqpDynamic] dynamic? Late = null,
    [AmqpDynamic] IReadOnlyDictionary<string, object?>? Details = null,
    [AmqpDynamic, ApplicationProperty("p")] object? Property = null,
    [AmqpDynamic] List<object>? Items = null);
