namespace TypedSender.Generated.Tests.Shapes;

#nullable disable
[AmqpContract]
public partial class Oblivious
{
    public string Text { get; init; }

    public List<string> Texts { get; init; }
}

[AmqpContract]
public partial class ObliviousCollections
{
    public IDictionary<string, string> Labels { get; init; }

    public IList<IList<string>> Rows { get; init; }

    public Dictionary<string, List<string[]>> Groups { get; init; }

    [AmqpArray]
    public string[] Array { get; init; }
}
