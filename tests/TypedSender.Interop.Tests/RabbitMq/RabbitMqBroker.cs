using TypedSender.Interop.Tests.Peers;
using Xunit;

namespace TypedSender.Interop.Tests.RabbitMq;

/// <summary>One RabbitMQ for the tests of a collection: starting it takes seconds.</summary>
public sealed class RabbitMqBroker : IAsyncLifetime
{
    private RabbitMqHome? _home;
    private RabbitMqNode? _node;

    internal RabbitMqNode Node => _node ?? throw new InvalidOperationException(RabbitMqInstallation.Missing ?? Python.Missing);

    internal string Url => Node.Url;

    internal int Port => Node.Port;

    /// <summary>The address of a new durable queue.</summary>
    internal async Task<string> NewQueueAsync(string type = "classic")
    {
        string name = Guid.NewGuid().ToString("N");
        await Node.DeclareQueueAsync(name, type);
        return $"/amq/queue/{name}";
    }

    /// <summary>How many messages lie in the queue of an address.</summary>
    internal Task<int> CountAsync(string address) => Node.CountAsync(address["/amq/queue/".Length..]);

    public async Task InitializeAsync()
    {
        if ((RabbitMqInstallation.Missing ?? Python.Missing) is null)
        {
            int[] ports = FreePort.Find(3);
            _home = new RabbitMqHome(ports[0]);
            _node = new RabbitMqNode(_home, "tests", ports[1], ports[2]);
            await _node.StartAsync();
        }
    }

    public async Task DisposeAsync()
    {
        if (_node is not null)
        {
            await _node.DisposeAsync();
        }

        if (_home is not null)
        {
            await _home.DisposeAsync();
        }
    }
}

/// <summary>The tests that share one RabbitMQ.</summary>
[CollectionDefinition(Name)]
public sealed class RabbitMqCollection : ICollectionFixture<RabbitMqBroker>
{
    internal const string Name = "RabbitMQ";
}
