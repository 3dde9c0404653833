using Azure;
using Azure.Core;
using Azure.Messaging.EventHubs;
using Azure.Messaging.EventHubs.Producer;
using Azure.Messaging.ServiceBus;
using TypedSender.Shared;
using TypedSender.Testing;
using Xunit;

namespace TypedSender.Azure.Tests.Clients;

/// <summary>The clients of the SDKs and ours put the same token, by what a broker sees of it: type, audience, form and signed resource; and log in by the same mechanism.</summary>
public sealed class SdkLoginTests
{
    private const string Host = NamespaceBench.Namespace;

    private static readonly DateTimeOffset ExpiresOn = new(2099, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static string KeyString { get; } = $"Endpoint=sb://{Host}/;SharedAccessKeyName=send;SharedAccessKey={Canary.Password};EntityPath=Orders";

    private static string Signature { get; } = $"SharedAccessSignature sr=amqps%3A%2F%2F{Host}%2F&sig={Canary.Password}&se=4102444800&skn=send";

    private static AzureNamedKeyCredential Key { get; } = new("send", Canary.Password);

    private static FixedCredential Identity => new((_, _) => new(new AccessToken(Canary.Password, ExpiresOn)));

    [Fact]
    public async Task The_key_of_a_connection_string()
    {
        Login serviceBus = await LogInAsync(options => new ServiceBusClient(KeyString, options), configure => ServiceBusSendClient.Create(KeyString, configure));
        Login eventHubs = await LogInAsync(options => new EventHubConnection(KeyString, options), configure => EventHubsSendClient.Create(KeyString, configure));

        Assert.Equal(serviceBus, eventHubs);
        Assert.Equal(
            new Login("MSSBCBS", Host, $"amqps://{Host}/Orders", AmqpTokenTypes.SharedAccessSignature, "SharedAccessSignature sr&sig&se&skn", $"amqps://{Host}/orders", "send", false), serviceBus);
    }

    [Fact]
    public async Task A_token_credential()
    {
        Login serviceBus = await LogInAsync(options => new ServiceBusClient(Host, Identity, options), configure => ServiceBusSendClient.Create(Host, Identity, configure));
        Login eventHubs = await LogInAsync(options => new EventHubConnection(Host, "Orders", Identity, options), configure => EventHubsSendClient.Create(Host, Identity, configure));

        Assert.Equal(serviceBus, eventHubs);
        Assert.Equal(new Login("MSSBCBS", Host, $"amqps://{Host}/Orders", "jwt", "", null, null, true), serviceBus);
    }

    /// <summary>The scopes are those that the SDKs ask for.</summary>
    [Fact]
    public async Task The_scopes_of_a_token_credential()
    {
        FixedCredential serviceBus = Identity;
        FixedCredential eventHubs = Identity;

        _ = await LogInAsync(options => new ServiceBusClient(Host, serviceBus, options), configure => ServiceBusSendClient.Create(Host, serviceBus, configure));
        _ = await LogInAsync(options => new EventHubConnection(Host, "Orders", eventHubs, options), configure => EventHubsSendClient.Create(Host, eventHubs, configure));

        Assert.Single(serviceBus.Requests.Items.Select(static request => string.Join(' ', request.Scopes)).Distinct());
        Assert.Single(eventHubs.Requests.Items.Select(static request => string.Join(' ', request.Scopes)).Distinct());
        Assert.NotEqual(serviceBus.Requests.Items[0].Scopes[0], eventHubs.Requests.Items[0].Scopes[0]);
    }

    /// <summary>That of Service Bus signs one resource for all entities, ours and that of Event Hubs one for each.</summary>
    [Fact]
    public async Task A_named_key_credential()
    {
        Login eventHubs = await LogInAsync(options => new EventHubConnection(Host, "Orders", Key, options), configure => EventHubsSendClient.Create(Host, Key, configure));
        (Login serviceBus, Login ours) = await LogInApartAsync(options => new ServiceBusClient(Host, Key, options), configure => ServiceBusSendClient.Create(Host, Key, configure));

        Assert.Equal(eventHubs, ours);
        Assert.Equal(serviceBus with { Resource = $"amqps://{Host}/orders" }, ours);
        Assert.Equal($"amqps://{Host}/", serviceBus.Resource);
    }

    [Fact]
    public async Task A_signature_credential()
    {
        Login serviceBus = await LogInAsync(options => new ServiceBusClient(Host, new AzureSasCredential(Signature), options), configure => ServiceBusSendClient.Create(Host, new AzureSasCredential(Signature), configure));
        Login eventHubs = await LogInAsync(options => new EventHubConnection(Host, "Orders", new AzureSasCredential(Signature), options), configure => EventHubsSendClient.Create(Host, new AzureSasCredential(Signature), configure));

        Assert.Equal(serviceBus, eventHubs);
        Assert.Equal(("send", $"amqps://{Host}/"), (serviceBus.KeyName, serviceBus.Resource));
    }

    [Fact]
    public async Task The_emulator()
    {
        await using NamespaceBench bench = await NamespaceBench.StartAsync(useTls: false, realTime: true);
        string text = $"Endpoint=sb://localhost:{bench.Broker.Port};SharedAccessKeyName=send;SharedAccessKey={Canary.Password};UseDevelopmentEmulator=true";

        Login serviceBus = await SeeAsync(bench, token => SendByServiceBusAsync(new ServiceBusClient(text), token));
        await using SendClient client = ServiceBusSendClient.Create(text);
        Login ours = await SeeAsync(bench, _ => NamespaceBench.SendAsync(client, "Orders"));

        // The SDKs sign for a host with TLS even here, which is of no account to an emulator.
        Assert.Equal(($"amqps://localhost/", "amqp://localhost/orders"), (serviceBus.Resource, ours.Resource));
        Assert.Equal(serviceBus with { Resource = ours.Resource }, ours);
        Assert.Equal("amqp://localhost/Orders", ours.Audience);
    }

    private static Task<Login> LogInAsync(Func<ServiceBusClientOptions, ServiceBusClient> make, Func<Action<SendClientOptions>, SendClient> create) => SameAsync(LogInApartAsync(make, create));

    private static async Task<(Login Theirs, Login Ours)> LogInApartAsync(Func<ServiceBusClientOptions, ServiceBusClient> make, Func<Action<SendClientOptions>, SendClient> create)
    {
        await using NamespaceBench bench = await NamespaceBench.StartAsync(realTime: true);
        ServiceBusClientOptions options = new()
        {
            CustomEndpointAddress = bench.Endpoint,
            CertificateValidationCallback = static (_, _, _, _) => true,
            RetryOptions = new ServiceBusRetryOptions { MaxRetries = 0 },
        };
        Login theirs = await SeeAsync(bench, token => SendByServiceBusAsync(make(options), token));
        return (theirs, await SeeOursAsync(bench, create));
    }

    private static async Task<Login> LogInAsync(Func<EventHubConnectionOptions, EventHubConnection> make, Func<Action<SendClientOptions>, SendClient> create)
    {
        await using NamespaceBench bench = await NamespaceBench.StartAsync(realTime: true);
        EventHubConnectionOptions options = new() { CustomEndpointAddress = bench.Endpoint, CertificateValidationCallback = static (_, _, _, _) => true };
        Login theirs = await SeeAsync(bench, token => SendByEventHubsAsync(make(options), token));
        return await SameAsync(Task.FromResult((theirs, await SeeOursAsync(bench, create))));
    }

    private static async Task<Login> SameAsync(Task<(Login Theirs, Login Ours)> logins)
    {
        (Login theirs, Login ours) = await logins;
        Assert.Equal(theirs, ours);
        return ours;
    }

    private static async Task<Login> SeeOursAsync(NamespaceBench bench, Func<Action<SendClientOptions>, SendClient> create)
    {
        await using SendClient client = create(options =>
        {
            bench.Configure(options);
            options.TimeProvider = TimeProvider.System;
        });
        return await SeeAsync(bench, _ => NamespaceBench.SendAsync(client, "Orders"));
    }

    /// <summary>What the broker sees of the login and the first token of the next client. What becomes of its message is another matter.</summary>
    private static async Task<Login> SeeAsync(NamespaceBench bench, Func<CancellationToken, Task> send)
    {
        int before = bench.Tokens.Count;
        using CancellationTokenSource enough = new();
        Task sending = send(enough.Token);
        await bench.Node.WaitForTokensAsync(before + 1).Within();
        await enough.CancelAsync();
        await sending.Within();
        NamespaceBench.PutToken token = bench.Tokens.Items[before];
        BrokerConnection connection = bench.Node.Tokens[before].Connection;
        return new Login(connection.Mechanism, connection.HostName, token.Audience, token.Type, token.Type == "jwt" ? "" : token.Form, token.Resource, token.KeyName, token.Is(Canary.Password));
    }

    private static async Task SendByServiceBusAsync(ServiceBusClient client, CancellationToken cancellationToken)
    {
        ServiceBusSender sender = client.CreateSender("Orders");
        await Ignore(sender.SendMessageAsync(new ServiceBusMessage("a"), cancellationToken));
        await Ignore(client.DisposeAsync().AsTask());
    }

    private static async Task SendByEventHubsAsync(EventHubConnection connection, CancellationToken cancellationToken)
    {
        EventHubProducerClient client = new(connection, new EventHubProducerClientOptions { RetryOptions = { MaximumRetries = 0 } });
        await Ignore(client.SendAsync([new EventData("a")], cancellationToken));
        await Ignore(client.CloseAsync(CancellationToken.None));
        await Ignore(connection.CloseAsync(CancellationToken.None));
    }

    private static async Task Ignore(Task task) => await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>What a broker sees of a login.</summary>
    private sealed record Login(string? Mechanism, string? HostName, string Audience, string? Type, string Form, string? Resource, string? KeyName, bool IsGivenToken);
}
