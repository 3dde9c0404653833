using System.Buffers.Binary;
using System.Diagnostics;

namespace TypedSender.Amqp.Engine;

/// <summary>
/// The bytes of a connection that wait to be written, frame after frame, and where they lie in the stream of all its bytes. Not thread-safe: the owner's lock guards it.
/// </summary>
internal sealed class OutputBuffer(IFrameTrace? trace)
{
    /// <summary>A peer may take frames of any size; larger ones gain nothing and hold up the other links.</summary>
    public const uint LargestFrame = 256 * 1024;

    public const int FrameHeaderSize = 8;

    // What the transfer performative of a delivery takes at the most: descriptor, list8, handle, ids, tag of eight bytes, format, flags.
    private const int TransferHeaderBound = 48;

    private AmqpBuffer _bytes = new(64 * 1024);

    /// <summary>The trace of the frames that are appended; null for none.</summary>
    public IFrameTrace? FrameTrace { get; set; } = trace;

    /// <summary>The number of bytes that wait to be written. May be read without the lock, by the writing thread, as a hint.</summary>
    public int Length => _bytes.Length;

    /// <summary>The number of bytes that have been appended since the beginning; a delivery's last byte lies at such an offset.</summary>
    public long StreamOffset => TakenOffset + _bytes.Length;

    /// <summary>The end of what has been taken or dropped: of what lies beyond, the peer can have nothing.</summary>
    public long TakenOffset { get; private set; }

    /// <summary>The end of what has been taken to be written: what was dropped lies beyond it, and has certainly not left.</summary>
    public long StartedOffset { get; private set; }

    /// <summary>The number of deliveries that have been appended as settled, which the peer does not confirm.</summary>
    public long PresettledCount { get; private set; }

    /// <summary>The number of those before <see cref="StartedOffset"/>.</summary>
    public long StartedPresettledCount { get; private set; }

    /// <summary>True once appended bytes have been dropped: no transfer that has not been taken yet ever leaves.</summary>
    public bool IsDropped { get; private set; }

    /// <summary>True once the close has been appended: nothing follows it (AMQP 1.0, 2.4.3).</summary>
    public bool IsClosed { get; private set; }

    /// <summary>The largest frame that the peer takes, in bytes: 512 until its open says more (AMQP 1.0, 2.7.1).</summary>
    public uint MaxFrameSize { get; private set; } = ConnectionSettings.LeastMaxFrameSize;

    /// <summary>The largest payload that fits one transfer frame whatever its header.</summary>
    public int TransferPayloadLimit { get; private set; } = ConnectionSettings.LeastMaxFrameSize - FrameHeaderSize - TransferHeaderBound;

    /// <summary>Sets the largest frame that the peer takes, in bytes.</summary>
    public void SetMaxFrameSize(uint size)
    {
        Debug.Assert(size >= ConnectionSettings.LeastMaxFrameSize, "No peer takes less than MIN-MAX-FRAME-SIZE (AMQP 1.0, 2.8.19).");
        MaxFrameSize = size;
        TransferPayloadLimit = (int)Math.Min(size, LargestFrame) - FrameHeaderSize - TransferHeaderBound;
    }

    /// <summary>Takes what has gathered, to be written; the bytes to come go to <paramref name="spare"/>.</summary>
    public AmqpBuffer Take(AmqpBuffer spare)
    {
        AmqpBuffer taken = _bytes;
        TakenOffset += taken.Length;
        spare.Clear();
        _bytes = spare;
        if (!IsDropped)
        {
            StartedOffset = TakenOffset;
            StartedPresettledCount = PresettledCount;
        }

        Debug.Assert(StartedOffset <= TakenOffset && StartedPresettledCount <= PresettledCount, "Nothing is started that has not been appended.");
        return taken;
    }

    /// <summary>Drops what has not been taken. Offsets stay as they are: what lay there has certainly not left.</summary>
    public void Drop()
    {
        IsDropped = true;
        TakenOffset += _bytes.Length;
        _bytes.Clear();
    }

    /// <summary>Lets nothing more be appended: the close is the last frame.</summary>
    public void Close() => IsClosed = true;

    /// <summary>Appends a frame, unless the close has been appended.</summary>
    /// <exception cref="AmqpEncodeException">The performative cannot be encoded, or is larger than the peer's max-frame-size; nothing has been appended.</exception>
    public void WriteFrame<T>(ushort channel, in T performative)
        where T : IAmqpComposite<T>
    {
        if (IsClosed)
        {
            return;
        }

        int start = _bytes.Length;
        try
        {
            BeginFrame(channel);
            AmqpWriter writer = new(_bytes);
            performative.Encode(ref writer);
            writer.Flush();
            CheckSize<T>(_bytes.TotalLength - start);
        }
        catch (AmqpEncodeException)
        {
            Truncate(start);
            throw;
        }

        if (_bytes.HasBorrowed)
        {
            CopyBorrowed(start);
        }

        EndFrame(start);
    }

    /// <summary>Appends an empty frame, which only shows that this side lives (AMQP 1.0, 2.4.5).</summary>
    public void WriteHeartbeat()
    {
        Debug.Assert(!IsClosed, "Nothing follows a close.");
        int start = _bytes.Length;
        BeginFrame(0);
        EndFrame(start);
    }

    /// <summary>Appends a message that fits one frame.</summary>
    /// <returns>The offset of its end in the stream.</returns>
    public long WriteTransfer(ushort channel, uint handle, in TransferStart delivery, ReadOnlySpan<byte> message)
    {
        Debug.Assert(!IsClosed, "Nothing follows a close.");
        Debug.Assert(message.Length <= TransferPayloadLimit, "The message fits one frame of the peer.");
        int start = _bytes.Length;
        Span<byte> frame = _bytes.GetSpan(TransferHeader.MaxSize + message.Length);
        int header = TransferHeader.WriteFirst(frame, channel, handle, delivery, message.Length, more: false);
        message.CopyTo(frame[header..]);
        _bytes.Advance(header + message.Length);
        Trace(start);
        PresettledCount += delivery.IsSettled ? 1 : 0;
        return StreamOffset;
    }

    /// <summary>Appends as much of a delivery as one frame takes.</summary>
    /// <returns>The offset of its end in the stream.</returns>
    public long WriteTransferFrame(ushort channel, uint handle, OutgoingDelivery delivery, out bool finished)
    {
        Debug.Assert(!IsClosed, "Nothing follows a close.");
        long ready = delivery.Ready;
        bool isResumed = delivery is { IsResumed: true, Position: 0 };
        int size = (int)Math.Min(ready, TransferPayloadLimit - (delivery.Fields?.State?.Length ?? 0) - (isResumed ? TransferHeader.ResumedSize : 0));
        finished = size == ready && delivery.IsWhole;
        int start = _bytes.Length;
        Span<byte> frame = _bytes.GetSpan(TransferHeader.MaxSizeWithFields + size);
        int header = delivery switch
        {
            { Position: > 0, Fields.State: { } state } => TransferHeader.WriteNext(frame, channel, handle, delivery.DeliveryId, state, size, more: !finished),
            { Position: > 0 } => TransferHeader.WriteNext(frame, channel, handle, delivery.DeliveryId, size, more: !finished),
            _ when isResumed => TransferHeader.WriteResumed(frame, channel, handle, delivery.Start, size, more: !finished),
            { Fields: { } fields } => TransferHeader.WriteFirst(frame, channel, handle, delivery.Start, fields, size, more: !finished),
            _ => TransferHeader.WriteFirst(frame, channel, handle, delivery.Start, size, more: !finished),
        };
        delivery.CopyNextTo(frame.Slice(header, size));
        _bytes.Advance(header + size);
        Trace(start);
        PresettledCount += finished && delivery.IsPresettled ? 1 : 0;
        return StreamOffset;
    }

    private void BeginFrame(ushort channel)
    {
        // Size is filled in at the end; data offset 2 words, type 0 is AMQP (AMQP 1.0, 2.3.1).
        Span<byte> header = _bytes.GetSpan(FrameHeaderSize);
        BinaryPrimitives.WriteUInt64BigEndian(header, 0x0000_0000_0200_0000UL | channel);
        _bytes.Advance(FrameHeaderSize);
    }

    private void EndFrame(int start)
    {
        BinaryPrimitives.WriteInt32BigEndian(_bytes.Array.AsSpan(start), _bytes.Length - start);
        Trace(start);
    }

    private void CheckSize<T>(long size)
        where T : IAmqpComposite<T>
    {
        // What an open may have at the most is known only from the peer's, so ours goes as it is.
        if (size > MaxFrameSize && T.DescriptorCode != FrameCode.Open)
        {
            throw new AmqpEncodeException(
                $"The {typeof(T).Name.ToLowerInvariant()} frame needs {size} bytes, and the peer takes frames of {MaxFrameSize} at the most. Send fewer or shorter properties.");
        }
    }

    /// <summary>Large binary values in properties are borrowed by the writer; what is written to the socket lies in one piece.</summary>
    private void CopyBorrowed(int start)
    {
        byte[] frame = new byte[_bytes.TotalLength - start];
        _bytes.CopyTo(start, frame);
        Truncate(start);
        _bytes.Append(frame);
    }

    private void Truncate(int length)
    {
        _bytes.Clear();
        _bytes.SetLength(length);
    }

    private void Trace(int start)
    {
        if (FrameTrace is not null)
        {
            ReadOnlySpan<byte> frame = _bytes.WrittenSpan[start..];
            FrameTrace.OnFrame(isIncoming: false, isSasl: false, BinaryPrimitives.ReadUInt16BigEndian(frame[6..]), frame[FrameHeaderSize..]);
        }
    }
}
