using TypedSender.Amqp;
using TypedSender.Amqp.Performatives;
using TypedSender.TestPeer;
using Xunit.Abstractions;

namespace TypedSender.ScriptedFaults.Tests.Attaching;

/// <summary>Peers that refuse the link, or send it elsewhere (AMQP 1.0, 2.6.3 and 2.8.18).</summary>
public sealed class RefusedAttachFaultTests(ITestOutputHelper output) : FaultTests(output)
{
    [Fault("attach_refused_null_target_then_detach")]
    public Task An_attach_without_a_target_and_a_detach_with_the_reason() => ExpectAsync(
        Begin(),
        new AmqpError { Condition = AmqpErrorConditions.NotFound, Description = "no queue 'notes'" },
        "refused the address 'notes': amqp:not-found: no queue 'notes'. Create it at the broker, or correct the address");

    [Fault("attach_redirect")]
    public Task A_link_that_is_sent_elsewhere()
    {
        AmqpMap info = new() { { new AmqpSymbol("network-host"), "other.example" }, { new AmqpSymbol("port"), 5671 }, { new AmqpSymbol("address"), "elsewhere" } };
        return ExpectAsync(
            Begin(),
            new AmqpError { Condition = AmqpErrorConditions.LinkRedirect, Description = "moved", Info = info },
            "refused the address 'notes': amqp:link:redirect: moved. It points to other.example:5671 and the address 'elsewhere'. Use that, or let redirects be followed (SendClientOptions.Redirects).");
    }

    private static async Task ExpectAsync(FaultCase fault, AmqpError error, string text)
    {
        await using (fault)
        {
            fault.Listen(script => script.AcceptConnection().AcceptSession()
                .ExpectAttach().Refuse(error).ExpectDetach().Where(detach => detach.Closed && detach.Error == null).BehaveWell());

            SendOutcome outcome = await fault.ExpectAsync(fault.Tell(), SendOutcomeKind.NotSent, SendReason.AddressRefused, text);

            Assert.Equal(error.Condition, outcome.Error?.Condition);
            await fault.EndAsync();
            Assert.Equal(1, fault.Peer!.ConnectionCount);
        }
    }
}
