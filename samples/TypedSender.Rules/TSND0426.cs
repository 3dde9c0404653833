namespace TypedSender.Rules.TSND0426;

#if VIOLATION
public class Document
{
    public int Number { get; init; }
}

[AmqpContract]
public sealed partial class Order : Document
{
    private new int Number => 7;
}
#else
public class Document
{
    public int Number { get; init; }
}

[AmqpContract]
public sealed partial class Order : Document
{
    private int OwnNumber => 7;
}
#endif
