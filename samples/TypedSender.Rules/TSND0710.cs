namespace TypedSender.Rules.TSND0710;

#pragma warning disable TSND0410 // a DateTime is what this is about
[AmqpContract]
public sealed partial record Reading(DateTime Taken);
#pragma warning restore TSND0410

public static class Station
{
#if VIOLATION
    public static Reading First() => new(new DateTime(2026, 1, 1));
#else
    public static Reading First() => new(new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
#endif
}
