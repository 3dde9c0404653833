using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.TestPeer;
using Xunit.Abstractions;

namespace TypedSender.ScriptedFaults.Tests.Credit;

/// <summary>Peers that are mean, fickle or boundless with link credit (AMQP 1.0, 2.6.7).</summary>
public sealed class CreditFaultTests(ITestOutputHelper output) : FaultTests(output)
{
    [Fault("credit_never")]
    public async Task Credit_that_never_comes()
    {
        await using FaultCase fault = Begin();
        TaskCompletionSource later = Bounded.Signal();
        fault.Listen(script => script.AcceptConnection().AcceptSender(credit: 0)
            .SendCredit(0, echo: true).ExpectFlow().Signal(fault.Reached)
            .WaitFor(later.Task).SendCredit(10)
            .AcceptNote("afterwards").BehaveWell());

        await fault.ExpectAsync(
            fault.Tell(), SendOutcomeKind.NotSent, SendReason.TimedOut, "timed out after 60 s while waiting for link credit. The message was not sent.", FaultCase.SendBound);

        later.SetResult();
        await fault.EndAsync();
    }

    [Fault("credit_1_at_a_time")]
    public async Task Credit_for_one_message_at_a_time()
    {
        await using FaultCase fault = Begin();
        fault.Listen(script =>
        {
            script.AcceptConnection().AcceptSender(credit: 0);
            for (int i = 0; i < 10; i++)
            {
                // The flow of the answer comes before any transfer that the credit would not allow.
                script.SendCredit(1).ExpectNote($"{i}", out Captured<Transfer> delivery)
                    .SendCredit(0, echo: true).ExpectFlow().Where(flow => flow.LinkCredit == 0)
                    .SendDisposition(delivery, Accepted.Instance);
            }

            script.SendCredit(10).BehaveWell();
        });

        Task<SendOutcome>[] sends = [.. Enumerable.Range(0, 10).Select(i => fault.Tell($"{i}"))];
        foreach (Task<SendOutcome> send in sends)
        {
            await fault.ExpectAcceptedAsync(send);
        }

        await fault.EndAsync();
    }

    [Fault("credit_revoked")]
    public async Task Credit_that_is_taken_back()
    {
        await using FaultCase fault = Begin();
        TaskCompletionSource revoked = Bounded.Signal();
        TaskCompletionSource told = Bounded.Signal();
        TaskCompletionSource later = Bounded.Signal();
        fault.Listen(script => script.AcceptConnection().AcceptSender(credit: 5)
            .AcceptNote("a")
            .SendCredit(0, echo: true).ExpectFlow().Where(flow => flow.LinkCredit == 0 && flow.DeliveryCount == 1).Signal(revoked)
            .WaitFor(told.Task).SendCredit(0, echo: true).ExpectFlow().Where(flow => flow.Available == 1).Signal(fault.Reached)
            .WaitFor(later.Task).SendCredit(5)
            .AcceptNote("afterwards").BehaveWell());

        await fault.ExpectAcceptedAsync(fault.Tell());
        await revoked.Task.Within();
        Task<SendOutcome> second = fault.Tell("b");
        told.SetResult();
        await fault.ExpectAsync(
            second, SendOutcomeKind.NotSent, SendReason.TimedOut, "while waiting for link credit. The message was not sent.", FaultCase.SendBound);

        later.SetResult();
        await fault.EndAsync();
    }

    [Fault("credit_drain")]
    public async Task Credit_that_is_to_be_drained()
    {
        await using FaultCase fault = Begin();
        TaskCompletionSource told = Bounded.Signal();
        fault.Listen(script => script.AcceptConnection().AcceptSender(credit: 0)
            .WaitFor(told.Task).SendCredit(0, echo: true).ExpectFlow().Where(flow => flow.Available == 3)
            .SendCredit(10, drain: true)
            .AcceptNote("0").AcceptNote("1").AcceptNote("2")
            .ExpectFlow().Where(flow => flow.Drain && flow.LinkCredit == 0 && flow.DeliveryCount == 10)
            .SendCredit(5, drain: true)
            .ExpectFlow().Where(flow => flow.Drain && flow.LinkCredit == 0 && flow.DeliveryCount == 15)
            .Signal(fault.Reached)
            .SendCredit(1).BehaveWell());
        Task<SendOutcome>[] sends = [fault.Tell("0"), fault.Tell("1"), fault.Tell("2")];
        told.SetResult();

        foreach (Task<SendOutcome> send in sends)
        {
            await fault.ExpectAcceptedAsync(send);
        }

        await fault.Reached.Task.Within();
        await fault.EndAsync();
    }

    [Fault("credit_overflow_2^32")]
    public async Task Credit_and_delivery_counts_whose_sum_is_beyond_32_bits()
    {
        await using FaultCase fault = Begin();
        TaskCompletionSource granted = Bounded.Signal();
        fault.Listen(script => script.AcceptConnection().AcceptSender(credit: 0)

            // Behind the client's count, and then far ahead of it: 2^32 - 1 is the most that is ever meant.
            .SendFlow(flow => flow with { Handle = 0, DeliveryCount = uint.MaxValue, LinkCredit = uint.MaxValue, Echo = true })
            .ExpectFlow().Where(flow => flow.DeliveryCount == 0 && flow.LinkCredit == uint.MaxValue - 1)
            .AcceptNote("a")
            .SendFlow(flow => flow with { Handle = 0, DeliveryCount = 6, LinkCredit = uint.MaxValue, Echo = true })
            .ExpectFlow().Where(flow => flow.DeliveryCount == 1 && flow.LinkCredit == uint.MaxValue).Signal(granted)
            .AcceptNote("b")

            // All of it is used up: the count goes once round, less one.
            .SendCredit(uint.MaxValue, drain: true)
            .ExpectFlow().Where(flow => flow.DeliveryCount == 1 && flow.LinkCredit == 0).Signal(fault.Reached)
            .SendCredit(1).BehaveWell());

        await fault.ExpectAcceptedAsync(fault.Tell());
        await granted.Task.Within();
        await fault.ExpectAcceptedAsync(fault.Tell("b"));

        await fault.Reached.Task.Within();
        await fault.EndAsync();
    }
}
