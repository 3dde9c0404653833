using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TypedSender.Testing;

namespace TypedSender.Hosting.Tests;

/// <summary>What start and stop of a host mean to its clients.</summary>
public class LifetimeTests
{
    [Fact]
    public async Task A_host_connects_and_attaches_at_start_if_that_is_set()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("readings");
        HostApplicationBuilder builder = Hosts.Create(("ConnectionStrings:messaging", broker.Url), ("TypedSender:messaging:ConnectAtStart", "true"));
        builder.AddTypedSenderClient("messaging").AddReadingSender();
        using IHost host = builder.Build();

        await host.StartAsync().Within();

        Assert.Equal((1, 1), (broker.AcceptedConnectionCount, queue.SenderCount));
        await host.StopAsync().Within();
    }

    [Fact]
    public async Task It_does_not_connect_otherwise()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        HostApplicationBuilder builder = Hosts.Create(("ConnectionStrings:messaging", broker.Url));
        builder.AddTypedSenderClient("messaging").AddReadingSender();
        using IHost host = builder.Build();

        await host.StartAsync().Within();
        await host.StopAsync().Within();

        Assert.Equal(0, broker.AcceptedConnectionCount);
    }

    [Fact]
    public async Task A_start_that_cannot_connect_fails_with_the_reason()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        HostApplicationBuilder builder = Hosts.Create(("ConnectionStrings:messaging", broker.Url));
        builder.AddTypedSenderClient("messaging").ConnectAtStart().AddReadingSender();
        using IHost host = builder.Build();

        Assert.Equal(SendReason.AddressRefused, (await Assert.ThrowsAsync<SendException>(() => host.StartAsync().Within())).Reason);
    }

    [Fact]
    public async Task At_stop_what_is_on_its_way_is_waited_for_after_the_services_have_stopped_and_counted()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new InProcessBrokerOptions { Credit = CreditPolicy.None });
        BrokerQueue queue = broker.CreateQueue("readings");
        HostApplicationBuilder builder = Hosts.Create(("ConnectionStrings:messaging", broker.Url));
        EventLog<(LogLevel Level, EventId Id, string Text)> log = builder.Record();
        builder.AddTypedSenderClient("messaging").ConnectAtStart().AddReadingSender();
        LastWords service = new();
        builder.Services.AddSingleton<IHostedService>(provider => service.With(provider.GetRequiredService<IReadingSender>(), queue));
        using IHost host = builder.Build();
        await host.StartAsync().Within();

        await host.StopAsync().Within();

        Assert.Equal(SendOutcomeKind.Accepted, (await service.Sent!.Within()).Kind);
        Assert.Equal(1, queue.Count);
        (LogLevel level, _, string text) = Assert.Single(log.Items, static record => record.Id.Id == 6001);
        Assert.Equal(LogLevel.Information, level);
        Assert.StartsWith($"Stopped the client 'messaging' at 127.0.0.1:{broker.Port}: of ", text);
        Assert.Contains(" have the outcome of the peer, 0 were not sent, 0 may have been; 0 pre-settled ones were lost (", text);
    }

    [Fact]
    public async Task The_time_out_of_the_host_ends_the_waiting_and_what_is_lost_is_counted()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("readings");
        queue.Settlement = Settlement.Silence;
        HostApplicationBuilder builder = Hosts.Create(("ConnectionStrings:messaging", broker.Url), ("TypedSender:messaging:DrainTimeout", "01:00:00"));
        EventLog<(LogLevel Level, EventId Id, string Text)> log = builder.Record();
        builder.AddTypedSenderClient("messaging").ConnectAtStart().AddReadingSender();
        using IHost host = builder.Build();
        await host.StartAsync().Within();
        Task<SendOutcome> sent = host.Services.GetRequiredService<IReadingSender>().TellAsync(new Reading(1)).AsTask();

        using CancellationTokenSource timeout = new();
        Task stopped = host.StopAsync(timeout.Token);
        await timeout.CancelAsync();
        Assert.True(await Record.ExceptionAsync(() => stopped.Within()) is null or OperationCanceledException);

        Assert.Equal(SendOutcomeKind.Indeterminate, (await sent.Within()).Kind);
        (LogLevel level, _, string text) = Assert.Single(log.Items, static record => record.Id.Id == 6001);
        Assert.Equal(LogLevel.Warning, level);
        Assert.Contains("of 1 messages that were on their way, 0 have the outcome of the peer, 0 were not sent, 1 may have been", text);
    }

    /// <summary>Sends when it is stopped, and has the broker take it only then.</summary>
    private sealed class LastWords : IHostedService
    {
        private IReadingSender? _sender;
        private BrokerQueue? _queue;

        public Task<SendOutcome>? Sent { get; private set; }

        public LastWords With(IReadingSender sender, BrokerQueue queue)
        {
            (_sender, _queue) = (sender, queue);
            return this;
        }

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken)
        {
            Sent = _sender!.TellAsync(new Reading(1), CancellationToken.None).AsTask();
            _queue!.GrantCredit(1);
            return Task.CompletedTask;
        }
    }
}
