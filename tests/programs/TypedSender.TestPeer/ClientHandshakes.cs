using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;

namespace TypedSender.TestPeer;

/// <summary>The steps at which a connection begins, in a client's role; for <see cref="ScriptedPeer.Connect"/>.</summary>
internal static class ClientHandshakes
{
    /// <summary>Opens a connection without SASL.</summary>
    public static PeerScript OpenConnection(this PeerScript script, Open? open = null) => script
        .SendRaw(FrameEncoder.AmqpHeader)
        .ExpectBytes(FrameEncoder.AmqpHeader)
        .Send(open ?? new Open { ContainerId = "scripted-client" })
        .ExpectOpen();

    /// <summary>Begins a session on channel 0.</summary>
    public static PeerScript BeginSession(this PeerScript script, uint incomingWindow = 2048) => script
        .Send(new Begin { NextOutgoingId = 0, IncomingWindow = incomingWindow, OutgoingWindow = 2048 })
        .ExpectBegin();

    /// <summary>Attaches a sender on handle 0 and expects that it is taken.</summary>
    public static PeerScript AttachSender(this PeerScript script, string address) => script
        .Send(SenderAttach(address))
        .ExpectAttach().Where(attach => attach.Role == Role.Receiver && attach.Target != null);

    /// <summary>Attaches a receiver on handle 0 and expects that it is taken.</summary>
    public static PeerScript AttachReceiver(this PeerScript script, string address, uint credit) => script
        .Send(ReceiverAttach(address))
        .ExpectAttach().Where(attach => attach.Role == Role.Sender && attach.Source != null)
        .SendFlow(flow => flow with { Handle = 0, DeliveryCount = 0, LinkCredit = credit });

    /// <summary>The attach of a sender to <paramref name="address"/>; null for an anonymous terminus.</summary>
    public static Attach SenderAttach(string? address) => new()
    {
        Name = "sender",
        Handle = 0,
        Role = Role.Sender,
        InitialDeliveryCount = 0,
        Source = new Source(),
        Target = new Target { Address = address },
    };

    /// <summary>The attach of a receiver from <paramref name="address"/>.</summary>
    public static Attach ReceiverAttach(string? address) => new()
    {
        Name = "receiver",
        Handle = 0,
        Role = Role.Receiver,
        Source = new Source { Address = address },
        Target = new Target(),
    };
}
