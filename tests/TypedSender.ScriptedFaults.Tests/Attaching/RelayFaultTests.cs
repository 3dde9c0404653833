using TypedSender.Amqp.Messages;
using TypedSender.TestPeer;
using Xunit.Abstractions;

namespace TypedSender.ScriptedFaults.Tests.Attaching;

/// <summary>Peers that offer to relay messages and do not take the link for it.</summary>
public sealed class RelayFaultTests(ITestOutputHelper output) : FaultTests(output)
{
    [Fault("relay_refused")]
    public async Task A_relay_that_refuses_the_anonymous_terminus()
    {
        await using FaultCase fault = Begin();
        fault.Listen(script => script.AcceptConnection(Handshakes.DefaultOpen with { OfferedCapabilities = ["ANONYMOUS-RELAY"] }).AcceptSession()
            .ExpectAttach().Where(attach => attach.Target is { Address: null }).Refuse(new AmqpError { Condition = AmqpErrorConditions.NotAllowed, Description = "not you" }).ExpectDetach()
            .ExpectAttach().Where(attach => attach.Target is { Address: "elsewhere" }).Respond().SendCredit(100)
            .BehaveWell());
        MessageSender sender = fault.Client.GetMessageSender(new SenderOptions { Target = AmqpTarget.Anonymous });

        await fault.ExpectAcceptedAsync(fault.Track(() => sender.SendForOutcomeAsync(new AmqpMessage { Properties = new Properties { To = "elsewhere" }, Value = 1 }).AsTask()));

        await fault.EndAsync();
        Assert.Equal(1, fault.Peer!.ConnectionCount);
    }
}
