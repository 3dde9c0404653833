using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.TestPeer;

namespace TypedSender.ScriptedFaults.Tests;

/// <summary>What scripts of faults do often once a connection is there.</summary>
internal static class FaultSteps
{
    /// <summary>Expects the message with this text, whole.</summary>
    public static PeerScript ExpectNote(this PeerScript script, string text, out Captured<Transfer> delivery)
    {
        script.ExpectDelivery(out Captured<Transfer> captured);
        delivery = captured;
        return script.Then(_ => Assert.Equal(text, Bytes.TextOf(captured.Payload)));
    }

    /// <summary>Expects the message with this text, and accepts it.</summary>
    public static PeerScript AcceptNote(this PeerScript script, string text) =>
        script.ExpectNote(text, out Captured<Transfer> delivery).SendDisposition(delivery, Accepted.Instance);

    /// <summary>Asks the client for its state and expects that nothing else comes first: it has taken in all that was sent to it, and has sent all that it wanted to.</summary>
    public static PeerScript ExpectNothingMore(this PeerScript script) =>
        script.SendFlow(flow => flow with { IncomingWindow = 0, Echo = true }).ExpectFlow();
}
