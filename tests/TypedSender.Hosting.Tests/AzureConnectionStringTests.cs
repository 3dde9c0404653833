using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using TypedSender.Azure;

namespace TypedSender.Hosting.Tests;

/// <summary>A connection string of Service Bus or Event Hubs in the configuration: with the line that reads it, and without.</summary>
public class AzureConnectionStringTests
{
    private const string Key = "SharedAccessKeyName=send;SharedAccessKey={password}";
    private const string Line = "Add the package TypedSender.Azure and 'using TypedSender.Azure;', and write ";
    private const string EventHubs = "; for Event Hubs, UseEventHubs in place of UseServiceBus.";

    [Theory]
    [InlineData("Endpoint=sb://shop.servicebus.windows.net/;" + Key)]
    [InlineData("Endpoint=sb://shop.servicebus.windows.net/;" + Key + ";EntityPath=orders")]
    [InlineData("Endpoint=sb://shop.servicebus.windows.net/;SharedAccessSignature=SharedAccessSignature sr=shop&sig={password}&se=1&skn=send")]
    [InlineData("Endpoint=sb://localhost;" + Key + ";UseDevelopmentEmulator=true;")]
    public async Task The_error_has_the_line_that_reads_it(string connectionString) => Assert.Equal(
        $"It is a connection string of Azure Service Bus or Event Hubs. {Line}AddTypedSenderClient(\"messaging\").ReadConnectionString((options, text) => options.UseServiceBus(text)){EventHubs}",
        await RefuseAsync(connectionString, static builder => builder.AddTypedSenderClient("messaging")));

    [Theory]
    [InlineData("https://shop.servicebus.windows.net:443/")]
    [InlineData("sb://shop.servicebus.windows.net")]
    [InlineData("shop.servicebus.windows.net")]
    public async Task A_namespace_alone_takes_a_credential(string connectionString) => Assert.Equal(
        $"It is a namespace of Azure Service Bus or Event Hubs, without a login. {Line}AddKeyedTypedSenderClient(\"messaging\").ReadConnectionString((options, text) => options.UseServiceBus(text, credential)) with a credential such as new DefaultAzureCredential(){EventHubs}",
        await RefuseAsync(connectionString, static builder => builder.AddKeyedTypedSenderClient("messaging")));

    [Fact]
    public async Task A_string_of_another_product_gets_the_text_for_URLs() => Assert.StartsWith(
        "The URL looks like a connection string with the keys Host, UserName and Password.",
        await RefuseAsync("Host=broker;UserName=shop;Password={password}", static builder => builder.AddTypedSenderClient("messaging")));

    [Theory]
    [InlineData("Endpoint=sb://shop.servicebus.windows.net/;" + Key + ";EntityPath=orders", "shop.servicebus.windows.net", true)]
    [InlineData("Endpoint=sb://localhost;" + Key + ";UseDevelopmentEmulator=true;", "localhost", false)]
    public async Task The_line_reads_it(string connectionString, string host, bool usesTls)
    {
        HostApplicationBuilder builder = Hosts.Create(("ConnectionStrings:messaging", Canary.In(connectionString)), ("TypedSender:messaging:SendTimeout", "00:00:07"));
        builder.AddTypedSenderClient("messaging").ReadConnectionString((options, text) => options.UseServiceBus(text)).AddReadingSender();
        using IHost app = builder.Build();

        await app.StartAsync().Within();
        SendClientOptions read = app.Services.GetRequiredService<IOptionsMonitor<SendClientOptions>>().Get("messaging");

        Assert.Equal((host, usesTls, AmqpBrokerKind.ServiceBus, TimeSpan.FromSeconds(7)), (read.Host, read.UseTls, read.Broker, read.SendTimeout));
        await app.StopAsync().Within();
    }

    private static async Task<string> RefuseAsync(string connectionString, Action<IHostApplicationBuilder> register)
    {
        HostApplicationBuilder builder = Hosts.Create(("ConnectionStrings:messaging", Canary.In(connectionString)));
        register(builder);
        using IHost host = builder.Build();
        OptionsValidationException exception = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync().Within());
        Assert.DoesNotContain(Canary.Mark, exception.ToString());
        const string Start = "TypedSender, the client 'messaging': The connection string 'ConnectionStrings:messaging' cannot be used. ";
        string text = Assert.Single(exception.Failures);
        Assert.StartsWith(Start, text);
        return text[Start.Length..];
    }
}
