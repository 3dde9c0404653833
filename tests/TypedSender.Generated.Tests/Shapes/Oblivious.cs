namespace TypedSender.Generated.Tests.Shapes;

#nullable disable
[AmqpContract]
public partial class Oblivious
{
    public string Text { get; init; }

    public List<string> Texts { get; init; }
}
