namespace TypedSender.RawSink;

/// <summary>Answers requests to put a token, as a node of claims-based security does that takes any.</summary>
internal sealed class TokenNode(Answers answers)
{
    private const ulong PropertiesCode = 0x73;

    // Five properties that are null: message-id, user-id, to, subject, reply-to. The correlation-id follows.
    private static readonly byte[] Nulls = [0x40, 0x40, 0x40, 0x40, 0x40];
    private static readonly byte[] Accepted = [0x00, 0x53, 0x74, 0xC1, 19, 2, 0xA1, 11, .. "status-code"u8, 0x71, 0, 0, 0, 202];

    private ushort _channel;
    private uint _handle;
    private uint _deliveryId;

    /// <summary>A link has been attached that answers go to.</summary>
    public void OnReceiver(ushort channel, uint handle) => (_channel, _handle, _deliveryId) = (channel, handle, 0);

    /// <summary>Answers one request.</summary>
    /// <param name="request">The sections of its message.</param>
    public void Answer(ReadOnlySpan<byte> request)
    {
        ReadOnlySpan<byte> id = FindMessageId(request);
        byte size = (byte)(1 + Nulls.Length + id.Length);
        byte[] reply = [0x00, 0x53, (byte)PropertiesCode, 0xC0, size, (byte)(Nulls.Length + 1), .. Nulls, .. id, .. Accepted];
        uint delivery = _deliveryId++;

        // handle, delivery-id, delivery-tag, message-format, settled
        answers.Begin(0, _channel, FrameCodes.Transfer).UInt(_handle).UInt(delivery).Field([0xA0, 1, (byte)delivery]).UInt(0).Boolean(true).End(reply);
    }

    private static ReadOnlySpan<byte> FindMessageId(ReadOnlySpan<byte> request)
    {
        Bytes bytes = new(request);
        while (!bytes.Rest.IsEmpty)
        {
            if (bytes.Descriptor() == PropertiesCode)
            {
                return bytes.List() > 0 ? bytes.Value() : throw new FormatException("a request without a message-id");
            }

            bytes.Value();
        }

        throw new FormatException("a request without properties");
    }
}
