namespace TypedSender.Amqp.Engine;

/// <summary>
/// Is shown everything that goes over a connection, as bytes. Called under locks and in the middle of work: an implementation notes what it sees, leaves out what is
/// secret, and does not throw. The bytes are valid during the call.
/// </summary>
internal interface IFrameTrace
{
    /// <summary>A protocol header (AMQP 1.0, 2.2) came, or is about to be sent.</summary>
    void OnHeader(bool isIncoming, ReadOnlySpan<byte> bytes);

    /// <summary>A frame came, or has been appended to what is to be sent.</summary>
    /// <param name="isIncoming">Whether it came.</param>
    /// <param name="isSasl">Whether it is a SASL frame (AMQP 1.0, 5.3.1), not one of AMQP.</param>
    /// <param name="channel">The channel; 0 for a SASL frame.</param>
    /// <param name="body">What follows the frame header; empty for a heartbeat.</param>
    void OnFrame(bool isIncoming, bool isSasl, ushort channel, ReadOnlySpan<byte> body);
}
