namespace TypedSender.Generated.Tests.Shapes;

/// <summary>A contract through the types that implement it: their descriptors tell them.</summary>
[AmqpContract]
[AmqpKnownType(typeof(Circle)), AmqpKnownType(typeof(Polygon)), AmqpKnownType(typeof(Dot))]
public partial interface IFigure;

/// <summary>It binds what is outside the body as it does when it is sent itself.</summary>
[AmqpContract(Descriptor = "f:circle"), Subject("circle")]
public sealed partial record Circle(int Radius, [ApplicationProperty("layer")] string Layer = "top") : IFigure;

/// <summary>A level of its own, closed by records that are nested in it.</summary>
[AmqpContract, AmqpKnownType(typeof(Square)), AmqpKnownType(typeof(Sheet))]
public abstract partial record Polygon : IFigure
{
    [AmqpContract(Descriptor = "f:square")]
    public sealed partial record Square(int Side) : Polygon;

    /// <summary>Not sealed: what derives from it is unknown.</summary>
    [AmqpContract(Descriptor = "f:sheet"), Priority(3)]
    public partial record Sheet(string? Text) : Polygon;

    public record Poster(string? Text) : Sheet(Text);
}

[AmqpContract(Descriptor = "f:dot")]
public readonly partial record struct Dot(int X) : IFigure;

/// <summary>No type that the contract names.</summary>
public sealed record Blob : IFigure;

/// <summary>Known types as a member, as elements, and in a map.</summary>
[AmqpContract]
public sealed partial record Drawing(IFigure Main, IReadOnlyList<IFigure>? All = null, Dictionary<string, IFigure?>? Named = null, Polygon? Frame = null);

/// <summary>A contract that is not abstract, whose types an entry of the map tells.</summary>
[AmqpContract(DiscriminatorKey = "kind")]
[AmqpKnownType(typeof(Pet), "pet"), AmqpKnownType(typeof(Parrot), "parrot"), AmqpKnownType(typeof(Whale))]
public partial record Pet(string Name);

[AmqpContract]
public sealed partial record Parrot(string Name, int Words) : Pet(Name);

/// <summary>Its types have the discriminator of its own base.</summary>
[AmqpContract]
[AmqpKnownType(typeof(Orca), "orca")]
public abstract partial record Whale(string Name) : Pet(Name);

[AmqpContract]
public sealed partial record Orca(string Name) : Whale(Name);

public sealed record Stray(string Name) : Pet(Name);

/// <summary>Lists are told by their descriptors, and the base is sent without one.</summary>
[AmqpContract(Encoding = AmqpBodyEncoding.List)]
[AmqpKnownType(typeof(Later))]
public partial class Moment
{
    [AmqpMember(Order = 0)]
    public int Ticks { get; init; }
}

[AmqpContract(Encoding = AmqpBodyEncoding.List, Code = 0x0000_1234_0000_0077)]
public sealed partial class Later : Moment
{
    [AmqpMember(Order = 1)]
    public bool Exact { get; init; }
}

[AmqpSender("figures")]
public partial interface IFigureSender
{
    ValueTask SendAsync(IFigure figure, CancellationToken cancellationToken = default);

    ValueTask TagAsync(IFigure figure, [Subject] string subject);

    ValueTask ListAsync(IReadOnlyList<Pet> pets);
}
