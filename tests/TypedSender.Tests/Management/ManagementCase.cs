using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using TypedSender.Amqp.Messages;
using TypedSender.Testing;

namespace TypedSender.Tests.Management;

/// <summary>An in-process broker with one node, and a client whose clock stands still.</summary>
internal sealed class ManagementCase : IAsyncDisposable
{
    private readonly EventLog<string> _log = new();

    private ManagementCase(InProcessBroker broker, BrokerNode node, Action<SendClientOptions>? configure)
    {
        Broker = broker;
        Node = node;
        Client = new SendClient(broker.Url, options =>
        {
            options.TimeProvider = Time;
            options.IdleTimeout = Timeout.InfiniteTimeSpan;
            options.LoggerFactory = new Logs(_log);
            configure?.Invoke(options);
        });
    }

    public ManualTimeProvider Time { get; } = new();

    public InProcessBroker Broker { get; }

    public BrokerNode Node { get; }

    public SendClient Client { get; }

    public ClientContext Context => GetContext(Client);

    public static Task<ManagementCase> StartAsync(Func<BrokerNodeRequest, AmqpMessage?> handler, Action<SendClientOptions>? configure = null) =>
        StartAsync((request, _) => ValueTask.FromResult(handler(request)), configure);

    public static async Task<ManagementCase> StartAsync(Func<BrokerNodeRequest, CancellationToken, ValueTask<AmqpMessage?>> handler, Action<SendClientOptions>? configure = null)
    {
        InProcessBroker broker = await InProcessBroker.StartAsync(new InProcessBrokerOptions { IdleTimeout = null });
        return new ManagementCase(broker, broker.CreateNode("$management", handler), configure);
    }

    public static AmqpManagementRequest Read(string name = "orders") => new() { Operation = "READ", Type = "com.example:queue", Name = name };

    /// <summary>Nothing is kept of any request: no timer, no entry, no delivery that is unsettled.</summary>
    public async Task ExpectNothingKeptAsync()
    {
        await Time.WaitForNoTimersAsync();
        lock (Context.Lock)
        {
            if (Context.ReconnectLoop.Connection is { } connection)
            {
                Assert.Equal(0, GetSessions(connection)!.Requests.PendingCount);
            }
        }
    }

    /// <summary>So many replies have been dropped, because no request waited for them.</summary>
    public Task ExpectDroppedAsync(int count) => ExpectLoggedAsync($"{count} on this connection so far");

    /// <summary>A record of the log has this text in it.</summary>
    public Task ExpectLoggedAsync(string text) => _log.WaitForAsync(records => records.Any(record => record.Contains(text, StringComparison.Ordinal)));

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync().Within();
        await Broker.DisposeAsync().Within();
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_client")]
    private static extern ref ClientContext GetContext(SendClient client);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_sessions")]
    private static extern ref SessionPool? GetSessions(ClientConnection connection);

    /// <summary>Keeps the texts of all records.</summary>
    private sealed class Logs(EventLog<string> records) : ILoggerFactory, ILogger
    {
        public void AddProvider(ILoggerProvider provider)
        {
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Debug;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => records.Add(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
