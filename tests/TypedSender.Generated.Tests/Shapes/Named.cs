namespace TypedSender.Generated.Tests.Shapes;

/// <summary>A described map with renamed, private, ignored and doubly placed members.</summary>
[AmqpContract(Descriptor = "test:named:map")]
public partial class Named
{
    [AmqpMember("first-name")]
    public string First { get; init; } = "a";

    [AmqpMember]
    protected int Secret => 7;

    [AmqpIgnore]
    public object? Ignored { get; init; }

    public static string Shared => "no";

    public string this[int index] => "no";

    public int WriteOnly
    {
        set => _ = value;
    }

    [CorrelationId, AmqpMember]
    public string Both { get; init; } = "b";

    internal int Hidden => 1;
}
