using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TypedSender.Testing;

namespace TypedSender.Hosting.Tests;

public class RegistrationTests
{
    [Fact]
    public async Task A_client_and_its_senders_are_services()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("readings");
        ServiceCollection services = new();
        services.AddTypedSender(options => (options.Host, options.Port) = ("127.0.0.1", broker.Port)).AddSender<IReadingSender>();
        services.AddLogging();
        await using ServiceProvider provider = services.BuildServiceProvider();

        await provider.GetRequiredService<IReadingSender>().SendAsync(new Reading(1)).Within();

        Assert.Equal(1, queue.Count);
        SendClient client = provider.GetRequiredService<SendClient>();
        Assert.Same(client, provider.GetRequiredService<ISendClient>());
        Assert.Equal(SendClientState.Connected, client.State);
        Assert.Same(client.GetSender<IReadingSender>(), provider.GetRequiredService<IReadingSender>());
    }

    [Fact]
    public async Task Clients_with_names_are_keyed_services_each_with_its_own_broker()
    {
        await using InProcessBroker eu = await InProcessBroker.StartAsync(new InProcessBrokerOptions { CreateQueuesOnDemand = true });
        await using InProcessBroker us = await InProcessBroker.StartAsync(new InProcessBrokerOptions { CreateQueuesOnDemand = true });
        ServiceCollection services = new();
        services.AddLogging();
        services.AddTypedSender("eu", options => (options.Host, options.Port) = ("127.0.0.1", eu.Port)).AddReadingSender();
        services.AddTypedSender("us", options => (options.Host, options.Port) = ("127.0.0.1", us.Port)).AddReadingSender(options => options.Address = "american");
        services.AddSingleton<Desk>();
        await using ServiceProvider provider = services.BuildServiceProvider();

        Desk desk = provider.GetRequiredService<Desk>();
        await desk.Eu.SendAsync(new Reading(1)).Within();
        await desk.Us.SendAsync(new Reading(2)).Within();

        Assert.Equal(1, eu.GetQueue("readings").Count);
        Assert.Equal(1, us.GetQueue("american").Count);
        Assert.Null(provider.GetService<IReadingSender>());
        Assert.NotSame(provider.GetRequiredKeyedService<SendClient>("eu"), provider.GetRequiredKeyedService<ISendClient>("us"));
    }

    [Fact]
    public void A_sender_that_is_registered_twice_alike_is_registered_once()
    {
        ServiceCollection services = new();
        services.AddTypedSender().AddReadingSender();
        services.AddTypedSender().AddReadingSender();

        Assert.Single(services, service => service.ServiceType == typeof(IReadingSender));
        Assert.Single(services, service => service.ServiceType == typeof(SendClient));
        Assert.Single(services, service => service.ServiceType == typeof(IHostedService));
    }

    [Fact]
    public void A_sender_of_two_clients_without_keys_is_refused()
    {
        HostApplicationBuilder builder = Hosts.Create();
        builder.AddTypedSenderClient("east").AddReadingSender();

        InvalidOperationException exception = Assert.Throws<InvalidOperationException>(() => builder.AddTypedSenderClient("west").AddReadingSender());

        Assert.Equal(
            "The sender IReadingSender is registered of the client 'east' and of the client 'west', so that it is not clear where its messages go. Register it of one of them, or give the clients keys: AddTypedSender(\"name\") or AddKeyedTypedSenderClient(\"name\").",
            exception.Message);
    }

    [Fact]
    public void A_sender_with_options_is_registered_once()
    {
        TypedSenderBuilder client = new ServiceCollection().AddTypedSender().AddReadingSender();

        Assert.Equal(
            "The sender IReadingSender of the client without a name is registered twice, and once with options. Register it once, with the options that hold.",
            Assert.Throws<InvalidOperationException>(() => client.AddReadingSender(options => options.MaxInFlight = 1)).Message);
    }

    [Fact]
    public void A_client_is_either_keyed_or_not()
    {
        HostApplicationBuilder builder = Hosts.Create();
        builder.AddTypedSenderClient("messaging");

        Assert.Equal(
            "The client 'messaging' is registered without and then with a key. Give the two clients names of their own.",
            Assert.Throws<InvalidOperationException>(() => builder.AddKeyedTypedSenderClient("messaging")).Message);
    }

    [Theory]
    [InlineData("amqp://shop:{password}@broker")]
    [InlineData("amqp://localhost")]
    [InlineData("Host=broker;Password={password}")]
    public void A_connection_string_is_no_name(string name)
    {
        HostApplicationBuilder builder = Hosts.Create();

        ArgumentException[] exceptions =
        [
            Assert.Throws<ArgumentException>(() => builder.AddTypedSenderClient(Canary.In(name))), Assert.Throws<ArgumentException>(() => builder.AddKeyedTypedSenderClient(Canary.In(name))),
            Assert.Throws<ArgumentException>(() => builder.Services.AddTypedSender(Canary.In(name))),
        ];

        Assert.All(exceptions, static exception => Assert.StartsWith(
            "The name of the client is a URL or a connection string. Give a name, such as messaging, and where to connect to in the configuration (ConnectionStrings:messaging) or in SendClientOptions.", exception.Message));
        Assert.DoesNotContain(Canary.Mark, string.Concat<ArgumentException>(exceptions));
    }

    [Fact]
    public void Options_of_a_sender_are_checked_where_they_are_given() => Assert.StartsWith(
        "MaxInFlight is 0. Give a number from 1 to 2147483647.",
        Assert.Throws<ArgumentOutOfRangeException>(() => new ServiceCollection().AddTypedSender().AddReadingSender(static options => options.MaxInFlight = 0)).Message);

    [Fact]
    public async Task A_fake_that_is_registered_stays()
    {
        RecordingTransport transport = new();
        IReadingSender fake = TypedSenders.Create<IReadingSender>(transport);
        ServiceCollection services = new();
        services.AddSingleton(fake);
        services.AddTypedSender(options => options.Host = "nowhere.invalid").AddReadingSender();
        await using ServiceProvider provider = services.BuildServiceProvider();

        Assert.Same(fake, provider.GetRequiredService<IReadingSender>());
    }

    [Fact]
    public async Task Loggers_clock_and_services_come_from_the_application()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new InProcessBrokerOptions { CreateQueuesOnDemand = true });
        HostApplicationBuilder builder = Hosts.Create(("ConnectionStrings:messaging", broker.Url));
        EventLog<(LogLevel Level, EventId Id, string Text)> log = builder.Record();
        ManualTimeProvider clock = new();
        builder.Services.AddSingleton<TimeProvider>(clock);
        TimeProvider? seen = null;
        builder.AddTypedSenderClient("messaging").Configure((options, services) => seen = services.GetRequiredService<TimeProvider>()).AddReadingSender();
        using IHost host = builder.Build();

        await host.Services.GetRequiredService<IReadingSender>().SendAsync(new Reading(1)).Within();

        Assert.Same(clock, seen);
        Assert.Same(clock, host.Services.GetRequiredService<Microsoft.Extensions.Options.IOptionsMonitor<SendClientOptions>>().Get("messaging").TimeProvider);
        await log.WaitForAsync(static records => records.Any(static record => record.Id.Id == 1002));
    }

    private sealed class Desk([FromKeyedServices("eu")] IReadingSender eu, [FromKeyedServices("us")] IReadingSender us)
    {
        public IReadingSender Eu => eu;

        public IReadingSender Us => us;
    }
}
