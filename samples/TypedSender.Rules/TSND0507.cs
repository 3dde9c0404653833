namespace TypedSender.Rules.TSND0507;

#if VIOLATION
[AmqpContract(DiscriminatorKey = "kind"), AmqpKnownType(typeof(Circle), "circle")]
public partial class Figure
{
    public int Size { get; init; }
}

[AmqpContract]
public sealed partial class Circle : Figure
{
    public new string? Size { get; init; }
}
#else
[AmqpContract(DiscriminatorKey = "kind"), AmqpKnownType(typeof(Circle), "circle")]
public partial class Figure
{
    public int Size { get; init; }
}

[AmqpContract]
public sealed partial class Circle : Figure
{
    [AmqpMember("SizeText")]
    public new string? Size { get; init; }
}
#endif
