using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using TypedSender.Testing;

namespace TypedSender.Hosting.Tests;

/// <summary>The health of a client at the in-process broker.</summary>
public class HealthTests
{
    [Fact]
    public async Task It_is_healthy_idle_and_connected_and_a_probe_connects_nothing()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new InProcessBrokerOptions { CreateQueuesOnDemand = true });
        using IHost host = Build(broker.Url);
        _ = host.Services.GetRequiredService<SendClient>();

        HealthReportEntry idle = await host.CheckAsync();
        Assert.Equal(HealthStatus.Healthy, idle.Status);
        Assert.Equal("Idle", idle.Data["state"]);
        Assert.Equal(0, broker.AcceptedConnectionCount);

        await host.Services.GetRequiredService<IReadingSender>().SendAsync(new Reading(1)).Within();
        HealthReportEntry connected = await host.CheckAsync();

        Assert.Equal((HealthStatus.Healthy, $"Connected to 127.0.0.1:{broker.Port}."), (connected.Status, connected.Description));
        Assert.Equal(("Connected", $"127.0.0.1:{broker.Port}", 0, 1, 999L), (connected.Data["state"], connected.Data["endpoint"], connected.Data["pending"], connected.Data["senders"], connected.Data["credit"]));
        Assert.Equal(1, broker.AcceptedConnectionCount);
    }

    [Fact]
    public async Task It_is_degraded_while_the_connection_is_made_again()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new InProcessBrokerOptions { CreateQueuesOnDemand = true });
        using IHost host = Build(broker.Url);
        await host.Services.GetRequiredService<IReadingSender>().SendAsync(new Reading(1)).Within();
        EventLog<SendClientState> states = new();
        host.Services.GetRequiredService<SendClient>().StateChanged += (_, change) => states.Add(change.Current);

        await broker.SuspendAsync();
        await states.WaitForAsync(static seen => seen.Contains(SendClientState.Reconnecting));
        HealthReportEntry lost = await host.CheckAsync();

        Assert.Equal((HealthStatus.Degraded, "Reconnecting"), (lost.Status, lost.Data["state"]));
        await broker.ResumeAsync();
        await states.WaitForAsync(static seen => seen[^1] == SendClientState.Connected);
        await host.Services.GetRequiredService<IReadingSender>().SendAsync(new Reading(2)).Within();
        Assert.Equal(HealthStatus.Healthy, (await host.CheckAsync()).Status);
    }

    [Fact]
    public async Task It_is_unhealthy_when_the_login_is_refused()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new InProcessBrokerOptions { AllowAnonymous = false, Users = { ["clerk"] = Canary.Password } });
        using IHost host = Build($"amqp://clerk:{Canary.OtherPassword}@127.0.0.1:{broker.Port}");

        SendOutcome outcome = await host.Services.GetRequiredService<IReadingSender>().TellAsync(new Reading(1)).Within();
        HealthReportEntry refused = await host.CheckAsync();

        Assert.Equal(SendReason.AuthenticationFailed, outcome.Reason);
        Assert.Equal((HealthStatus.Unhealthy, "AuthenticationFailed"), (refused.Status, refused.Data["reason"]));
        Assert.DoesNotContain(Canary.Mark, refused.Description + string.Join(' ', refused.Data.Values));
    }

    [Fact]
    public async Task It_is_unhealthy_when_an_address_is_refused()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        using IHost host = Build(broker.Url);

        SendOutcome outcome = await host.Services.GetRequiredService<IReadingSender>().TellAsync(new Reading(1)).Within();
        HealthReportEntry refused = await host.CheckAsync();

        Assert.Equal(SendReason.AddressRefused, outcome.Reason);
        Assert.Equal((HealthStatus.Unhealthy, "readings", "AddressRefused", "amqp:not-found"), (refused.Status, refused.Data["address"], refused.Data["reason"], refused.Data["condition"]));
        Assert.Contains("readings", refused.Description);
    }

    [Fact]
    public async Task It_is_degraded_when_a_sender_lacks_credit_for_long()
    {
        ManualTimeProvider clock = new();
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new InProcessBrokerOptions { Credit = CreditPolicy.None, IdleTimeout = null });
        BrokerQueue queue = broker.CreateQueue("readings");
        using IHost host = Build(broker.Url, builder => builder.Services.AddSingleton<TimeProvider>(clock));
        IReadingSender sender = host.Services.GetRequiredService<IReadingSender>();
        await host.Services.GetRequiredService<SendClient>().GetMessageSender(sender).OpenAsync().Within();
        Task<SendOutcome> sent = sender.TellAsync(new Reading(1)).AsTask();

        Assert.Equal(HealthStatus.Healthy, (await host.CheckAsync()).Status);
        clock.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(HealthStatus.Healthy, (await host.CheckAsync()).Status);
        clock.Advance(TimeSpan.FromSeconds(1));
        HealthReportEntry waiting = await host.CheckAsync();

        Assert.Equal((HealthStatus.Degraded, "1 messages to readings wait for credit of the peer."), (waiting.Status, waiting.Description));
        Assert.Equal((1, 0L, "readings"), (waiting.Data["pending"], waiting.Data["credit"], waiting.Data["address"]));
        queue.GrantCredit(1);
        Assert.Equal(SendOutcomeKind.Accepted, (await sent.Within()).Kind);
        Assert.Equal(HealthStatus.Healthy, (await host.CheckAsync()).Status);
    }

    [Fact]
    public async Task It_is_unhealthy_once_closed()
    {
        using IHost host = Build("amqp://127.0.0.1:1");
        await host.Services.GetRequiredService<SendClient>().CloseAsync().Within();

        Assert.Equal((HealthStatus.Unhealthy, "The client has been closed."), ((await host.CheckAsync()).Status, (await host.CheckAsync()).Description));
    }

    [Fact]
    public async Task A_check_of_ones_own_has_name_status_and_tags()
    {
        ServiceCollection services = new();
        services.AddLogging();
        services.AddTypedSender("eu", options => options.Host = "broker");
        services.AddHealthChecks().AddTypedSender("eu", "broker", HealthStatus.Degraded, ["ready"]);
        await using ServiceProvider provider = services.BuildServiceProvider();
        await provider.GetRequiredKeyedService<SendClient>("eu").CloseAsync().Within();

        HealthReport report = await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync(check => check.Tags.Contains("ready")).Within();

        Assert.Equal(HealthStatus.Degraded, Assert.Single(report.Entries, entry => entry.Key == "broker").Value.Status);
    }

    [Fact]
    public async Task A_check_of_ones_own_takes_the_place_of_the_one_that_the_client_adds()
    {
        using IHost host = Build("amqp://127.0.0.1:1", builder => builder.Services.AddHealthChecks().AddTypedSender("messaging", tags: ["ready"]));

        HealthReport report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync().Within();

        Assert.Equal(["ready"], Assert.Single(report.Entries).Value.Tags);
    }

    [Theory]
    [InlineData("mesaging", "There is no client 'mesaging'. The nearest: 'messaging'. Correct the name in AddHealthChecks().AddTypedSender, or register the client.")]
    [InlineData(null, "There is no client without a name. The nearest: 'messaging'. Correct the name in AddHealthChecks().AddTypedSender, or register the client.")]
    public async Task A_check_of_a_client_that_is_not_there_fails(string? client, string text)
    {
        using IHost host = Build("amqp://127.0.0.1:1", builder => builder.Services.AddHealthChecks().AddTypedSender(client, "mistyped"));

        HealthReport report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(static check => check.Name == "mistyped").Within();

        HealthReportEntry entry = Assert.Single(report.Entries).Value;
        Assert.Equal((HealthStatus.Unhealthy, text), (entry.Status, entry.Description));
    }

    [Fact]
    public async Task A_check_without_any_client_fails()
    {
        ServiceCollection services = new();
        services.AddLogging().AddHealthChecks().AddTypedSender();
        await using ServiceProvider provider = services.BuildServiceProvider();

        HealthReport report = await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync().Within();

        Assert.Equal("There is no client without a name. Correct the name in AddHealthChecks().AddTypedSender, or register the client.", Assert.Single(report.Entries).Value.Description);
    }

    private static IHost Build(string url, Action<HostApplicationBuilder>? configure = null)
    {
        HostApplicationBuilder builder = Hosts.Create(("ConnectionStrings:messaging", url));
        builder.AddTypedSenderClient("messaging").AddReadingSender();
        configure?.Invoke(builder);
        return builder.Build();
    }
}
