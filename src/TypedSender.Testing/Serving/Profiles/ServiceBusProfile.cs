namespace TypedSender.Testing.Serving.Profiles;

/// <summary>Azure Service Bus: queues with locks.</summary>
internal sealed class ServiceBusProfile(InProcessBroker broker) : AzureProfile(broker)
{
    // The limit of the standard tier.
    public override long DefaultMaxMessageSize => 256 * 1024;
}
