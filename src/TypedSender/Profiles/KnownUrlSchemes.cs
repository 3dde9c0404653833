namespace TypedSender;

/// <summary>Schemes of URLs that people connect with elsewhere, longer than five letters, which texts may show.</summary>
internal static class KnownUrlSchemes
{
    public static readonly string[] Shown =
        ["activemq", "amqpwss", "docker", "failover", "kafka+ssl", "mongodb", "postgres", "postgresql", "pulsar", "pulsar+ssl", "rabbitmq", "rabbitmqs", "rediss", "rabbit", "servicebus"];
}
