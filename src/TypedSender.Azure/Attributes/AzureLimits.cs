namespace TypedSender.Azure;

/// <summary>Limits of Service Bus, as the Azure SDK checks them (Azure.Messaging.ServiceBus, ServiceBusMessage.cs).</summary>
internal static class AzureLimits
{
    /// <summary>The most characters of a session, a partition key or a message id.</summary>
    public const int KeyLength = 128;
}
