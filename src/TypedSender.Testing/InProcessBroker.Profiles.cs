using TypedSender.Testing.Serving.Profiles;

namespace TypedSender.Testing;

/// <summary>The kind of broker that this one behaves as.</summary>
public sealed partial class InProcessBroker
{
    /// <summary>
    /// The connection string for clients of Azure Service Bus, such as <c>ServiceBusClient</c>: this broker as an endpoint of the development emulator, in clear text. The key in
    /// it is another one for each broker; tokens that are signed with any other are refused.
    /// </summary>
    /// <exception cref="InvalidOperationException"><see cref="InProcessBrokerOptions.Profile"/> is not <see cref="AmqpBrokerKind.ServiceBus"/>.</exception>
    public string ServiceBusConnectionString => Profile is ServiceBusProfile profile
        ? profile.ConnectionString
        : throw new InvalidOperationException("The broker does not behave as Service Bus. Start it with InProcessBrokerOptions.Profile = AmqpBrokerKind.ServiceBus.");

    internal ServerProfile Profile { get; }
}
