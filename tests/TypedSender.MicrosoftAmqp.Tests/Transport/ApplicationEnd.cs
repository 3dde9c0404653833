using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;
using Microsoft.Azure.Amqp.Sasl;
using TypedSender.Testing;

namespace TypedSender.MicrosoftAmqp.Tests.Transport;

/// <summary>What an application has already: a connection of Microsoft.Azure.Amqp to a broker of the test's.</summary>
internal sealed class ApplicationEnd : IAsyncDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    private ApplicationEnd(InProcessBroker broker, AmqpConnection connection)
    {
        Broker = broker;
        Connection = connection;
    }

    public InProcessBroker Broker { get; }

    public AmqpConnection Connection { get; }

    public BrokerQueue Queue => Broker.GetQueue("notes");

    public static async Task<ApplicationEnd> StartAsync(Action<InProcessBrokerOptions>? configure = null)
    {
        InProcessBrokerOptions options = new();
        configure?.Invoke(options);
        InProcessBroker broker = await InProcessBroker.StartAsync(options).Within();
        broker.CreateQueue("notes");
        AmqpConnection connection = await new AmqpConnectionFactory().OpenConnectionAsync(new Uri(broker.Url), new SaslAnonymousHandler(), Timeout).Within();
        return new ApplicationEnd(broker, connection);
    }

    public async Task<AmqpSession> OpenSessionAsync()
    {
        AmqpSession session = Connection.CreateSession(new AmqpSessionSettings());
        await session.OpenAsync(Timeout).Within();
        return session;
    }

    public async Task<SendingAmqpLink> OpenLinkAsync(SettleMode mode = SettleMode.SettleOnReceive)
    {
        SendingAmqpLink link = new(await OpenSessionAsync(), MakeSettings(mode));
        await link.OpenAsync(Timeout).Within();
        return link;
    }

    public static AmqpLinkSettings MakeSettings(SettleMode mode = SettleMode.SettleOnReceive) => new()
    {
        LinkName = Guid.NewGuid().ToString("N"),
        Role = false,
        SettleType = mode,
        Source = new Source(),
        Target = new Target { Address = "notes" },
        InitialDeliveryCount = 0,
    };

    /// <summary>Makes a sender over what the application has.</summary>
    public async Task<T> CreateAsync<T>(Way way, SenderOptions? options = null, SendTransportOptions? transportOptions = null)
        where T : class, ITypedSender<T> => way switch
        {
            Way.Link => MicrosoftAmqpTransport.CreateOnLink<T>(await OpenLinkAsync(), options, transportOptions),
            Way.Session => MicrosoftAmqpTransport.CreateOnSession<T>(await OpenSessionAsync(), options, transportOptions),
            _ => MicrosoftAmqpTransport.CreateOnConnection<T>(Connection, options, transportOptions),
        };

    public async ValueTask DisposeAsync()
    {
        Connection.Abort();
        await Broker.DisposeAsync();
    }
}
