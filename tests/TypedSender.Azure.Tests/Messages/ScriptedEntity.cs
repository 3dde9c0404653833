using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Testing;

namespace TypedSender.Azure.Tests.Messages;

/// <summary>An in-process broker with the management node of one entity, and a client of it. Sequence numbers begin at 1,000.</summary>
internal sealed class ScriptedEntity : IAsyncDisposable
{
    private readonly InProcessBroker _broker;
    private readonly List<AmqpMessage> _requests = [];
    private long _next = 1000;

    private ScriptedEntity(InProcessBroker broker, string entity)
    {
        _broker = broker;
        Client = new SendClient(broker.Url);
        broker.CreateNode(entity + "/$management", Answer);
    }

    public SendClient Client { get; }

    /// <summary>What the node was asked.</summary>
    public IReadOnlyList<AmqpMessage> Requests => _requests;

    /// <summary>The condition that the next requests are refused with; null for none.</summary>
    public string? Refusal { get; set; }

    /// <summary>Whether replies have sequence numbers.</summary>
    public bool HasNumbers { get; set; } = true;

    public static async Task<ScriptedEntity> StartAsync(string entity) => new(await InProcessBroker.StartAsync(), entity);

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await _broker.DisposeAsync();
    }

    private AmqpMessage Answer(BrokerNodeRequest request)
    {
        _requests.Add(request.Message);
        if (Refusal is not null)
        {
            return request.CreateReply(404, "The message is not scheduled.", condition: Refusal);
        }

        int count = ((AmqpMap)request.Message.Value!).TryGetValue("messages", out object? messages) ? ((List<object?>)messages!).Count : 0;
        AmqpMap? body = HasNumbers && count > 0
            ? new AmqpMap { ["sequence-numbers"] = new AmqpArray(FormatCode.Long, [.. Enumerable.Range(0, count).Select(_ => (object?)_next++)]) }
            : null;
        return request.CreateReply(200, body: body);
    }
}
