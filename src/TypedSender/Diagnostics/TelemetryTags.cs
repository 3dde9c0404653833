using System.Diagnostics;
using Tag = System.Collections.Generic.KeyValuePair<string, object?>;

namespace TypedSender;

/// <summary>The names and tags that spans and measurements of one sender have in common, made once for each peer it is connected to. Immutable.</summary>
internal sealed class TelemetryTags
{
    public const string System = "messaging.system";
    public const string OperationName = "messaging.operation.name";
    public const string OperationType = "messaging.operation.type";
    public const string Destination = "messaging.destination.name";
    public const string DestinationTemplate = "messaging.destination.template";
    public const string ClientId = "messaging.client.id";
    public const string MessageCount = "messaging.batch.message_count";
    public const string MessageId = "messaging.message.id";
    public const string ConversationId = "messaging.message.conversation_id";
    public const string ServerAddress = "server.address";
    public const string ServerPort = "server.port";
    public const string PeerAddress = "network.peer.address";
    public const string PeerPort = "network.peer.port";
    public const string ErrorType = "error.type";

    /// <param name="settings">What is traced, and how.</param>
    /// <param name="broker">The profile of the broker that was named.</param>
    /// <param name="address">The address of the target; for an anonymous or dynamic target, the text that error messages show instead.</param>
    /// <param name="template">The template of addresses; null where there is none.</param>
    /// <param name="peer">The peer.</param>
    public TelemetryTags(SendSettings settings, BrokerProfile broker, string address, string? template, TelemetryPeer peer)
    {
        Peer = peer;
        BrokerProfile known = peer.Broker ?? broker;
        string system = settings.MessagingSystem ?? known.MessagingSystem;
        BrokerRoute route = BrokerRoute.Of(known, address);
        string destination = template ?? route.Destination;
        Key = new LinkKey(system, destination, address, peer.Endpoint);
        Tag[] server = peer.Endpoint is { } endpoint ? [new(ServerAddress, endpoint.Host), new(ServerPort, endpoint.Port)] : [];
        Tag[] destinations = template is null ? [new(Destination, route.Destination)] : template == address ? [new(DestinationTemplate, template)] : [new(Destination, route.Destination), new(DestinationTemplate, template)];
        Tag[] client = [new(ClientId, settings.ContainerId)];
        Tag[] routing = route is { Key: { } key, KeyName: { } name } && template is null ? [new(name, key)] : [];
        Tag[] connection = peer.Address is { } connected ? [new(PeerAddress, connected.Address.ToString()), new(PeerPort, connected.Port)] : [];
        Link = [new(System, system), .. destinations, .. server];
        Duration = [new(OperationName, "send"), new(OperationType, "send"), .. Link];
        Sent = [Duration[0], .. Link];
        Send = [.. Duration, .. client, .. routing, .. connection];
        Create = [new(OperationName, "create"), new(OperationType, "create"), .. Link, .. client, .. routing];
        SendName = $"send {destination}";
        CreateName = $"create {destination}";
    }

    /// <summary>Puts on a span what has become known since it began: its send may have been the first, and made the connection.</summary>
    /// <param name="span">The span, of kind "send".</param>
    /// <param name="isNamedByMessage">Whether the message says where it goes.</param>
    public void Complete(Activity span, bool isNamedByMessage)
    {
        if (Peer is { Address: null, Broker: null } || span.GetTagItem(PeerAddress) is not null)
        {
            return;
        }

        span.DisplayName = SendName;
        foreach (Tag tag in Send)
        {
            if (tag.Key != Destination || !isNamedByMessage)
            {
                span.SetTag(tag.Key, tag.Value);
            }
        }
    }

    /// <summary>The peer.</summary>
    public TelemetryPeer Peer { get; }

    /// <summary>The values by which links are measured separately.</summary>
    public LinkKey Key { get; }

    /// <summary>The name of a span "send".</summary>
    public string SendName { get; }

    /// <summary>The name of a span "create".</summary>
    public string CreateName { get; }

    /// <summary>Of a span "send".</summary>
    public Tag[] Send { get; }

    /// <summary>Of a span "create".</summary>
    public Tag[] Create { get; }

    /// <summary>Of the duration of an operation: all of a span's but the client's id and the like, of which there are too many.</summary>
    public Tag[] Duration { get; }

    /// <summary>Of the count of messages sent.</summary>
    public Tag[] Sent { get; }

    /// <summary>Of what is measured of a link.</summary>
    public Tag[] Link { get; }
}

/// <summary>Links with an equal key are measured as one.</summary>
internal readonly record struct LinkKey(string System, string Destination, string Address, BrokerEndpoint? Endpoint);
