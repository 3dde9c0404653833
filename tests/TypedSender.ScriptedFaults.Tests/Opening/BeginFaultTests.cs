using TypedSender.Amqp.Performatives;
using TypedSender.TestPeer;
using Xunit.Abstractions;

namespace TypedSender.ScriptedFaults.Tests.Opening;

/// <summary>Peers whose begin frame does not come, or answers something else (AMQP 1.0, 2.5.1).</summary>
public sealed class BeginFaultTests(ITestOutputHelper output) : FaultTests(output)
{
    [Fault("begin_never")]
    public async Task A_begin_that_is_never_answered()
    {
        await using FaultCase fault = Begin();
        fault.Listen(script => script.AcceptConnection().ExpectBegin().Signal(fault.Reached).ExpectEndOfStream(), FaultScripts.Good);

        await fault.ExpectAsync(
            fault.Tell(),
            SendOutcomeKind.NotSent,
            SendReason.ConnectionFailed,
            "answered the open frame but not the begin frame within 15 s. Check the broker's log",
            FaultCase.OpenBound);

        await fault.EndAsync();
    }

    [Fault("begin_wrong_remote_channel")]
    public async Task A_begin_that_answers_a_channel_on_which_none_was_sent()
    {
        await using FaultCase fault = Begin();
        fault.Listen(
            script => script.AcceptConnection()
                .ExpectBegin().Respond(_ => new Begin { RemoteChannel = 7, NextOutgoingId = 0, IncomingWindow = 100, OutgoingWindow = 100 })
                .ExpectClose().Where(close => close.Error!.Condition.Value == "amqp:not-allowed").ExpectEndOfStream(),
            FaultScripts.Good);

        await fault.ExpectAsync(
            fault.Tell(), SendOutcomeKind.NotSent, SendReason.ProtocolViolation, "a begin answers channel 7, on which none was sent. The connection was closed.");

        await fault.EndAsync();
    }
}
