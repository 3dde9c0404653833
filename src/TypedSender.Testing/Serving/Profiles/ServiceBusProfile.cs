using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Testing.Serving.Profiles;

/// <summary>Azure Service Bus: queues with locks and dead-letter queues, and their management. Sessions, topics, deferral and what receivers decide within transactions are refused.</summary>
internal sealed class ServiceBusProfile(InProcessBroker broker) : AzureProfile(broker)
{
    private const string DeadLetterSuffix = "/$deadletterqueue";

    private static readonly AmqpSymbol LockedUntil = "x-opt-locked-until";
    private static readonly AmqpSymbol MessageState = "x-opt-message-state";
    private static readonly AmqpSymbol DeadLetterSource = "x-opt-deadletter-source";

    // The limit of the standard tier.
    public override long DefaultMaxMessageSize => 256 * 1024;

    public override BrokerQueue? FindQueue(string name) =>
        IsDeadLetterQueue(name) && Broker.Find(name[..^DeadLetterSuffix.Length]) is { } queue ? Broker.GetOrAddQueue(queue.Name + DeadLetterSuffix) : null;

    public override AmqpError? FindRefusal(in Attach attach, string name)
    {
        if (name.Contains("/subscriptions/", StringComparison.OrdinalIgnoreCase))
        {
            return Refuse(AmqpErrorConditions.NotImplemented, "the in-process broker has no topics and subscriptions; use queues");
        }

        if (attach.Role == Role.Sender)
        {
            return IsDeadLetterQueue(name) ? Refuse(AmqpErrorConditions.NotAllowed, "nobody sends to a dead-letter queue; reject a message of its queue instead") : null;
        }

        foreach ((object key, _) in attach.Source?.Filter ?? [])
        {
            if (key is AmqpSymbol { Value: { } filter } && filter.Contains("session-filter", StringComparison.Ordinal))
            {
                return Refuse(AmqpErrorConditions.NotImplemented, $"the in-process broker has no sessions, which {filter} asks for; receive without one");
            }
        }

        return null;
    }

    public override MessageStore CreateStore(string name)
    {
        Action<BrokerMessage>? deadLetter = IsDeadLetterQueue(name) ? null : message => ((ServiceBusStore)Broker.GetOrAddQueue(name + DeadLetterSuffix).Store).TakeDeadLetter(message);
        return new ServiceBusStore(name, Broker.Options.TimeProvider, deadLetter);
    }

    protected override AmqpMessage? Answer(BrokerQueue? queue, BrokerNodeRequest request) => queue is null
        ? ServiceBusManagement.NotImplemented(request, $"the in-process broker serves the operation '{request.Operation}' at queues alone, such as orders/$management")
        : new ServiceBusManagement((ServiceBusStore)queue.Store, Encode).Answer(request);

    protected override Guid GetToken(BrokerMessage message) => message.Locked.Token;

    protected override MessageSections Annotate(BrokerMessage message)
    {
        MessageSections sections = base.Annotate(message);
        sections.Header = sections.Header with { DeliveryCount = message.FailedDeliveries };
        if (message.Locked.Token != Guid.Empty)
        {
            sections.MessageAnnotations[LockedUntil] = message.Locked.LockedUntil;
        }

        if (message.Locked.IsScheduled)
        {
            // 1 is for deferred messages.
            sections.MessageAnnotations[MessageState] = 2;
        }

        if (message.Locked.DeadLetterSource is { } source)
        {
            sections.MessageAnnotations[DeadLetterSource] = source;
        }

        foreach ((object key, object? value) in message.Locked.ChangedProperties ?? [])
        {
            sections.ApplicationProperties[key] = value;
        }

        return sections;
    }

    private static bool IsDeadLetterQueue(string name) => name.EndsWith(DeadLetterSuffix, StringComparison.OrdinalIgnoreCase);

    private static AmqpError Refuse(string condition, string description) => new() { Condition = condition, Description = description };
}
