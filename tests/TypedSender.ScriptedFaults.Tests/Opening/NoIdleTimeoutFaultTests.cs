using TypedSender.TestPeer;
using Xunit.Abstractions;

namespace TypedSender.ScriptedFaults.Tests.Opening;

/// <summary>Peers whose open frame asks for no signs of life at all (AMQP 1.0, 2.4.5).</summary>
public sealed class NoIdleTimeoutFaultTests(ITestOutputHelper output) : FaultTests(output)
{
    [Fault("open_idle_null")]
    public async Task A_peer_without_an_idle_time_out_hears_nothing_and_is_given_up_all_the_same()
    {
        await using FaultCase fault = Begin();
        fault.Configure = options => options.IdleTimeout = TimeSpan.FromSeconds(8);
        fault.Listen(
            script => script.AcceptConnection(Handshakes.DefaultOpen with { IdleTimeOut = null }).AcceptSender(credit: 1).ExpectNote("a", out _)
                .Signal(fault.Reached).Then(ExpectEndAsync),
            FaultScripts.Good);

        await fault.ExpectAsync(
            fault.Tell(),
            SendOutcomeKind.Indeterminate,
            SendReason.ConnectionLost,
            "sent nothing for 8 s (idle time-out). The connection was closed. Check the network and the broker, or raise IdleTimeout.",
            TimeSpan.FromSeconds(9));

        await fault.EndAsync();
    }

    private static async Task ExpectEndAsync(PeerConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            Assert.False(await connection.WaitForBytesAsync(cancellationToken), "an empty frame came that nobody had asked for");
        }
        catch (System.Net.Sockets.SocketException)
        {
            // Reset instead of ended: not a byte either.
        }
    }
}
