using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Testing.Serving.Profiles;

/// <summary>
/// The choices that AMQP leaves to a broker, as one kind of broker makes them: authentication, addresses, attach rules, queues and links ask here. The members decide as a broker
/// of no kind does unless they are overridden. Members are called for several connections at once, those with an attach under the connection's lock.
/// </summary>
internal abstract class ServerProfile
{
    /// <summary>The kinds of brokers that there is a profile of.</summary>
    public static IReadOnlyList<AmqpBrokerKind> Kinds { get; } = [AmqpBrokerKind.ServiceBus, AmqpBrokerKind.EventHubs];

    /// <summary>The SASL mechanisms that are offered because tokens follow on the connection; none by default.</summary>
    public virtual IReadOnlyList<string> TokenMechanisms => [];

    /// <summary>Compares the names of queues and nodes.</summary>
    public virtual StringComparer AddressComparer => StringComparer.Ordinal;

    /// <summary>The largest message of queues for which neither the broker's options nor the queue name one, in bytes; 0 for no limit.</summary>
    public virtual long DefaultMaxMessageSize => 0;

    /// <summary>The max-message-size that is announced where there is no limit; null for none.</summary>
    public virtual ulong? Unlimited => null;

    /// <summary>Whether links may ask for queues to be made for them (AMQP 1.0, 3.5.4, dynamic).</summary>
    public virtual bool MakesDynamicNodes => true;

    /// <summary>The coordinator of transactions.</summary>
    public BrokerCoordinator Coordinator { get; private set; } = null!;

    /// <summary>Whether the coordinator is served.</summary>
    public virtual bool HasTransactions => true;

    /// <summary>Makes the profile that the options name.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such profile.</exception>
    public static ServerProfile Create(InProcessBroker broker)
    {
        ServerProfile profile = broker.Options.Profile switch
        {
            null => new GenericProfile(),
            AmqpBrokerKind.ServiceBus => new ServiceBusProfile(broker),
            AmqpBrokerKind.EventHubs => new EventHubsProfile(broker),
            { } other => throw new ArgumentOutOfRangeException(nameof(broker), $"The in-process broker has no profile {other}. Set InProcessBrokerOptions.Profile to null, {string.Join(" or ", Kinds)}."),
        };
        profile.Coordinator = new BrokerCoordinator(broker.Options);
        return profile;
    }

    /// <summary>Makes the nodes that the broker has from its start. Called once, before it listens.</summary>
    public virtual void Start()
    {
    }

    /// <summary>Returns the name of the queue or node that an address stands for.</summary>
    public virtual string GetName(string address) => address;

    /// <summary>Finds or makes a node that the profile has beside those that were created; null for none.</summary>
    /// <param name="name">The result of <see cref="GetName"/>.</param>
    public virtual BrokerNode? FindNode(string name) => null;

    /// <summary>Finds or makes a queue that the profile has beside those that were created; null for none.</summary>
    /// <param name="name">The result of <see cref="GetName"/>.</param>
    public virtual BrokerQueue? FindQueue(string name) => null;

    /// <summary>Makes what serves a connection's links to and from things that are neither queue nor node.</summary>
    public virtual ProfileLinks CreateLinks(ServerConnection connection) => new();

    /// <summary>Whether a link of a connection needs a token where the node for tokens demands them.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="name">The name of what the link is attached to.</param>
    public virtual bool NeedsToken(BrokerConnection connection, string name) => true;

    /// <summary>Says why a link to a queue is refused; null when it is not.</summary>
    public virtual AmqpError? FindRefusal(in Attach attach, string name) => null;

    /// <summary>Makes the store of a new queue.</summary>
    public virtual MessageStore CreateStore(string name) => new();

    /// <summary>Returns the link properties by which a sending link to a queue is answered where the queue names none; null for none.</summary>
    public virtual AmqpMap? GetSenderProperties(BrokerQueue queue) => null;

    /// <summary>Returns the filters that are served of those a receiver asks for (AMQP 1.0, 3.5.3); null for none.</summary>
    public virtual AmqpMap? GetFilter(in Attach attach) => null;

    /// <summary>Returns the messages that the queue keeps of one that has arrived: that one, or those in it.</summary>
    /// <exception cref="AmqpDecodeException">It is no such message.</exception>
    public virtual IReadOnlyList<BrokerMessage> Split(BrokerMessage arrival) => [arrival];

    /// <summary>Makes the delivery of a message to a receiver, with its bytes.</summary>
    public virtual ServerDelivery CreateDelivery(BrokerMessage message, LinkConsumer consumer)
    {
        ServerDelivery delivery = new(message);
        delivery.Hold(Redelivery.Prepare(message));
        return delivery;
    }
}

/// <summary>A broker of no kind.</summary>
internal sealed class GenericProfile : ServerProfile;
