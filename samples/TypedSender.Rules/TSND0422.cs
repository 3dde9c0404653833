namespace TypedSender.Rules.TSND0422;

#if VIOLATION
public sealed class Page : List<string>
{
    public int Total { get; init; }
}

[AmqpContract]
public sealed partial record Found(Page Page);
#else
[AmqpContract]
public sealed partial record Page(IReadOnlyList<string> Items, int Total);

[AmqpContract]
public sealed partial record Found(Page Page);
#endif
