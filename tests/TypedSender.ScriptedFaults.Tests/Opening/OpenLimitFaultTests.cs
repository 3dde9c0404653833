using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.TestPeer;
using Xunit.Abstractions;

namespace TypedSender.ScriptedFaults.Tests.Opening;

/// <summary>Peers whose open frame sets limits at the edge of what is allowed, or beyond it (AMQP 1.0, 2.7.1).</summary>
public sealed class OpenLimitFaultTests(ITestOutputHelper output) : FaultTests(output)
{
    [Fault("open_max_frame_511")]
    public async Task Frames_below_the_least_that_every_peer_takes()
    {
        await using FaultCase fault = Begin();
        fault.Listen(
            script => script.AcceptConnection(Handshakes.DefaultOpen with { MaxFrameSize = 511 })
                .ExpectClose().Where(close => close.Error!.Condition.Value == "amqp:invalid-field").ExpectEndOfStream(),
            FaultScripts.Good);

        await fault.ExpectAsync(
            fault.Tell(), SendOutcomeKind.NotSent, SendReason.ProtocolViolation, "the peer's max-frame-size of 511 is below 512. The connection was closed.");

        await fault.EndAsync();
    }

    [Fault("open_max_frame_512")]
    public async Task Frames_of_the_least_size_that_is_allowed()
    {
        List<int> sizes = [];
        await using FaultCase fault = Begin();
        fault.Listen(script => script.AcceptConnection(Handshakes.DefaultOpen with { MaxFrameSize = 512 }).AcceptSender()
            .Then(async (connection, cancellationToken) =>
            {
                bool more = true;
                while (more)
                {
                    PeerFrame frame = await connection.ReadFrameAsync(cancellationToken);
                    sizes.Add(frame.Bytes.Length);
                    more = ((Transfer)frame.Performative!).More;
                }
            })
            .SendDisposition(0, null, Accepted.Instance).BehaveWell());

        await fault.ExpectAcceptedAsync(fault.TellBlob(20_000));

        Assert.InRange(sizes.Count, 20_000 / 512, 60);
        Assert.All(sizes, size => Assert.InRange(size, 8, 512));
        await fault.EndAsync();
    }

    [Fault("open_channel_max_0")]
    public async Task One_session_and_no_more()
    {
        await using FaultCase fault = Begin();
        fault.Listen(script => script.AcceptConnection(Handshakes.DefaultOpen with { ChannelMax = 0 })
            .ExpectBegin().Where(begin => begin.RemoteChannel == null)
            .Respond(_ => new Begin { RemoteChannel = 0, NextOutgoingId = 0, IncomingWindow = 2048, OutgoingWindow = 2048, HandleMax = 0 })
            .AcceptAttach().AcceptNote("a").BehaveWell());

        await fault.ExpectAcceptedAsync(fault.Tell());
        INoteSender others = fault.Client.GetSender<INoteSender>(new SenderOptions { Address = "others" });
        await fault.ExpectAsync(
            fault.Track(() => others.TellTaskAsync(new Note("b"))),
            SendOutcomeKind.NotSent,
            SendReason.LimitReached,
            "No further link could be made for 'others': the peer's channel-max is 0, and all numbers are in use.");

        await fault.EndAsync();
    }
}
