using TypedSender.Shared.Ledgers;
using Xunit;
using Xunit.Abstractions;

namespace TypedSender.Interop.Tests.RabbitMq;

/// <summary>A cluster of three nodes loses the one that the clients are connected to.</summary>
[Collection(RabbitMqRecoveryCollection.Name)]
public class RabbitMqClusterTests(ITestOutputHelper output)
{
    [RabbitMqFact]
    public async Task Sending_goes_on_through_another_node_and_every_message_is_accounted_for()
    {
        int[] ports = FreePort.Find(7);
        await using RabbitMqHome home = new(ports[0]);
        await using RabbitMqNode first = new(home, "first", ports[1], ports[2]);
        await using RabbitMqNode second = new(home, "second", ports[3], ports[4], first);
        await using RabbitMqNode third = new(home, "third", ports[5], ports[6], first);
        await first.StartAsync();
        await Task.WhenAll(second.StartAsync(), third.StartAsync());
        await first.DeclareQueueAsync("ledger", "quorum");
        Assert.Equal(3, await first.CountReplicasAsync("ledger"));

        using LedgerFile ledger = new(Path.Combine(home.Folder, "ledger"));
        await using LedgerSenders senders = LedgerSenders.Start(ledger, "ledger", retryIndeterminate: false, first.Port, second.Port, third.Port);
        await senders.WaitForAcceptedAsync(500);
        await first.KillAsync();
        await senders.WaitForAcceptedAsync(500);
        SendCloseReport[] reports = await senders.StopAsync();

        Ledger verdict = await LedgerDrain.RunAsync(ledger, third, "ledger");
        output.WriteLine($"ledger form=cluster {verdict}");
        verdict.AssertExact();
        Assert.All(reports, report => Assert.True(report.IsClean));
    }
}
