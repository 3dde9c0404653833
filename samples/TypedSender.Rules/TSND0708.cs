namespace TypedSender.Rules.TSND0708;

public static class Connections
{
#if VIOLATION
    public static SendClient Connect() => new("localhost:5672");
#else
    public static SendClient Connect() => new("amqp://localhost:5672");
#endif
}
