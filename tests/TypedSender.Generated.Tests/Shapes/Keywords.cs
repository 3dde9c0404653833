namespace TypedSender.Generated.Tests.Shapes;

/// <summary>Names that C# reserves, and names that generated code uses itself.</summary>
[AmqpContract]
public partial record @class(int @int, string? value, string? writer, List<int>? scope, string? count)
{
    [AmqpContract]
    public partial record struct @struct(string? @event);

    public @struct? Inner { get; init; }

    public int? System { get; init; }
}
