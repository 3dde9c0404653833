namespace TypedSender.Generated.Tests.Shapes;

/// <summary>Base members come first; an override stays where it was.</summary>
[AmqpContract]
public partial class Derived : Named
{
    public long Own { get; init; } = 1;
}
