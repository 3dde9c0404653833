using Azure;
using TypedSender.Shared;
using TypedSender.Testing;
using Xunit;

namespace TypedSender.Azure.Tests.Clients;

/// <summary>Each credential logs in to a broker that is given out for a namespace, and sends.</summary>
public sealed class LoginTests
{
    private const string Audience = $"amqps://{NamespaceBench.Namespace}/orders";

    private static string KeyString { get; } = $"Endpoint=sb://{NamespaceBench.Namespace}/;SharedAccessKeyName=send;SharedAccessKey={Canary.Password}";

    [Theory]
    [InlineData(AmqpBrokerKind.ServiceBus)]
    [InlineData(AmqpBrokerKind.EventHubs)]
    public async Task A_connection_string_with_a_key(AmqpBrokerKind service)
    {
        await using NamespaceBench bench = await StartAsync();
        SendClient client = bench.Keep(service == AmqpBrokerKind.ServiceBus ? ServiceBusSendClient.Create(KeyString, bench.Configure) : EventHubsSendClient.Create(KeyString, bench.Configure));

        await NamespaceBench.SendAsync(client);

        CheckConnection(bench);
        NamespaceBench.PutToken token = Assert.Single(bench.Tokens.Items);
        Assert.Equal((Audience, AmqpTokenTypes.SharedAccessSignature, Audience, "send"), (token.Audience, token.Type, token.Resource, token.KeyName));
        Assert.Equal(bench.Time.GetUtcNow() + TimeSpan.FromHours(1), Assert.Single(bench.Node.Tokens).ExpiresOn);
    }

    [Fact]
    public async Task A_connection_string_with_a_signature()
    {
        await using NamespaceBench bench = await StartAsync();
        string signature = Sign(bench, $"amqps://{NamespaceBench.Namespace}/");
        SendClient client = bench.Keep(ServiceBusSendClient.Create($"Endpoint=sb://{NamespaceBench.Namespace}/;SharedAccessSignature={signature}", bench.Configure));

        await NamespaceBench.SendAsync(client);
        await NamespaceBench.SendAsync(client, "invoices");

        Assert.Equal([Audience, $"amqps://{NamespaceBench.Namespace}/invoices"], bench.Tokens.Items.Select(token => token.Audience));
        Assert.All(bench.Tokens.Items, token => Assert.True(token.Is(signature)));
    }

    [Theory]
    [InlineData(AmqpBrokerKind.ServiceBus, "https://servicebus.azure.net/.default")]
    [InlineData(AmqpBrokerKind.EventHubs, "https://eventhubs.azure.net/.default")]
    public async Task A_token_credential(AmqpBrokerKind service, string scope)
    {
        await using NamespaceBench bench = await StartAsync();
        FixedCredential credential = new();
        SendClient client = bench.Keep(service == AmqpBrokerKind.ServiceBus
            ? ServiceBusSendClient.Create(NamespaceBench.Namespace, credential, bench.Configure)
            : EventHubsSendClient.Create(NamespaceBench.Namespace, credential, bench.Configure));

        await NamespaceBench.SendAsync(client);

        CheckConnection(bench);
        NamespaceBench.PutToken token = Assert.Single(bench.Tokens.Items);
        Assert.Equal((Audience, "jwt", true), (token.Audience, token.Type, token.Is(Canary.Password)));
        Assert.Equal(FixedCredential.ExpiresOn, Assert.Single(bench.Node.Tokens).ExpiresOn);
        Assert.Equal([scope], Assert.Single(credential.Requests.Items).Scopes);
    }

    [Fact]
    public async Task A_named_key_credential()
    {
        await using NamespaceBench bench = await StartAsync();
        SendClient client = bench.Keep(EventHubsSendClient.Create(NamespaceBench.Namespace, new AzureNamedKeyCredential("send", Canary.Password), bench.Configure));

        await NamespaceBench.SendAsync(client, "Orders");

        CheckConnection(bench);
        NamespaceBench.PutToken token = Assert.Single(bench.Tokens.Items);
        Assert.Equal(($"amqps://{NamespaceBench.Namespace}/Orders", AmqpTokenTypes.SharedAccessSignature), (token.Audience, token.Type));

        // What is signed is in lower case, as the SDKs write it; the audience is as it is given.
        Assert.Equal((Audience, "send"), (token.Resource, token.KeyName));
    }

    [Fact]
    public async Task A_signature_credential()
    {
        await using NamespaceBench bench = await StartAsync();
        string signature = Sign(bench, Audience);
        SendClient client = bench.Keep(ServiceBusSendClient.Create(NamespaceBench.Namespace, new AzureSasCredential(signature), bench.Configure));

        await NamespaceBench.SendAsync(client);

        CheckConnection(bench);
        NamespaceBench.PutToken token = Assert.Single(bench.Tokens.Items);
        Assert.Equal((Audience, AmqpTokenTypes.SharedAccessSignature, true), (token.Audience, token.Type, token.Is(signature)));
    }

    [Fact]
    public async Task Options_that_are_made_elsewhere_make_the_same_client()
    {
        await using NamespaceBench bench = await StartAsync();
        SendClientOptions options = new SendClientOptions().UseServiceBus(NamespaceBench.Namespace, new AzureNamedKeyCredential("send", Canary.Password));
        bench.Configure(options);

        await NamespaceBench.SendAsync(bench.Keep(new SendClient(options)));

        Assert.Equal(Audience, Assert.Single(bench.Tokens.Items).Audience);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_wrong_key_is_told_with_the_entity_and_without_the_key(bool isCredential)
    {
        await using NamespaceBench bench = await StartAsync();
        string wrong = KeyString.Replace(Canary.Password, Canary.OtherPassword, StringComparison.Ordinal);
        SendClient client = bench.Keep(isCredential
            ? ServiceBusSendClient.Create(NamespaceBench.Namespace, new AzureNamedKeyCredential("send", Canary.OtherPassword), bench.Configure)
            : ServiceBusSendClient.Create(wrong, bench.Configure));

        SendOutcome outcome = await client.GetSender<INoteSender>(new SenderOptions { Address = "orders" }).TellTaskAsync(new Note("a")).Within();

        Assert.Equal((SendOutcomeKind.NotSent, SendReason.AuthenticationFailed), (outcome.Kind, outcome.Reason));
        Assert.Contains($"The peer refused the token for '{Audience}' with status 401", outcome.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Canary.Mark, outcome.ToString(), StringComparison.Ordinal);
    }

    /// <summary>The key of an entity has no right to others, and the broker would only say that it has none.</summary>
    [Theory]
    [InlineData("orders", true)]
    [InlineData("/ORDERS", true)]
    [InlineData("orders/Partitions/1", true)]
    [InlineData("orders2", false)]
    [InlineData("invoices", false)]
    public async Task A_string_with_an_EntityPath_is_for_that_entity(string address, bool isFor)
    {
        await using NamespaceBench bench = await StartAsync();
        SendClient client = bench.Keep(ServiceBusSendClient.Create($"{KeyString};EntityPath=orders", bench.Configure));

        SendOutcome outcome = await client.GetSender<INoteSender>(new SenderOptions { Address = address }).TellTaskAsync(new Note("a")).Within();

        Assert.Equal(isFor, outcome.IsSuccess);
        if (!isFor)
        {
            Assert.Equal((SendOutcomeKind.NotSent, SendReason.AuthenticationFailed), (outcome.Kind, outcome.Reason));
            Assert.Contains(
                $"The connection string is for 'orders' alone (EntityPath), and the address is '{address}'. Send to 'orders', or use the connection string of the namespace.",
                outcome.ToString(),
                StringComparison.Ordinal);
            Assert.Empty(bench.Tokens.Items);
        }
    }

    [Fact]
    public async Task A_signature_that_has_expired_makes_no_client()
    {
        await using NamespaceBench bench = await StartAsync();
        string signature = Sign(bench, Audience);
        bench.Time.Advance(TimeSpan.FromDays(2));

        ArgumentException exception = Assert.Throws<ArgumentException>(() => ServiceBusSendClient.Create($"{NamespaceBench.ConnectionString[..NamespaceBench.ConnectionString.IndexOf(';', StringComparison.Ordinal)]};SharedAccessSignature={signature}", bench.Configure));

        Assert.StartsWith("SendClientOptions.Credential: the shared access signature expired on 2026-01-02 00:00:00Z.", exception.Message, StringComparison.Ordinal);
    }

    internal static async Task<NamespaceBench> StartAsync()
    {
        NamespaceBench bench = await NamespaceBench.StartAsync();
        bench.Node.Keys["send"] = Canary.Password;
        return bench;
    }

    /// <summary>A signature that is valid for a day.</summary>
    internal static string Sign(NamespaceBench bench, string resource, string key = Canary.Password, double days = 1)
    {
        string encoded = Uri.EscapeDataString(resource);
        string expiry = (bench.Time.GetUtcNow() + TimeSpan.FromDays(days)).ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        byte[] hash = System.Security.Cryptography.HMACSHA256.HashData(System.Text.Encoding.UTF8.GetBytes(key), System.Text.Encoding.UTF8.GetBytes($"{encoded}\n{expiry}"));
        return $"SharedAccessSignature sr={encoded}&sig={Uri.EscapeDataString(Convert.ToBase64String(hash))}&se={expiry}&skn=send";
    }

    /// <summary>The broker was asked for the namespace, though it was reached under another name, by the mechanism of the SDKs.</summary>
    private static void CheckConnection(NamespaceBench bench)
    {
        BrokerConnection connection = bench.Broker.Links[0].Connection;
        Assert.Equal(("MSSBCBS", NamespaceBench.Namespace), (connection.Mechanism, connection.HostName));
    }
}
