using System.Buffers.Binary;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Amqp.Engine;

/// <summary>The octets on their way out, and who may add to them.</summary>
internal sealed partial class ConnectionEngine
{
    private const int FrameHeaderSize = 8;

    // What the transfer performative of a delivery takes at the most: descriptor, list8, handle, ids, tag of eight octets, format, flags.
    private const int TransferHeaderBound = 48;

    // What a frame that carries an error has besides it, or besides its text when that is cut.
    private const int ErrorFrameBound = 128;

    // A peer may take frames of any size; beyond this they gain nothing and hold up the other links.
    private const uint LargestFrame = 256 * 1024;

    private readonly IFrameTrace? _frameTrace = settings.FrameTrace;
    private AmqpBuffer _output = new(64 * 1024);
    private long _takenOctets;
    private SenderLink? _ready;

    // Deliveries that were decided before they had been written; null until there is one.
    private Queue<(SessionEngine Session, uint DeliveryId, long EndOffset)>? _decidedEarly;

    /// <summary>How many octets have been appended since the beginning; a delivery's last octet lies at such an offset.</summary>
    public long StreamOffset => _takenOctets + _output.Length;

    /// <summary>Where what has been handed over ends: of what lies beyond, the peer can have nothing.</summary>
    public long TakenOffset => _takenOctets;

    /// <summary>How many octets wait to be written. May be read without the lock, by the one who takes them, as a hint.</summary>
    public int OutputLength => _output.Length;

    public bool HasOutput => _output.Length > 0;

    /// <summary>True while less waits to be written than the high-water mark, and no close stands behind it: nothing follows that (AMQP 1.0, 2.4.3).</summary>
    public bool HasRoom => _output.Length < Settings.OutputHighWater && !IsCloseSent;

    /// <summary>
    /// True while so much waits to be written that it can only be answers to a peer which does not read them: what it sends is not taken in until it does, so that they do
    /// not gather without end.
    /// </summary>
    public bool IsOverfull => _output.Length > Settings.OutputHighWater * 4L;

    /// <summary>True once appended octets have been given up: no transfer that is not yet handed over ever leaves.</summary>
    public bool IsOutputDropped { get; private set; }

    /// <summary>The largest payload that fits one transfer frame whatever its header.</summary>
    public int TransferPayloadLimit { get; private set; } = 512 - FrameHeaderSize - TransferHeaderBound;

    /// <summary>True when the deliveries of one session must not alternate their frames, because the peer cannot take it.</summary>
    internal bool KeepsDeliveriesWhole { get; private set; }

    /// <summary>True when credit must be granted only once all of it has been used, because the peer would add the new credit to the old.</summary>
    internal bool GrantsCreditWhenUsed { get; private set; }

    /// <summary>The number of deliveries that have been appended as settled, which the peer does not confirm.</summary>
    public long PresettledCount { get; private set; }

    /// <summary>Hands over what has gathered; the octets to come go to <paramref name="spare"/>.</summary>
    public AmqpBuffer TakeOutput(AmqpBuffer spare)
    {
        AmqpBuffer taken = _output;
        _takenOctets += taken.Length;
        spare.Clear();
        _output = spare;
        return taken;
    }

    /// <summary>
    /// Appends what waits, link after link in turn, as far as the gates allow and up to <paramref name="budget"/> octets: one message a turn, and of a message in
    /// several frames one frame, unless the peer needs deliveries whole. Links that cannot go on stay in the circle until they are empty.
    /// </summary>
    public void Pump(int budget = 256 * 1024)
    {
        long limit = StreamOffset + budget;
        SenderLink? firstStuck = null;
        while (_ready is { } link && link != firstStuck && StreamOffset < limit)
        {
            bool progressed = link.TryAppendNextFrame(out _);
            if (progressed)
            {
                // The end of a delivery may be what another one waits for.
                firstStuck = null;
            }

            if (!link.HasWork)
            {
                UnmarkReady(link);
                link.AnswerDrain();
                continue;
            }

            _ready = link.NextReady;
            firstStuck ??= progressed ? null : link;
        }
    }

    /// <summary>Call while no write is under way: what has been taken is written, or will never be. Decides about deliveries that wait for this.</summary>
    public void OnWritten()
    {
        while (_decidedEarly is { Count: > 0 } waiting && waiting.Peek().EndOffset <= _takenOctets && !IsOutputDropped)
        {
            (SessionEngine session, uint deliveryId, _) = waiting.Dequeue();
            session.ConcludeEarly(deliveryId);
        }
    }

    /// <summary>Delays an early verdict on a delivery whose last frame has been appended until that frame has been written.</summary>
    internal void AwaitWritten(OutgoingDelivery delivery)
        => (_decidedEarly ??= []).Enqueue((delivery.Link!.Session, delivery.DeliveryId, delivery.EndOffset));

    /// <summary>Puts a link that has something waiting into the circle.</summary>
    internal void MarkReady(SenderLink link)
    {
        if (link.NextReady is not null)
        {
            return;
        }

        if (_ready is null)
        {
            _ready = link.NextReady = link.PreviousReady = link;
            return;
        }

        link.NextReady = _ready;
        link.PreviousReady = _ready.PreviousReady;
        _ready.PreviousReady!.NextReady = link;
        _ready.PreviousReady = link;
    }

    internal void UnmarkReady(SenderLink link)
    {
        if (link.NextReady is not { } next)
        {
            return;
        }

        if (next == link)
        {
            _ready = null;
        }
        else
        {
            next.PreviousReady = link.PreviousReady;
            link.PreviousReady!.NextReady = next;
            if (_ready == link)
            {
                _ready = next;
            }
        }

        link.NextReady = link.PreviousReady = null;
    }

    /// <summary>Appends a frame, unless the close is out.</summary>
    /// <exception cref="AmqpEncodeException">The performative cannot be encoded, or is larger than the peer's max-frame-size; nothing has been appended.</exception>
    internal void WriteFrame<T>(ushort channel, in T performative)
        where T : IAmqpComposite<T>
    {
        if (IsCloseSent)
        {
            return;
        }

        int start = _output.Length;
        try
        {
            BeginFrame(channel, performative);
            CheckSize<T>(_output.TotalLength - start);
        }
        catch (AmqpEncodeException)
        {
            CutOutput(start);
            throw;
        }

        if (_output.HasBorrowed)
        {
            CopyBorrowed(start);
        }

        EndFrame(start);
    }

    /// <summary>Appends a message that fits one frame.</summary>
    /// <returns>Where its last octet lies.</returns>
    internal long WriteTransfer(ushort channel, uint handle, in TransferStart delivery, ReadOnlySpan<byte> message)
    {
        int start = _output.Length;
        Span<byte> octets = _output.GetSpan(TransferHeader.MaxSize + message.Length);
        int header = TransferHeader.WriteFirst(octets, channel, handle, delivery, message.Length, more: false);
        message.CopyTo(octets[header..]);
        _output.Advance(header + message.Length);
        Trace(start);
        PresettledCount += delivery.IsSettled ? 1 : 0;
        return StreamOffset;
    }

    /// <summary>Appends as much of a delivery as one frame takes.</summary>
    /// <returns>Where its last octet lies.</returns>
    internal long WriteTransferFrame(ushort channel, uint handle, OutgoingDelivery delivery, out bool finished)
    {
        long remaining = delivery.Length - delivery.Position;
        finished = remaining <= TransferPayloadLimit;
        int size = finished ? (int)remaining : TransferPayloadLimit;
        int start = _output.Length;
        Span<byte> octets = _output.GetSpan(TransferHeader.MaxSize + size);
        int header = delivery.Position == 0
            ? TransferHeader.WriteFirst(octets, channel, handle, delivery.Start, size, more: !finished)
            : TransferHeader.WriteNext(octets, channel, handle, delivery.DeliveryId, size, more: !finished);
        delivery.CopyNextTo(octets.Slice(header, size));
        _output.Advance(header + size);
        Trace(start);
        PresettledCount += finished && delivery.IsPresettled ? 1 : 0;
        return StreamOffset;
    }

    /// <summary>Forgets what has not been handed over. Offsets stay as they are: what lay there has certainly not left.</summary>
    private void DropOutput()
    {
        // An open that has not left either has to be said again before the close (AMQP 1.0, 2.4.1).
        IsOpenSent &= _takenOctets > 0;
        IsOutputDropped = true;
        _takenOctets += _output.Length;
        _output.Clear();
    }

    private void CutOutput(int length)
    {
        _output.Clear();
        _output.SetLength(length);
    }

    /// <summary>Large binary values in properties are borrowed by the writer; what is written to the socket lies in one piece.</summary>
    private void CopyBorrowed(int start)
    {
        byte[] frame = new byte[_output.TotalLength - start];
        _output.CopyTo(start, frame);
        CutOutput(start);
        _output.Append(frame);
    }

    private void CheckSize<T>(long size)
        where T : IAmqpComposite<T>
    {
        // What an open may have at the most is known only from the peer's, so ours goes as it is.
        if (size > RemoteMaxFrameSize && T.DescriptorCode != FrameCode.Open)
        {
            throw new AmqpEncodeException(
                $"The {typeof(T).Name.ToLowerInvariant()} frame needs {size} octets, and the peer takes frames of {RemoteMaxFrameSize} at the most. Send fewer or shorter properties.");
        }
    }

    /// <summary>The error as it certainly fits one frame: without info, and with the beginning of its text, if that is what it takes.</summary>
    internal AmqpError? Fit(AmqpError? error)
    {
        if (error is null)
        {
            return null;
        }

        AmqpBuffer measured = new();
        AmqpWriter writer = new(measured);
        error.Encode(ref writer);
        writer.Flush();
        if (measured.TotalLength <= RemoteMaxFrameSize - ErrorFrameBound)
        {
            return error;
        }

        // A char takes three octets of UTF-8 at the most; half a surrogate pair cannot be encoded.
        string text = error.Description ?? string.Empty;
        int length = Math.Min(text.Length, (int)Math.Min(RemoteMaxFrameSize - (2 * ErrorFrameBound), LargestFrame) / 3);
        length -= length > 0 && char.IsHighSurrogate(text[length - 1]) ? 1 : 0;
        return new AmqpError { Condition = error.Condition, Description = text[..length] };
    }

    /// <summary>An empty frame, which only shows that this side lives (AMQP 1.0, 2.4.5).</summary>
    private void WriteHeartbeat()
    {
        BeginFrameHeader(0);
        EndFrame(_output.Length - FrameHeaderSize);
    }

    private int BeginFrame<T>(ushort channel, in T performative)
        where T : IAmqpComposite<T>
    {
        int start = _output.Length;
        BeginFrameHeader(channel);
        AmqpWriter writer = new(_output);
        performative.Encode(ref writer);
        writer.Flush();
        return start;
    }

    private void BeginFrameHeader(ushort channel)
    {
        // Size is filled in at the end; data offset 2 words, type 0 is AMQP (AMQP 1.0, 2.3.1).
        Span<byte> header = _output.GetSpan(FrameHeaderSize);
        BinaryPrimitives.WriteUInt64BigEndian(header, 0x0000_0000_0200_0000UL | channel);
        _output.Advance(FrameHeaderSize);
    }

    private void EndFrame(int start)
    {
        BinaryPrimitives.WriteInt32BigEndian(_output.Array.AsSpan(start), _output.Length - start);
        Trace(start);
    }

    private void Trace(int start)
    {
        if (_frameTrace is { } trace)
        {
            ReadOnlySpan<byte> frame = _output.WrittenSpan[start..];
            trace.OnFrame(isIncoming: false, isSasl: false, BinaryPrimitives.ReadUInt16BigEndian(frame[6..]), frame[FrameHeaderSize..]);
        }
    }
}
