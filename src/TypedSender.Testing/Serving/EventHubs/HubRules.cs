using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.Testing.Serving.Profiles;

namespace TypedSender.Testing.Serving.EventHubs;

/// <summary>A hub, and what of it an address names.</summary>
/// <param name="Hub">The hub.</param>
/// <param name="Address">The address in full.</param>
/// <param name="ConsumerGroup">The consumer group as the hub spells it; null if the address names none.</param>
/// <param name="Partition">The partition; null if the address names none.</param>
internal sealed record HubRoute(BrokerEventHub Hub, string Address, string? ConsumerGroup, BrokerPartition? Partition);

/// <summary>Which links a hub takes. The conditions are those that the service answers with, so that clients come to the same conclusions.</summary>
internal static class HubRules
{
    public static readonly AmqpSymbol RuntimeMetric = new("com.microsoft:enable-receiver-runtime-metric");

    private static readonly AmqpSymbol IdempotentProducer = new("com.microsoft:idempotent-producer");
    private static readonly AmqpSymbol Epoch = new("com.microsoft:epoch");

    /// <summary>Finds what the address of a hub, or one below it, names; else says what it names that is not there.</summary>
    public static AmqpError? FindRoute(EventHubsProfile profile, string name, out HubRoute? route)
    {
        HubAddress address = HubAddress.Parse(name)!.Value;
        BrokerEventHub hub = profile.FindHub(address.Hub)!;
        BrokerPartition? partition = hub.FindPartition(address.Partition);
        string? group = hub.FindConsumerGroup(address.ConsumerGroup);
        route = null;
        if (address.ConsumerGroup is not null && group is null)
        {
            return Refuse(
                "amqp:not-found",
                $"The messaging entity '{hub.Name}|{address.ConsumerGroup}' could not be found: the event hub has no such consumer group; make it with CreateConsumerGroup.");
        }

        if (address.Partition is not null && partition is null)
        {
            return NoPartition(hub, address.Partition);
        }

        route = new HubRoute(hub, name, group, partition);
        return null;
    }

    public static AmqpError NoPartition(BrokerEventHub hub, string? partition)
        => Refuse("com.microsoft:argument-out-of-range", $"there is no partition '{partition}'; the event hub '{hub.Name}' has partitions 0 to {hub.Partitions.Count - 1}");

    public static AmqpError? CheckProducer(in Attach attach, HubRoute route)
    {
        if (route.ConsumerGroup is not null)
        {
            return Refuse("amqp:not-allowed", $"'{route.Address}' is to be read from; send to '{route.Hub.Name}' or to '{route.Hub.Name}/Partitions/{route.Partition!.Id}'");
        }

        if (attach.DesiredCapabilities?.Contains(IdempotentProducer) == true)
        {
            return Refuse("amqp:not-implemented", "this broker serves no idempotent producers; leave EnableIdempotentRetries off");
        }

        return route.Hub.RefusedLinks.Take();
    }

    /// <summary>Reads the wishes of a reader; else says why it is refused.</summary>
    public static AmqpError? CheckReader(in Attach attach, HubRoute route, out ReaderSettings? settings)
    {
        settings = null;
        if (route is not { ConsumerGroup: { } group, Partition: { } partition })
        {
            return Refuse("amqp:not-allowed", $"'{route.Address}' is to be sent to; read from '{route.Hub.Name}/ConsumerGroups/$Default/Partitions/0'");
        }

        if (!ReadPosition.TryParse(ReadPosition.FindServed(attach.Source?.Filter), out ReadPosition position))
        {
            return Refuse(
                "com.microsoft:argument-error",
                $"the selector in the filter {ReadPosition.FilterName} is none of those that name a position: "
                    + "amqp.annotation.x-opt-offset, amqp.annotation.x-opt-sequence-number or amqp.annotation.x-opt-enqueued-time, > or >=, and a number, '-1' or '@latest'");
        }

        if (partition.Log.Locate(position) is not { } first)
        {
            PartitionEnds ends = partition.Log.Ends;
            return Refuse(
                "com.microsoft:argument-error",
                position.Kind == PositionKind.Offset
                    ? $"The supplied offset '{position.Value}' is invalid. The last offset in the system is '{ends.LastOffset}'."
                    : $"The supplied sequence number '{position.Value}' is invalid. The last sequence number in the system is '{ends.LastSequenceNumber}'.");
        }

        bool showsLast = attach.DesiredCapabilities?.Contains(RuntimeMetric) == true;
        settings = new ReaderSettings(group, first, FindOwnerLevel(attach.Properties), attach.SndSettleMode == SenderSettleMode.Settled, showsLast);
        AmqpError? scripted = route.Hub.RefusedLinks.Take();
        settings = scripted is null ? settings : null;
        return scripted;
    }

    private static long? FindOwnerLevel(AmqpMap? properties)
        => properties is not null && properties.TryGetValue(Epoch, out object? level) ? level switch
        {
            long number => number,
            int number => number,
            uint number => number,
            short number => number,
            _ => null,
        } : null;

    private static AmqpError Refuse(string condition, string description) => new() { Condition = condition, Description = description };
}
