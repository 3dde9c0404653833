using TypedSender.TestPeer;
using Xunit.Abstractions;

namespace TypedSender.ScriptedFaults.Tests.Deaths;

/// <summary>Peers that go silent and keep the socket open (AMQP 1.0, 2.4.5).</summary>
public sealed class FreezeFaultTests(ITestOutputHelper output) : FaultTests(output)
{
    [Fault("freeze_after_open")]
    public async Task Silent_from_the_open_on()
    {
        await using FaultCase fault = Begin();
        fault.Configure = options => options.IdleTimeout = TimeSpan.FromSeconds(20);
        fault.Listen(
            script => script.AcceptConnection().AcceptSession().ExpectAttach().Signal(fault.Reached),
            script => script.AcceptConnection().AcceptSender().AcceptNote("a").BehaveWell());

        // Nothing of it has left: it is sent on the connection that is made when the silence has lasted long enough.
        await fault.ExpectAcceptedAsync(fault.Tell(), TimeSpan.FromSeconds(21));

        Assert.Equal(2, fault.Peer!.ConnectionCount);
        await fault.EndAsync();
    }

    [Fault("freeze_in_flight")]
    public async Task Silent_with_a_message_in_flight()
    {
        await using FaultCase fault = Begin();
        fault.Configure = options => options.SendTimeout = TimeSpan.FromMinutes(10);
        fault.Listen(script => script.AcceptConnection().AcceptSender().ExpectNote("a", out _).Signal(fault.Reached), FaultScripts.Good);

        SendOutcome outcome = await fault.ExpectAsync(
            fault.Tell(),
            SendOutcomeKind.Indeterminate,
            SendReason.ConnectionLost,
            "sent nothing for 60 s (idle time-out). The connection was closed. Check the network and the broker, or raise IdleTimeout.",
            FaultCase.IdleBound);

        Assert.EndsWith("The message to 'notes' may have been stored; sending it again may store it twice.", outcome.ToString(), StringComparison.Ordinal);
        await fault.EndAsync();
    }
}
