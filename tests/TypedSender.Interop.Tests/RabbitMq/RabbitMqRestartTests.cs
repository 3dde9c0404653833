using TypedSender.Interop.Tests.Peers;
using Xunit;
using Xunit.Abstractions;

namespace TypedSender.Interop.Tests.RabbitMq;

/// <summary>RabbitMQ goes away and comes back while many senders send.</summary>
[Collection(RabbitMqRecoveryCollection.Name)]
public class RabbitMqRestartTests(ITestOutputHelper output)
{
    [RabbitMqFact]
    public async Task Every_message_is_accounted_for_when_the_broker_is_killed_stopped_and_closes_connections()
    {
        int[] ports = FreePort.Find(3);
        await using RabbitMqHome home = new(ports[0]);
        await using RabbitMqNode node = new(home, "restarted", ports[1], ports[2]);
        await node.StartAsync();
        await node.DeclareQueueAsync("ledger");

        Ledger ledger = new();
        await using LedgerSenders senders = new(ledger, new SenderOptions { Address = "/amq/queue/ledger" }, node.Port);
        await senders.WaitForAcceptedAsync(500);
        await node.KillAsync();
        await node.StartAsync();
        await senders.WaitForAcceptedAsync(500);
        await node.StopAsync();
        await node.StartAsync();
        await senders.WaitForAcceptedAsync(500);
        await node.RestartApplicationAsync();
        await senders.WaitForAcceptedAsync(500);
        await node.CloseConnectionsAsync("closed by the test");
        await senders.WaitForAcceptedAsync(500);
        SendCloseReport[] reports = await senders.StopAsync();

        int count = await node.CountAsync("ledger");
        await using ProtonReceiver receiver = ProtonReceiver.Connect(node.Port, "/amq/queue/ledger", count);
        ledger.AssertExact(await receiver.ReadMessagesAsync(count));
        output.WriteLine($"{ledger}, drained {count}");
        Assert.All(reports, report => Assert.True(report.IsClean));
    }

    [RabbitMqFact]
    public async Task Senders_that_send_again_what_is_indeterminate_have_everything_accepted()
    {
        int[] ports = FreePort.Find(3);
        await using RabbitMqHome home = new(ports[0]);
        await using RabbitMqNode node = new(home, "restarted", ports[1], ports[2]);
        await node.StartAsync();
        await node.DeclareQueueAsync("ledger");

        Ledger ledger = new();
        await using LedgerSenders senders = new(ledger, new SenderOptions { Address = "/amq/queue/ledger", RetryIndeterminate = true }, node.Port);
        await senders.WaitForAcceptedAsync(500);
        await node.KillAsync();
        await node.StartAsync();
        await senders.WaitForAcceptedAsync(500);
        SendCloseReport[] reports = await senders.StopAsync();

        int count = await node.CountAsync("ledger");
        await using ProtonReceiver receiver = ProtonReceiver.Connect(node.Port, "/amq/queue/ledger", count);
        int duplicates = ledger.AssertNothingLost(await receiver.ReadMessagesAsync(count));
        output.WriteLine($"{ledger}, drained {count}, duplicates {duplicates}");
        Assert.Equal((0, 0), (ledger.NotSent, ledger.Indeterminate));
        Assert.InRange(duplicates, 0, LedgerSenders.Count);
        Assert.All(reports, report => Assert.True(report.IsClean));
    }
}

/// <summary>The tests in which brokers go away: by themselves, as they need the machine.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class RabbitMqRecoveryCollection
{
    internal const string Name = "RabbitMQ recovery";
}
