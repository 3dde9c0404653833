namespace TypedSender.Generated.Tests.Shapes;

/// <summary>A member with the name that encoders have by themselves.</summary>
[AmqpContract(Encoding = AmqpBodyEncoding.List)]
public partial record NamedLikeEncoder([property: AmqpMember(Order = 0)] int AmqpEncoder);

[AmqpContract(Encoding = AmqpBodyEncoding.List)]
public partial record NestsNamedLikeEncoder([property: AmqpMember(Order = 0)] NamedLikeEncoder Inner);

/// <summary>Parameters and methods with the names that generated code uses.</summary>
[AmqpSender("q")]
public partial interface IClashingSender
{
    ValueTask SendAsync(NamedLikeEncoder writer, [Subject] string Encode, [To] string header);

    ValueTask SendMessageAsync(IReadOnlyList<NamedLikeEncoder> items, [Subject] string Map);

    ValueTask Implementation(NamedLikeEncoder _sender);
}

public class HiddenMembers
{
    public int Method { get; set; }

    public int Event { get; set; }

    public int Nested { get; set; }

    [Subject]
    public string? Title { get; set; }
}

/// <summary>Members of the base that something which is no member hides: they are read as the base reads them.</summary>
[AmqpContract]
public partial class HidingMembers : HiddenMembers
{
    public new event EventHandler? Event;

    public new int Method() => Event is null ? 1 : 0;

    public new string Title() => "method";

    public new class Nested;
}
