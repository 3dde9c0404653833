using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Testing.Serving.Profiles;

namespace TypedSender.Testing.Serving.EventHubs;

/// <summary>Answers what clients ask the node <c>$management</c> about hubs and their partitions: the operation READ.</summary>
internal static class HubManagement
{
    private const string HubType = "com.microsoft:eventhub";
    private const string PartitionType = "com.microsoft:partition";

    /// <summary>Answers a request.</summary>
    public static AmqpMessage Answer(EventHubsProfile profile, BrokerTokenNode? tokens, BrokerNodeRequest request)
    {
        if (request.Type is not (HubType or PartitionType) || !string.Equals(request.Operation, "READ", StringComparison.OrdinalIgnoreCase))
        {
            return request.CreateReply(501, $"this broker serves the operation READ of {HubType} and {PartitionType} alone", condition: AmqpErrorConditions.NotImplemented);
        }

        string? name = Find(request, "name");
        if (tokens?.FindFault(request, name ?? "", Find(request, "security_token")) is { } fault)
        {
            return request.CreateReply(401, fault, condition: AmqpErrorConditions.UnauthorizedAccess);
        }

        if (profile.FindHub(name) is not { } hub)
        {
            string text = $"The messaging entity '{name}' could not be found: there is no such event hub; make it with CreateEventHub.";
            return request.CreateReply(404, text, condition: AmqpErrorConditions.NotFound);
        }

        return request.Type == HubType ? ReadHub(request, hub) : ReadPartition(request, hub);
    }

    private static AmqpMessage ReadHub(BrokerNodeRequest request, BrokerEventHub hub) => request.CreateReply(200, "OK", new AmqpMap
    {
        ["name"] = hub.Name,
        ["type"] = HubType,
        ["created_at"] = hub.CreatedTime,
        ["partition_count"] = hub.Partitions.Count,
        ["partition_ids"] = new AmqpArray(FormatCode.String32, [.. hub.Partitions.Select(partition => partition.Id)]),
    });

    private static AmqpMessage ReadPartition(BrokerNodeRequest request, BrokerEventHub hub)
    {
        string? id = Find(request, "partition");
        if (hub.FindPartition(id) is not { } partition)
        {
            AmqpError error = HubRules.NoPartition(hub, id);
            return request.CreateReply(400, error.Description, condition: error.Condition.Value);
        }

        PartitionEnds ends = partition.Log.Ends;
        return request.CreateReply(200, "OK", new AmqpMap
        {
            ["name"] = hub.Name,
            ["type"] = PartitionType,
            ["partition"] = partition.Id,
            ["begin_sequence_number"] = ends.BeginningSequenceNumber,
            ["last_enqueued_sequence_number"] = ends.LastSequenceNumber,
            ["last_enqueued_offset"] = EventEncoding.ToText(ends.LastOffset),
            ["last_enqueued_time_utc"] = ends.LastEnqueuedTime,
            ["is_partition_empty"] = ends.IsEmpty,
        });
    }

    private static string? Find(BrokerNodeRequest request, string key)
        => request.Message.ApplicationProperties is { } properties && properties.TryGetValue(key, out string? value) ? value : null;
}
