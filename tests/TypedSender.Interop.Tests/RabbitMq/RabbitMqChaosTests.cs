using System.Diagnostics;
using System.Globalization;
using TypedSender.Interop.Tests.RabbitMq.Chaos;
using TypedSender.Shared.Ledgers;
using Xunit;
using Xunit.Abstractions;

namespace TypedSender.Interop.Tests.RabbitMq;

/// <summary>RabbitMQ is killed, frozen, restarted, short of memory and made to close connections, again and again, while sixteen senders send.</summary>
[Collection(RabbitMqRecoveryCollection.Name)]
public class RabbitMqChaosTests(ITestOutputHelper output)
{
    private static readonly TimeSpan RecoveryLimit = TimeSpan.FromSeconds(90);
    private static readonly string[] Queues = ["ledger-1", "ledger-2", "ledger-3", "ledger-4"];
    private const string Probe = "probe";

    [RabbitMqFact]
    public async Task Every_message_is_accounted_for_whatever_happens_to_the_broker()
    {
        long begin = Stopwatch.GetTimestamp();
        ChaosForm form = ChaosForm.FromEnvironment();
        IReadOnlyList<ChaosFault> faults = form.DrawFaults();
        int[] ports = FreePort.Find(3);
        await using RabbitMqHome home = new(ports[0]);
        await using RabbitMqNode node = new(home, "chaos", ports[1], ports[2]);
        await StartAsync(node);

        using LedgerFile ledger = new(form.MakeFolder());
        await using LedgerSenders senders = new(
            ledger,
            parallel: form.MaxInFlight * 5 / 4, // Some always wait.
            index => MakeClient(ledger, node.Port, index, form.MaxInFlight));
        RecoveryLog recoveries = await BreakAsync(node, senders, faults);
        await senders.WaitForTotalAcceptedAsync(form.Messages);
        SendCloseReport[] reports = await senders.StopAsync();

        Ledger verdict = await LedgerDrain.RunAsync(ledger, node, Queues);
        int bound = form.MaxInFlight * LedgerSenders.Count * faults.Count;
        Note(ledger, string.Create(
            CultureInfo.InvariantCulture,
            $"ledger form={form.Name} {verdict} indeterminate_bound={bound} kills={Count(FaultKind.Kill)} stops={Count(FaultKind.Freeze)} restarts={Count(FaultKind.RestartApplication)} "
            + $"closes={Count(FaultKind.CloseConnections)} alarms={Count(FaultKind.MemoryAlarm)} seed={form.Seed} elapsed_s={Stopwatch.GetElapsedTime(begin).TotalSeconds:0}"));
        Note(ledger, $"recovery form={form.Name} {recoveries}");
        verdict.AssertExact();
        Assert.InRange(verdict.Indeterminate, 0, bound);
        Assert.InRange(verdict.NotAccepted, 1, verdict.Started);
        recoveries.AssertBounds();
        Assert.All(reports, report => Assert.True(report.IsClean));
        Assert.All(reports, report => Assert.Single(report.Queues));

        int Count(FaultKind kind) => faults.Count(fault => fault.Kind == kind);
    }

    private static async Task StartAsync(RabbitMqNode node)
    {
        await node.StartAsync();
        foreach (string queue in (string[])[.. Queues, Probe])
        {
            await node.DeclareQueueAsync(queue);
        }
    }

    /// <summary>Two clients find out within seconds that the broker is silent, and two pause for a second at most, the others for four.</summary>
    private static LedgerClient MakeClient(LedgerFile ledger, int port, int index, int maxInFlight)
    {
        SendClientOptions options = new() { Host = "127.0.0.1", Port = port, IdleTimeout = TimeSpan.FromSeconds(index % 2 == 0 ? 60 : 4) };
        BackOffMeter backOff = new() { MaxDelay = TimeSpan.FromSeconds(index < 2 ? 1 : 4) };
        return new LedgerClient(ledger, index, options, backOff, sender => new SenderOptions
        {
            Address = $"/amq/queue/{Queues[(index + sender) % Queues.Length]}",
            MaxInFlight = maxInFlight,

            // One gives up soon, so that messages that wait while the broker is away are told not to have been sent; one keeps what has not left.
            SendTimeout = sender == 1 ? TimeSpan.FromSeconds(2) : null,
            Retention = sender == 2 ? MessageRetention.UntilSettled : MessageRetention.None,

            // One puts its messages into its queue, where some wait for room.
            Queue = { MaxCount = maxInFlight * 9 / 8 },
        });
    }

    /// <summary>Fault after fault; the next one comes when every sender has recovered and some messages more have been accepted.</summary>
    private async Task<RecoveryLog> BreakAsync(RabbitMqNode node, LedgerSenders senders, IReadOnlyList<ChaosFault> faults)
    {
        ChaosBroker broker = new(node, $"/amq/queue/{Probe}");
        RecoveryLog recoveries = new();
        foreach (ChaosFault fault in faults)
        {
            await senders.WaitForAcceptedAsync(fault.MessagesBefore);
            foreach (LedgerSender sender in senders.Senders)
            {
                sender.Client.BackOff.TakeLongest();
            }

            long since = await broker.BreakAsync(fault);
            Task<(LedgerSender, long)>[] accepted = [.. senders.Senders.Select(async sender => (sender, await sender.WatchForAcceptedAsync(since)))];
            BrokerAnswer answer = await broker.MendAsync(fault);
            (LedgerSender, long)[] recovered = await Task.WhenAll(accepted).WaitAsync(RecoveryLimit);
            Note(senders.Ledger, $"fault kind={fault.Kind} messages_before={fault.MessagesBefore} duration_ms={fault.Duration.TotalMilliseconds:0} {recoveries.Add(answer, recovered)}");
        }

        return recoveries;
    }

    private void Note(LedgerFile ledger, string line)
    {
        output.WriteLine(line);
        File.AppendAllLines(Path.Combine(ledger.Folder, "chaos.log"), [line]);
    }
}
