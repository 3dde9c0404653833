using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.TestPeer;

namespace TypedSender.Tests.Recovery;

/// <summary>How often in a row a peer has broken the protocol: losses of other kinds that came before do not count.</summary>
public class ViolationRowsTests
{
    [Fact]
    public async Task A_violation_continues_only_a_row_of_violations()
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(
            script => AcceptOne(script).ExpectDelivery(out _).CloseSocket(),
            AcceptOneAndViolate,
            AcceptOneAndViolate,
            script => AcceptOne(script).AnswerClosing());
        RecordingPolicy policy = new() { MinDelay = TimeSpan.Zero };
        await using var client = new SendClient(peer.Url, options => options.RetryPolicy = policy);
        INoteSender notes = client.GetSender<INoteSender>();

        List<SendReason> reasons = [];
        for (int number = 0; number < 7; number++)
        {
            reasons.Add((await notes.TellAsync(new Note($"{number}")).Within()).Reason);
        }

        await client.CloseAsync().Within();
        await peer.Completion.Within();
        Assert.Equal(
            [SendReason.None, SendReason.ConnectionLost, SendReason.None, SendReason.ProtocolViolation, SendReason.None, SendReason.ProtocolViolation, SendReason.None],
            reasons);
        Assert.Equal([1, 1, 2], policy.Failures.Select(failure => failure.Attempt));
    }

    private static PeerScript AcceptOne(PeerScript script) =>
        script.AcceptConnection().AcceptSender().ExpectDelivery(out Captured<Transfer> delivery).SendDisposition(delivery, Accepted.Instance);

    private static void AcceptOneAndViolate(PeerScript script) =>
        AcceptOne(script).ExpectDelivery(out _).SendDisposition(5, 3, Accepted.Instance).ExpectClose().SendClose().ExpectEndOfStream();
}
