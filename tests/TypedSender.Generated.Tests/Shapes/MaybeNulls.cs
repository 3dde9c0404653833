using System.Diagnostics.CodeAnalysis;

namespace TypedSender.Generated.Tests.Shapes;

/// <summary>Members whose types do not allow null, and whose attributes do.</summary>
[AmqpContract]
public sealed partial class MaybeNulls
{
    [MaybeNull]
    public string Field = null!;

    [MaybeNull]
    public string Property { get; init; } = null!;

    public string Getter
    {
        [return: MaybeNull]
        get => null!;
    }

    [AllowNull]
    public string Setter { get; init; } = null!;

    [MaybeNull]
    public List<int> List { get; init; } = null!;

    [MaybeNull, Subject]
    public string Subject { get; init; } = null!;

    [MaybeNull, ApplicationProperty("p")]
    public string Placed { get; init; } = null!;
}

/// <summary>The same of a positional parameter.</summary>
[AmqpContract(Encoding = AmqpBodyEncoding.List)]
public sealed partial record PositionalMaybeNulls([property: AllowNull, AmqpMember(Order = 0)] string Text, [property: MaybeNull, AmqpMember(Order = 1)] string Other);

/// <summary>The same of parameters that are sent.</summary>
[AmqpSender("nulls")]
public partial interface IAllowNullSender
{
    ValueTask SendAsync([AllowNull] Tree tree, [AllowNull, Subject] string subject, [AllowNull, ApplicationProperty("p")] string property);
}
