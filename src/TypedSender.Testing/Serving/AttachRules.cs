using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Testing.Serving;

/// <summary>Which links a broker takes.</summary>
internal static class AttachRules
{
    /// <summary>Finds the queue of an attach, whose name is <paramref name="address"/>; else says why there is none.</summary>
    public static AmqpError? Check(InProcessBroker broker, in Attach attach, string? address, out BrokerQueue? queue)
    {
        queue = null;
        bool isSender = attach.Role == Role.Sender;
        string terminus = isSender ? "target" : "source";
        if ((isSender ? attach.TargetTerminus : attach.SourceTerminus) is UnknownTerminus)
        {
            return Refuse("amqp:not-implemented", $"the {terminus} is of a kind that this broker does not serve");
        }

        if (isSender ? attach.Target?.Dynamic == true : attach.Source?.Dynamic == true)
        {
            if (!broker.Profile.MakesDynamicNodes)
            {
                return Refuse("amqp:not-implemented", $"the {terminus} is dynamic; a broker of this profile makes no queues for links, name one of its queues");
            }

            queue = DynamicLife.Begin(broker, TerminusFields.ReadLifetime(isSender ? attach.Target!.DynamicNodeProperties : attach.Source!.DynamicNodeProperties));
            return null;
        }

        if (isSender && string.IsNullOrEmpty(address) && broker.Options.AnonymousRelay)
        {
            return null;
        }

        if (string.IsNullOrEmpty(address))
        {
            return Refuse("amqp:not-implemented", $"the {terminus} has no address; this broker relays nothing unless InProcessBrokerOptions.AnonymousRelay is set, name one of its queues");
        }

        if (!isSender && attach.Source?.DistributionMode?.Value == "copy")
        {
            return Refuse("amqp:not-implemented", "the source is to be browsed (distribution-mode copy); this broker only hands messages over");
        }

        if (broker.Profile.FindRefusal(attach, address) is { } refusal)
        {
            return refusal;
        }

        queue = broker.Find(address);
        return queue is not null ? queue.RefusedLinks.Take() : Refuse("amqp:not-found", $"there is no queue or node '{address}'; make it with CreateQueue or CreateNode, or start the broker with CreateQueuesOnDemand");
    }

    private static AmqpError Refuse(string condition, string description) => new() { Condition = condition, Description = description };
}
