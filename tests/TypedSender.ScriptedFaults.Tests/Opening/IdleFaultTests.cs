using TypedSender.TestPeer;
using Xunit.Abstractions;

namespace TypedSender.ScriptedFaults.Tests.Opening;

/// <summary>Peers whose open frame asks for signs of life all the time (AMQP 1.0, 2.4.5).</summary>
public sealed class IdleFaultTests(ITestOutputHelper output) : FaultTests(output)
{
    [Fault("open_idle_1ms")]
    public async Task An_idle_time_out_that_nobody_can_keep()
    {
        TaskCompletionSource[] beats = [.. Enumerable.Range(0, 20).Select(_ => Bounded.Signal())];
        await using FaultCase fault = Begin();
        fault.Listen(script =>
        {
            script.AcceptConnection(Handshakes.DefaultOpen with { IdleTimeOut = 1 }).AcceptSender().AcceptNote("a");
            foreach (TaskCompletionSource beat in beats)
            {
                script.ExpectEmptyFrame().Signal(beat);
            }

            script.BehaveWell();
        });

        await fault.ExpectAcceptedAsync(fault.Tell());
        foreach (TaskCompletionSource beat in beats)
        {
            // The first tick sees what was sent before it; no time-out below 100 ms is kept, so that heartbeats cost no more than one each 25 ms does.
            fault.Time.Advance(TimeSpan.FromMilliseconds(50));
            await beat.Task.Within();
        }

        await fault.EndAsync();
    }
}
