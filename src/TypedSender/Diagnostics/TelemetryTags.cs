using Tag = System.Collections.Generic.KeyValuePair<string, object?>;

namespace TypedSender;

/// <summary>What spans and measurements of one sender have in common, made once for each peer it is connected to. Immutable.</summary>
internal sealed class TelemetryTags
{
    public const string System = "messaging.system";
    public const string OperationName = "messaging.operation.name";
    public const string OperationType = "messaging.operation.type";
    public const string Destination = "messaging.destination.name";
    public const string ClientId = "messaging.client.id";
    public const string MessageCount = "messaging.batch.message_count";
    public const string ServerAddress = "server.address";
    public const string ServerPort = "server.port";
    public const string ErrorType = "error.type";

    public TelemetryTags(SendClientSettings settings, string messagingSystem, string address, BrokerEndpoint endpoint)
    {
        Endpoint = endpoint;
        Tag system = new(System, messagingSystem);
        Tag destination = new(Destination, address);
        Tag client = new(ClientId, settings.ContainerId);
        Tag server = new(ServerAddress, endpoint.Host);
        Tag serverPort = new(ServerPort, endpoint.Port);
        Send = [new(OperationName, "send"), new(OperationType, "send"), system, destination, server, serverPort, client];
        Create = [new(OperationName, "create"), new(OperationType, "create"), system, destination, server, serverPort, client];
        Duration = Send[..6];
        Sent = [Send[0], system, destination, server, serverPort];
        Link = [system, destination, server, serverPort];
    }

    public BrokerEndpoint Endpoint { get; }

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
