namespace TypedSender.Interop.Tests.Readers;

/// <summary>What reads the messages of the tests.</summary>
internal static class ReaderNames
{
    public const string TypedSender = "TypedSender";
    public const string Proton = "qpid-proton";
    public const string Rhea = "rhea";
    public const string MicrosoftAmqp = "Microsoft.Azure.Amqp";
    public const string NetLite = "AMQPNetLite";
    public const string AnnotatedMessage = "AmqpAnnotatedMessage";
    public const string ServiceBus = "ServiceBusReceivedMessage";
    public const string EventHubs = "EventData";

    /// <summary>The implementations of AMQP that share no code with each other or with this library.</summary>
    public static IReadOnlyList<string> Implementations { get; } = [Proton, Rhea, MicrosoftAmqp, NetLite];

    /// <summary>The types of Azure's SDKs, which read by Microsoft.Azure.Amqp.</summary>
    public static IReadOnlyList<string> Sdks { get; } = [AnnotatedMessage, ServiceBus, EventHubs];
}
