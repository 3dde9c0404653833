namespace TypedSender.Rules.TSND0415;

#if VIOLATION
public sealed class VersionFormatter
{
    public static void Write(ref AmqpWriter writer, Version value) => writer.WriteString(value.ToString());
}

[AmqpContract]
public sealed partial record Release([AmqpFormatter(typeof(VersionFormatter))] Version Version);
#else
public sealed class VersionFormatter : IAmqpFormatter<Version>
{
    public static void Write(ref AmqpWriter writer, Version value) => writer.WriteString(value.ToString());
}

[AmqpContract]
public sealed partial record Release([AmqpFormatter(typeof(VersionFormatter))] Version Version);
#endif
