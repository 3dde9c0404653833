using System.Security.Cryptography;
using TypedSender.Amqp;
using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Messages;

namespace TypedSender.Testing.Serving.Profiles;

/// <summary>The part that Azure Service Bus and Azure Event Hubs have in common, as their SDKs need it: logins by tokens, forms of addresses, size limits, envelopes.</summary>
internal abstract class AzureProfile(InProcessBroker broker) : ServerProfile
{
    /// <summary>The name of the key that the connection string holds.</summary>
    public const string KeyName = "RootManageSharedAccessKey";

    /// <summary>The address of the node for management.</summary>
    protected const string Management = "$management";

    private static readonly AmqpSymbol SequenceNumber = "x-opt-sequence-number";
    private static readonly AmqpSymbol EnqueuedTime = "x-opt-enqueued-time";
    private static readonly AmqpSymbol MaxBatchSize = "com.microsoft:max-message-batch-size";

    public override bool MakesDynamicNodes => false;

    // Another one for each broker, so that a signature by a key of elsewhere is refused.
    private readonly string _key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    public override IReadOnlyList<string> TokenMechanisms { get; } = ["MSSBCBS"];

    public override StringComparer AddressComparer => StringComparer.OrdinalIgnoreCase;

    // The SDKs take an attach without a limit for one of 0 bytes.
    public override ulong? Unlimited => long.MaxValue;

    /// <summary>The connection string for the SDKs, which take the broker for the services' emulator.</summary>
    public string ConnectionString => $"Endpoint=sb://127.0.0.1:{Broker.Port};SharedAccessKeyName={KeyName};SharedAccessKey={_key};UseDevelopmentEmulator=true";

    protected InProcessBroker Broker { get; } = broker;

    public override void Start() => Broker.CreateTokenNode().Keys[KeyName] = _key;

    /// <summary>A client that has logged in by another mechanism, or by none, was let in for that.</summary>
    public override bool NeedsToken(BrokerConnection connection, string name) => connection.Mechanism is { } mechanism && TokenMechanisms.Contains(mechanism);

    /// <summary>Takes scheme and host off an address, and the slash before the name: <c>amqps://host/orders</c> and <c>/orders</c> are <c>orders</c>.</summary>
    public override string GetName(string address)
    {
        int scheme = address.IndexOf("://", StringComparison.Ordinal);
        if (scheme > 0)
        {
            int path = address.IndexOf('/', scheme + 3);
            address = path < 0 ? "" : address[path..];
        }

        return address.Trim('/');
    }

    /// <summary>Finds the node for management of the broker, or of one of its queues: <c>$management</c>, <c>orders/$management</c>.</summary>
    public override BrokerNode? FindNode(string name)
    {
        if (name.Equals(Management, StringComparison.OrdinalIgnoreCase))
        {
            return Broker.GetOrAddNode(Management, request => Answer(null, request));
        }

        bool isOfQueue = name.EndsWith($"/{Management}", StringComparison.OrdinalIgnoreCase);
        return isOfQueue && Broker.Find(name[..^(Management.Length + 1)]) is { } queue ? Broker.GetOrAddNode($"{queue.Name}/{Management}", request => Answer(queue, request)) : null;
    }

    public override MessageStore CreateStore(string name) => new AzureStore(Broker.Options.TimeProvider);

    public override AmqpMap? GetSenderProperties(BrokerQueue queue) => queue.MaxMessageSize > 0 ? new AmqpMap { [MaxBatchSize] = (ulong)queue.MaxMessageSize } : null;

    public override IReadOnlyList<BrokerMessage> Split(BrokerMessage arrival)
    {
        if (arrival.MessageFormat != EnvelopeProfile.Default.MessageFormat)
        {
            return [arrival];
        }

        return [.. arrival.Message.Data.Select(bytes => new BrokerMessage(bytes, messageFormat: 0)
        {
            DeliveryTag = arrival.DeliveryTag,
            IsPresettled = arrival.IsPresettled,
            Queue = arrival.Queue,
            Delivery = arrival.Delivery,
        })];
    }

    public override ServerDelivery CreateDelivery(BrokerMessage message, LinkConsumer consumer)
    {
        ServerDelivery delivery = new(message) { Fields = new TransferFields { Tag = GetToken(message).ToByteArray() } };
        delivery.Hold(Encode(message));
        return delivery;
    }

    /// <summary>Answers a request for management of a queue; of the broker if <paramref name="queue"/> is null.</summary>
    protected virtual AmqpMessage? Answer(BrokerQueue? queue, BrokerNodeRequest request) =>
        request.CreateReply(501, $"the in-process broker does not serve the operation '{request.Operation}'", condition: AmqpErrorConditions.NotImplemented);

    /// <summary>Returns the lock token of a message, which receivers read from the delivery-tag.</summary>
    protected virtual Guid GetToken(BrokerMessage message) => Guid.NewGuid();

    /// <summary>Returns the bytes of a message as receivers get it; what was no message when it came is handed on as it is.</summary>
    protected byte[] Encode(BrokerMessage message)
    {
        try
        {
            return Annotate(message).ToBytes();
        }
        catch (AmqpDecodeException)
        {
            return message.Bytes.ToArray();
        }
    }

    /// <summary>Returns a message as receivers get it, with the annotations of the service.</summary>
    /// <exception cref="AmqpDecodeException">Its bytes are no message.</exception>
    protected virtual MessageSections Annotate(BrokerMessage message)
    {
        MessageSections sections = MessageSections.Read(message.Bytes);
        sections.MessageAnnotations[SequenceNumber] = message.SequenceNumber;
        sections.MessageAnnotations[EnqueuedTime] = message.EnqueuedTime;
        return sections;
    }
}
