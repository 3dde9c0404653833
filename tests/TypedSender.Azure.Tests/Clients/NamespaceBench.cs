using System.Net;
using TypedSender.Shared;
using TypedSender.Testing;
using Xunit;

namespace TypedSender.Azure.Tests.Clients;

/// <summary>A broker in place of a namespace, with its certificate, its login and its node for tokens; the clock of both ends stands still.</summary>
internal sealed class NamespaceBench : IAsyncDisposable
{
    public const string Namespace = "shop.servicebus.windows.net";

    private readonly TestCertificates _certificates = new();
    private readonly List<SendClient> _clients = [];

    /// <summary>A string for the namespace whose key is not secret.</summary>
    public static string ConnectionString { get; } = $"Endpoint=sb://{Namespace}/;SharedAccessKeyName=send;SharedAccessKey=key";

    public InProcessBroker Broker { get; private set; } = null!;

    public BrokerTokenNode Node { get; private set; } = null!;

    public ManualTimeProvider Time { get; } = new();

    public ClientLog Log { get; } = new();

    /// <summary>The tokens that have come, in the order of their arrival.</summary>
    public EventLog<PutToken> Tokens { get; } = new();

    public Uri Endpoint => new($"sb://127.0.0.1:{Broker.Port}");

    /// <param name="useTls">Whether the broker has the certificate of the namespace; without, it is an emulator.</param>
    /// <param name="realTime">Whether its clock is the machine's, as that of the SDKs is.</param>
    public static async Task<NamespaceBench> StartAsync(bool useTls = true, bool realTime = false)
    {
        NamespaceBench bench = new();
        InProcessBrokerOptions options = new()
        {
            SaslMechanisms = { "MSSBCBS" },
            Certificate = useTls ? bench._certificates.Issue(Namespace) : null,
            CreateQueuesOnDemand = true,
            WebSocketPath = "/$servicebus/websocket/",
            IdleTimeout = null,
            TimeProvider = realTime ? TimeProvider.System : bench.Time,
        };
        bench.Broker = await InProcessBroker.StartAsync(options);
        bench.Node = bench.Broker.CreateTokenNode();
        bench.Node.Check = (audience, type, token) =>
        {
            bench.Tokens.Add(new PutToken(audience, type, token));
            return true;
        };
        return bench;
    }

    /// <summary>What lets a client reach the broker in place of the namespace, and stand still with it.</summary>
    public void Configure(SendClientOptions options)
    {
        options.UseCustomEndpoint(Endpoint);
        options.TrustedAuthorities.Add(_certificates.Authority);
        options.IdleTimeout = Timeout.InfiniteTimeSpan;
        options.RetryPolicy = RecordingPolicy.Eager;
        options.LoggerFactory = Log;
        options.TimeProvider = Time;

        // The clock runs far ahead of the sockets.
        options.OpenTimeout = options.SendTimeout = options.TokenTimeout = TimeSpan.FromDays(1);
    }

    /// <summary>Sends one message, which is accepted without the clock being moved.</summary>
    public static async Task SendAsync(SendClient client, string address = "orders") =>
        Assert.Equal(SendOutcome.Accepted, await client.GetSender<INoteSender>(new SenderOptions { Address = address }).TellTaskAsync(new Note("a")).Within());

    /// <summary>Closes a client at the end.</summary>
    public SendClient Keep(SendClient client)
    {
        _clients.Add(client);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        Node.Release();
        foreach (SendClient client in _clients)
        {
            Task closed = client.CloseAsync();
            await Time.AdvanceUntilAsync(closed, TimeSpan.FromSeconds(1));
            await closed.Within();
        }

        await Broker.DisposeAsync();
        _certificates.Dispose();
    }

    /// <summary>A token as it was put; no text shows its value.</summary>
    internal sealed class PutToken(string audience, string? type, string value)
    {
        public string Audience => audience;

        public string? Type => type;

        /// <summary>The fields of a shared access signature that are no secret, decoded.</summary>
        public string? Resource => Find("SharedAccessSignature sr");

        public string? KeyName => Find("skn");

        public bool Is(string other) => value == other;

        /// <summary>The names of the fields, in their order.</summary>
        public string Form => string.Join('&', value.Split('&').Select(static pair => pair[..Math.Max(0, pair.IndexOf('=', StringComparison.Ordinal))]));

        public override string ToString() => $"{audience} {type}";

        private string? Find(string name) => value.Split('&')
            .Where(pair => pair.StartsWith($"{name}=", StringComparison.Ordinal))
            .Select(pair => WebUtility.UrlDecode(pair[(name.Length + 1)..]))
            .FirstOrDefault();
    }
}
