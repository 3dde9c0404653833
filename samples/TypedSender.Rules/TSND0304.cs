namespace TypedSender.Rules.TSND0304;

#if VIOLATION
[AmqpContract]
public static partial class Defaults
{
    public static int Limit => 5;
}
#else
[AmqpContract]
public sealed partial record Defaults(int Limit);
#endif
