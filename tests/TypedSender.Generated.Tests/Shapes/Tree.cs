namespace TypedSender.Generated.Tests.Shapes;

/// <summary>A contract that holds itself.</summary>
[AmqpContract]
public sealed partial class Tree
{
    public string Name { get; init; } = string.Empty;

    public List<Tree>? Children { get; set; }
}
