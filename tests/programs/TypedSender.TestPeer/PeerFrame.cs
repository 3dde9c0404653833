namespace TypedSender.TestPeer;

/// <summary>One frame as it was read (AMQP 1.0, 2.3.1 and 5.3.1).</summary>
/// <param name="Type">0 for AMQP, 1 for SASL.</param>
/// <param name="Channel">The channel; zero for SASL.</param>
/// <param name="Performative">The decoded performative; null for an empty frame.</param>
/// <param name="Payload">What follows the performative.</param>
/// <param name="Bytes">The whole frame, its header included.</param>
internal sealed record PeerFrame(byte Type, ushort Channel, object? Performative, byte[] Payload, byte[] Bytes)
{
    /// <summary>Whether the frame carries nothing: a sign of life (AMQP 1.0, 2.4.5).</summary>
    public bool IsEmpty => Performative is null;

    public override string ToString()
    {
        string body = Performative?.ToString() ?? "empty frame";
        string payload = Payload.Length == 0 ? "" : $" + {Payload.Length} bytes";
        return $"channel {Channel}: {body}{payload}";
    }
}
