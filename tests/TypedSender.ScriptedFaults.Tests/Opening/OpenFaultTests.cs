using TypedSender.Amqp;
using TypedSender.Amqp.Performatives;
using TypedSender.TestPeer;
using Xunit.Abstractions;

namespace TypedSender.ScriptedFaults.Tests.Opening;

/// <summary>Peers whose open frame does not come, or is followed by a close (AMQP 1.0, 2.4.1).</summary>
public sealed class OpenFaultTests(ITestOutputHelper output) : FaultTests(output)
{
    [Fault("open_never")]
    public async Task An_open_that_is_never_answered()
    {
        await using FaultCase fault = Begin();
        fault.Listen(script => script.AcceptHeaders().ExpectOpen().Signal(fault.Reached).ExpectEndOfStream(), FaultScripts.Good);

        await fault.ExpectAsync(
            fault.Tell(), SendOutcomeKind.NotSent, SendReason.ConnectionFailed, "did not answer the open frame within 15 s. Check the broker's log", FaultCase.OpenBound);

        await fault.EndAsync();
    }

    [Fault("open_then_close_error")]
    public Task An_open_that_is_followed_by_a_close() => ExpectRefusalAsync(
        new AmqpError { Condition = AmqpErrorConditions.NotFound, Description = "no such vhost" },
        "refused the connection: amqp:not-found: no such vhost. Correct the virtual host '127.0.0.1', or create it at the broker.",
        Begin());

    [Fault("open_redirect")]
    public Task A_connection_that_is_sent_elsewhere()
    {
        AmqpMap info = new() { { new AmqpSymbol("network-host"), "other.example" }, { new AmqpSymbol("hostname"), "other" }, { new AmqpSymbol("port"), 5671 } };
        return ExpectRefusalAsync(
            new AmqpError { Condition = AmqpErrorConditions.ConnectionRedirect, Description = "moved", Info = info },
            "refused the connection: amqp:connection:redirect: moved. It points to other.example:5671. Use that, or let redirects be followed (SendClientOptions.Redirects).",
            Begin());
    }

    private static async Task ExpectRefusalAsync(AmqpError error, string text, FaultCase fault)
    {
        await using (fault)
        {
            fault.Listen(
                script => script.AcceptHeaders().ExpectOpen().Respond().SendClose(error).Ignore<Begin>().ExpectClose().CloseSocket(),
                FaultScripts.Good);

            SendOutcome outcome = await fault.ExpectAsync(fault.Tell(), SendOutcomeKind.NotSent, SendReason.ConnectionFailed, text);

            Assert.Equal(error.Condition, outcome.Error?.Condition);
            await fault.EndAsync();
        }
    }
}
