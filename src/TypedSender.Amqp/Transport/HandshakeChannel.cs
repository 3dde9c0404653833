using System.Buffers.Binary;
using TypedSender.Amqp.Engine;

namespace TypedSender.Amqp.Transport;

/// <summary>Reads and writes headers and SASL frames, one at a time, before the engine takes over.</summary>
internal sealed class HandshakeChannel(Stream stream, FrameBuffer buffer)
{
    public async ValueTask WriteHeaderAsync(bool isSasl, CancellationToken cancellationToken)
    {
        byte[] header = (isSasl ? ProtocolHeader.Sasl : ProtocolHeader.Amqp).ToArray();
        buffer.Trace?.OnHeader(isIncoming: false, header);
        await stream.WriteAsync(header, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask WriteFrameAsync<T>(T performative, CancellationToken cancellationToken)
        where T : IAmqpComposite<T>
    {
        byte[] frame = EncodeFrame(performative);
        buffer.Trace?.OnFrame(isIncoming: false, isSasl: true, channel: 0, frame.AsSpan(FrameBuffer.HeaderSize));
        await stream.WriteAsync(frame, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The peer's protocol header.</summary>
    public async ValueTask<byte[]> ReadHeaderAsync(CancellationToken cancellationToken)
    {
        while (buffer.Length < ProtocolHeader.Size)
        {
            await FillAsync(cancellationToken).ConfigureAwait(false);
        }

        buffer.TryTake(ProtocolHeader.Size, out ReadOnlySpan<byte> bytes);
        return bytes.ToArray();
    }

    /// <summary>The body of the peer's next SASL frame.</summary>
    public async ValueTask<byte[]> ReadSaslFrameAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (TryTakeFrame() is { } body)
            {
                return body;
            }

            await FillAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static byte[] EncodeFrame<T>(T performative)
        where T : IAmqpComposite<T>
    {
        AmqpBuffer body = new();
        AmqpWriter writer = new(body);
        performative.Encode(ref writer);
        writer.Flush();
        byte[] frame = new byte[FrameBuffer.HeaderSize + body.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, frame.Length);
        frame[4] = 2;
        frame[5] = (byte)FrameType.Sasl;
        body.WrittenSpan.CopyTo(frame.AsSpan(FrameBuffer.HeaderSize));
        return frame;
    }

    private byte[]? TryTakeFrame()
    {
        try
        {
            return buffer.TryTakeFrame(FrameType.Sasl, out _, out ReadOnlySpan<byte> body) ? body.ToArray() : null;
        }
        catch (AmqpProtocolException exception)
        {
            throw new HandshakeException(HandshakeFailure.Malformed, exception.Message, exception);
        }
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        int count = await stream.ReadAsync(buffer.GetFree(), cancellationToken).ConfigureAwait(false);
        if (count == 0)
        {
            // Fewer than eight bytes and then the end: still the best clue to what the peer is.
            throw new HandshakeException(HandshakeFailure.Closed, "the peer closed the connection during the handshake") { Bytes = buffer.Unread.ToArray() };
        }

        buffer.Commit(count);
    }
}
