using Tag = System.Collections.Generic.KeyValuePair<string, object?>;

namespace TypedSender;

/// <summary>The tags that spans and measurements of one sender have in common, made once for each peer it is connected to. Immutable.</summary>
internal sealed class TelemetryTags
{
    public const string System = "messaging.system";
    public const string OperationName = "messaging.operation.name";
    public const string OperationType = "messaging.operation.type";
    public const string Destination = "messaging.destination.name";
    public const string DestinationTemplate = "messaging.destination.template";
    public const string ClientId = "messaging.client.id";
    public const string MessageCount = "messaging.batch.message_count";
    public const string ServerAddress = "server.address";
    public const string ServerPort = "server.port";
    public const string ErrorType = "error.type";

    public TelemetryTags(SendSettings settings, string messagingSystem, string address, string? template, BrokerEndpoint? endpoint)
    {
        Endpoint = endpoint;
        Tag client = new(ClientId, settings.ContainerId);
        Tag[] server = endpoint is null ? [] : [new(ServerAddress, endpoint.Host), new(ServerPort, endpoint.Port)];
        Tag[] destination = template is null ? [new(Destination, address)] : template == address ? [new(DestinationTemplate, template)] : [new(Destination, address), new(DestinationTemplate, template)];
        Link = [new(System, messagingSystem), .. destination, .. server];
        Send = [new(OperationName, "send"), new(OperationType, "send"), .. Link, client];
        Create = [new(OperationName, "create"), new(OperationType, "create"), .. Link, client];
        Duration = Send[..^1];
        Sent = [Send[0], .. Link];
    }

    /// <summary>The peer; null where the transport does not say.</summary>
    public BrokerEndpoint? Endpoint { get; }

    /// <summary>Of a span "send".</summary>
    public Tag[] Send { get; }

    /// <summary>Of a span "create".</summary>
    public Tag[] Create { get; }

    /// <summary>Of the duration of an operation: all of a span's but the client's id, of which there are too many.</summary>
    public Tag[] Duration { get; }

    /// <summary>Of the count of messages sent.</summary>
    public Tag[] Sent { get; }

    /// <summary>Of what is measured of a link.</summary>
    public Tag[] Link { get; }
}
