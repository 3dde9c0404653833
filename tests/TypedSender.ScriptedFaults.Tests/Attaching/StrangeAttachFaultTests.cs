using TypedSender.Amqp.Performatives;
using TypedSender.TestPeer;
using Xunit.Abstractions;

namespace TypedSender.ScriptedFaults.Tests.Attaching;

/// <summary>Peers that do not answer the attach, or answer one that nobody sent (AMQP 1.0, 2.6.3 and 2.7.3). The session stays in use: the right answer is taken whenever it comes.</summary>
public sealed class StrangeAttachFaultTests(ITestOutputHelper output) : FaultTests(output)
{
    [Fault("attach_never")]
    public Task No_answer() => ExpectLateAnswerAsync(Begin(), (script, _) => script);

    [Fault("attach_wrong_name")]
    public Task The_answer_to_another_link() => ExpectLateAnswerAsync(
        Begin(),
        (script, attach) => script.Send(_ => Expectations.Mirror(attach.Value) with { Name = "another", Handle = 9 })
            .ExpectAttach().Where(refusal => refusal.Name == "another" && refusal.Role == Role.Sender && refusal.SourceTerminus == null)
            .ExpectDetach().Where(detach => detach.Error!.Condition.Value == "amqp:not-allowed")
            .Send(new Detach { Handle = 9, Closed = true }));

    [Fault("attach_wrong_role")]
    public Task The_answer_of_a_second_sender() => ExpectLateAnswerAsync(
        Begin(),
        (script, attach) => script.Send(_ => Expectations.Mirror(attach.Value) with { Role = Role.Sender, Handle = 9, InitialDeliveryCount = 0 })
            .ExpectAttach().Where(refusal => refusal.Role == Role.Receiver && refusal.TargetTerminus == null)
            .ExpectDetach().Where(detach => detach.Error!.Condition.Value == "amqp:not-allowed")
            .Send(new Detach { Handle = 9, Closed = true }));

    [Fault("attach_handle_max_exceeded")]
    public async Task A_handle_above_what_was_allowed()
    {
        await using FaultCase fault = Begin();
        Action<PeerScript> violation = script => script.AcceptConnection().AcceptSession()
            .ExpectAttach().Capture(out Captured<Attach> attach)
            .Send(_ => Expectations.Mirror(attach.Value) with { Handle = 1024 })
            .ExpectClose().Where(close => close.Error!.Condition.Value == "amqp:connection:framing-error").ExpectEndOfStream().Signal(fault.Reached);

        // What waits is tried again three times, as it has not been sent: at once, and then 10 ms later each.
        fault.Listen(violation, violation, violation, violation, FaultScripts.Good);

        await fault.ExpectAsync(
            fault.Tell(), SendOutcomeKind.NotSent, SendReason.ProtocolViolation, "handle 1024 is above the handle-max of 1023. The connection was closed.", TimeSpan.FromSeconds(1));

        await fault.EndAsync();
    }

    private static async Task ExpectLateAnswerAsync(FaultCase fault, Func<PeerScript, Captured<Attach>, PeerScript> strange)
    {
        TaskCompletionSource ended = Bounded.Signal();
        await using (fault)
        {
            // The clock runs as long as a send may take: nobody shall be given up for his silence meanwhile.
            fault.Configure = options => options.IdleTimeout = Timeout.InfiniteTimeSpan;
            fault.Listen(script =>
            {
                script.AcceptConnection().AcceptSession().ExpectAttach().Capture(out Captured<Attach> attach);
                strange(script, attach).Signal(fault.Reached)
                    .WaitFor(ended.Task).Send(_ => Expectations.Mirror(attach.Value)).SendCredit(100).BehaveWell();
            });

            await fault.ExpectAsync(
                fault.Tell(), SendOutcomeKind.NotSent, SendReason.TimedOut, "timed out after 60 s while attaching the link. The message was not sent.", FaultCase.SendBound);

            ended.SetResult();
            await fault.EndAsync();
        }
    }
}
