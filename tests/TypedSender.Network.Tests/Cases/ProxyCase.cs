using System.Diagnostics;
using System.Globalization;
using TypedSender.Network.Tests.Faults;
using Xunit.Abstractions;

namespace TypedSender.Network.Tests.Cases;

/// <summary>One fault in one phase over one transport: once for each point where it may strike, each time with a broker, a proxy and a client of its own.</summary>
internal sealed class ProxyCase(string name, ITestOutputHelper output)
{
    private const int Small = 64;

    private const int Large = 6;

    private const int LargeSize = 40 * 1024;

    private readonly List<SendOutcome> _outcomes = [];
    private readonly long _start = Stopwatch.GetTimestamp();
    private int _runs;

    private string Fault => name.Split('/')[0];

    private bool IsSecured => name.EndsWith("/tls", StringComparison.Ordinal);

    public static TheoryData<string> Names(string phase) => [.. FaultTable.Names.SelectMany(fault => (string[])[$"{fault}/{phase}/plain", $"{fault}/{phase}/tls"])];

    /// <summary>The fault befalls a client's first connection, and then one that it makes again.</summary>
    public async Task RunHandshakeAsync()
    {
        foreach (bool hasWorked in (bool[])[false, true])
        {
            foreach (Fault fault in FaultTable.Make(Fault, Phase.Handshake, IsSecured))
            {
                ProxyRun run = await ProxyRun.StartAsync(IsSecured);
                if (hasWorked)
                {
                    await run.WorkAsync();
                    await run.ArmNextAndCutAsync(fault);
                }
                else
                {
                    run.ArmNext(fault);
                }

                run.Send(4);
                await run.RecoverAsync(fault);
                await EndAsync(run);
                if (fault is not BitFlip)
                {
                    Assert.All(run.Sent.Outcomes, outcome => Assert.Equal(SendOutcome.Accepted, outcome));
                }
            }
        }

        Report();
    }

    public async Task RunIdleAsync()
    {
        foreach (Fault fault in FaultTable.Make(Fault, Phase.Idle, IsSecured))
        {
            ProxyRun run = await ProxyRun.StartAsync(IsSecured);
            await run.WorkAsync();
            await run.ArmLiveAsync(fault);
            if (!fault.HasStruck)
            {
                await run.BreatheAsync(fault);
            }

            if (fault is Freeze)
            {
                Assert.InRange(run.FallSilent(), ProxyRun.IdleTimeout / 2, ProxyRun.IdleTimeout + TimeSpan.FromSeconds(1));
            }

            await run.RecoverAsync(fault);
            await EndAsync(run);
            Assert.All(run.Sent.Outcomes, outcome => Assert.Equal(SendOutcome.Accepted, outcome));
        }

        Report();
    }

    public Task RunInFlightAsync() => RunLoadedAsync(Phase.InFlight, run => run.Send(Small));

    public Task RunMultiFrameAsync() => RunLoadedAsync(Phase.MultiFrame, run => run.SendLarge(Large, LargeSize));

    private async Task RunLoadedAsync(Phase phase, Action<ProxyRun> send)
    {
        foreach (Fault fault in FaultTable.Make(Fault, phase, IsSecured))
        {
            ProxyRun run = await ProxyRun.StartAsync(IsSecured);
            await run.WorkAsync();
            await run.ArmLiveAsync(fault);
            send(run);
            await run.RecoverAsync(fault);
            int inDoubt = await EndAsync(run, changed: fault is BitFlip { CutsOff: false } ? 1 : 0);
            if (!fault.CutsOff)
            {
                Assert.All(run.Sent.Outcomes, outcome => Assert.Equal(SendOutcome.Accepted, outcome));
            }
            else if (fault is ResetPeer)
            {
                // The broker had taken what it began to answer for.
                Assert.NotEqual(0, inDoubt);
            }
        }

        Report();
    }

    private async Task<int> EndAsync(ProxyRun run, int changed = 0)
    {
        int inDoubt = await run.CloseAsync(changed);
        _outcomes.AddRange(run.Sent.Outcomes);
        _runs++;
        return inDoubt;
    }

    private void Report()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.Empty(Unobserved.Exceptions);
        IEnumerable<string> outcomes = _outcomes.GroupBy(outcome => outcome.IsSuccess ? $"{outcome.Kind}" : $"{outcome.Kind}({outcome.Reason})").Select(group => $"{group.Key}:{group.Count()}").Order();
        double elapsed = Stopwatch.GetElapsedTime(_start).TotalMilliseconds;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"proxy case={name} runs={_runs} outcome={string.Join(',', outcomes)} elapsed_ms={elapsed:F0}"));
    }
}
