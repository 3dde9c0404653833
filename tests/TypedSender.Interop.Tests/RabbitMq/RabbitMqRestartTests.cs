using TypedSender.Shared.Ledgers;
using Xunit;
using Xunit.Abstractions;

namespace TypedSender.Interop.Tests.RabbitMq;

/// <summary>RabbitMQ is killed and stopped in good order, and comes back, while many senders send.</summary>
[Collection(RabbitMqRecoveryCollection.Name)]
public class RabbitMqRestartTests(ITestOutputHelper output)
{
    [RabbitMqFact]
    public async Task Senders_that_send_again_what_is_indeterminate_have_everything_accepted()
    {
        int[] ports = FreePort.Find(3);
        await using RabbitMqHome home = new(ports[0]);
        await using RabbitMqNode node = new(home, "restarted", ports[1], ports[2]);
        await node.StartAsync();
        await node.DeclareQueueAsync("ledger");

        using LedgerFile ledger = new(Path.Combine(home.Folder, "ledger"));
        await using LedgerSenders senders = LedgerSenders.Start(ledger, "ledger", retryIndeterminate: true, node.Port);
        await senders.WaitForAcceptedAsync(500);
        await node.KillAsync();
        await node.StartAsync();
        await senders.WaitForAcceptedAsync(500);
        await node.StopAsync();
        await node.StartAsync();
        await senders.WaitForAcceptedAsync(500);
        SendCloseReport[] reports = await senders.StopAsync();

        Ledger verdict = await LedgerDrain.RunAsync(ledger, node, "ledger");
        output.WriteLine($"ledger form=resending {verdict}");
        verdict.AssertNothingLost();
        verdict.AssertAllAccepted();
        Assert.InRange(verdict.Duplicates, 0, 2 * 4 * LedgerSenders.Count);
        Assert.All(reports, report => Assert.True(report.IsClean));
    }
}

/// <summary>The tests in which brokers go away: by themselves, as they need the machine.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class RabbitMqRecoveryCollection
{
    internal const string Name = "RabbitMQ recovery";
}
