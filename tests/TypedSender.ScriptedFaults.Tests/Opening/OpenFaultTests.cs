using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.TestPeer;
using Xunit.Abstractions;

namespace TypedSender.ScriptedFaults.Tests.Opening;

/// <summary>Peers whose open frame does not come, or says what nobody expects (AMQP 1.0, 2.4.1 and 2.7.1).</summary>
public sealed class OpenFaultTests(ITestOutputHelper output) : FaultTests(output)
{
    [Fault("open_never")]
    public async Task An_open_that_is_never_answered()
    {
        await using FaultCase fault = Begin();
        fault.Listen(script => script.AcceptHeaders().ExpectOpen().Signal(fault.Reached).ExpectEndOfStream(), FaultScripts.Good);

        await fault.ExpectAsync(
            fault.Tell(), SendOutcomeKind.NotSent, SendReason.ConnectionFailed, "did not answer the open frame within 15 s", FaultCase.OpenBound);

        await fault.EndAsync();
    }
}
