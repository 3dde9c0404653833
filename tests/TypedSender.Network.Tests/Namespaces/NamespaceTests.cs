using System.Diagnostics;
using System.Globalization;
using Xunit.Abstractions;

namespace TypedSender.Network.Tests.Namespaces;

/// <summary>
/// What becomes of a connection when packets vanish (as StackExchange/StackExchange.Redis#1848 and Azure/azure-iot-sdk-csharp#1166 tell, a quarter of an hour passes
/// where nobody watches), grow small, or crawl.
/// </summary>
[Collection(nameof(NamespaceCollection))]
public sealed class NamespaceTests(NamespaceFixture fixture, ITestOutputHelper output)
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(1);

    public static TheoryData<string> Names =>
        [.. ((string[])["link_down", "blackhole", "small_mtu", "narrow_band"]).SelectMany(fault => (string[])[$"{fault}/connecting", $"{fault}/idle", $"{fault}/in_flight"])];

    [NamespaceTheory]
    [MemberData(nameof(Names))]
    public async Task A_network_that_fails_is_noticed_in_time_and_overcome(string name)
    {
        NetworkNamespace network = fixture.Namespace;
        (string fault, string phase) = (name.Split('/')[0], name.Split('/')[1]);
        NamespaceRun run = await NamespaceRun.StartAsync(network);
        using Lateness lateness = new();
        bool isSevered = fault is "link_down" or "blackhole";
        try
        {
            if (phase != "connecting")
            {
                await run.WorkAsync();
            }

            Break(network, fault);
            long broken = Stopwatch.GetTimestamp();
            await BurdenAsync(run, phase, isSevered);
            TimeSpan? detected = null;
            long healed = broken;
            if (isSevered)
            {
                detected = phase == "connecting" ? await run.WhenRefusedAsync(broken) : await run.WhenLostAsync(broken);
                Assert.InRange(detected.Value, TimeSpan.Zero, (phase == "connecting" ? NamespaceRun.OpenTimeout : NamespaceRun.IdleTimeout) + Tolerance + lateness.Worst);
                healed = Stopwatch.GetTimestamp();
                network.Heal();
            }

            await run.Sent.WhenAllEnded();
            await run.WorkAsync();
            TimeSpan recovered = Stopwatch.GetElapsedTime(healed);
            Assert.InRange(recovered, TimeSpan.Zero, TimeSpan.FromSeconds(5) + lateness.Worst);
            await FinishAsync(run, fault, phase, isSevered);
            Report(name, detected, recovered);
        }
        finally
        {
            network.Heal();
        }
    }

    private static void Break(NetworkNamespace network, string fault)
    {
        switch (fault)
        {
            case "link_down":
                network.CutLink();
                break;
            case "blackhole":
                network.SwallowAnswers();
                break;
            case "small_mtu":
                network.LimitPackets(600);
                break;
            default:
                network.Narrow();
                break;
        }
    }

    /// <summary>What goes over the network while it fails; where it only grows worse while idle, signs of life.</summary>
    private static async Task BurdenAsync(NamespaceRun run, string phase, bool isSevered)
    {
        if (phase != "idle")
        {
            run.SendMany();
        }
        else if (!isSevered)
        {
            SignsOfLife signs = new(3);
            run.Proxy.ArmLive(signs);
            await signs.Struck.Within();
        }
    }

    private static async Task FinishAsync(NamespaceRun run, string fault, string phase, bool isSevered)
    {
        Assert.Equal(isSevered && phase != "connecting" ? 2 : 1, run.Connections);
        int inDoubt = await run.CloseAsync();
        if (!isSevered || phase != "in_flight")
        {
            // What waits for a connection outlives all of this, and what only crawls arrives.
            Assert.All(run.Sent.Outcomes, outcome => Assert.Equal(SendOutcome.Accepted, outcome));
        }
        else if (fault == "blackhole")
        {
            // It arrived, and its verdicts did not.
            Assert.NotEqual(0, inDoubt);
        }
    }

    private void Report(string name, TimeSpan? detected, TimeSpan recovered)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.Empty(Unobserved.Exceptions);
        string noticed = detected is { } time ? time.TotalMilliseconds.ToString("F0", CultureInfo.InvariantCulture) : "none";
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"namespace case={name} detected_ms={noticed} recovered_ms={recovered.TotalMilliseconds:F0}"));
    }
}
