using TypedSender.Amqp;
using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Transport;

namespace TypedSender;

/// <summary>
/// A message whose body is a stream of the user's. The stream is read on the pool, without a lock, one piece ahead of what is sent and only once its message is the next of its link; what
/// has been read waits in <see cref="StreamPieces.Capacity"/> bytes. Under the lock but for the reading.
/// </summary>
/// <param name="domain">The lock, and the queue by which reads get to the pool.</param>
/// <param name="owner">Is told when more is ready.</param>
/// <param name="delivery">The send; not used after <see cref="Release"/>.</param>
/// <param name="sections">The message without the bytes of the stream. It is given away to this.</param>
internal sealed class StreamedMessage(SendDomain domain, IStreamOwner owner, OutgoingDelivery delivery, AmqpBuffer sections) : OutgoingStream, ICompletion
{
    private readonly StreamedBody _body = sections.Streamed!;
    private readonly StreamPieces _pieces = new();
    private readonly CancellationTokenSource _ended = new();
    private long _position;
    private long _bodySize = sections.Streamed!.Length ?? 0;
    private bool _isBodyRead = sections.Streamed!.SectionSize == 0;
    private bool _hasSection;
    private ReadState _reading;
    private bool _isReleased;

    ICompletion? ICompletion.NextCompletion { get; set; }

    public override long Ready => _pieces.Ready + (_isBodyRead ? sections.TotalLength : _body.Offset) - _position;

    public override bool IsLast => _isBodyRead;

    public override long Length => sections.TotalLength + _bodySize;

    public override bool IsReading => _reading == ReadState.Reading;

    /// <summary>Whether there is a piece to be read, and room for it.</summary>
    private bool CanRead => !_isBodyRead && !_isReleased && _pieces.HasRoom;

    public override bool TryPrepare(int payloadLimit)
    {
        if (IsLast || Ready >= Math.Min(payloadLimit, StreamPieces.PieceSize))
        {
            return true;
        }

        Request();
        return false;
    }

    public override void CopyNextTo(Span<byte> destination)
    {
        while (!destination.IsEmpty)
        {
            int count;
            if (_position >= _body.Offset && _pieces.Ready > 0)
            {
                count = _pieces.Take(destination);
            }
            else
            {
                long end = _position < _body.Offset ? _body.Offset : sections.TotalLength;
                count = (int)Math.Min(destination.Length, end - _position);
                sections.CopyTo(_position, destination[..count]);
                _position += count;
            }

            destination = destination[count..];
        }

        Request();
    }

    public override void Release()
    {
        AdaptiveLock.AssertHeld(domain.Lock);
        _isReleased = true;
        if (_reading == ReadState.Reading)
        {
            // Callbacks of the user's run on the pool; what is read into stays here until the read has ended.
            _ = _ended.CancelAsync();
        }
        else if (_reading == ReadState.Idle)
        {
            Free();
        }
    }

    void ICompletion.Complete() => _ = ReadAsync();

    /// <summary>Reads piece after piece on one thread, as far as there is room for them.</summary>
    private async Task ReadAsync()
    {
        bool goesOn;
        do
        {
            int count = 0;
            Exception? failure = null;
            try
            {
                count = await _body.FillAsync(_pieces.Room, _ended.Token).ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                failure = exception;
            }

            goesOn = OnRead(count, failure);
        }
        while (goesOn);
    }

    /// <summary>Hands on what has been read. Without the lock.</summary>
    /// <returns>Whether the next piece is to be read.</returns>
    private bool OnRead(int count, Exception? failure)
    {
        AmqpTransport? transport;
        WriteRequest write;
        bool goesOn;
        lock (domain.Lock)
        {
            _reading = ReadState.HandingOn;
            if (!_isReleased && failure is null)
            {
                Add(count);
            }

            (transport, write) = (null, WriteRequest.None);
            if (!_isReleased)
            {
                write = owner.OnRead(delivery, _body.Count, failure, out transport);
            }

            goesOn = CanRead;
            _reading = goesOn ? ReadState.Reading : ReadState.Idle;
            if (_isReleased)
            {
                Free();
            }

            domain.FlushCompletions();
        }

        transport?.Perform(write);
        return goesOn;
    }

    /// <summary>Has the next piece read, unless that is under way, or there is no room for it, or nothing left.</summary>
    private void Request()
    {
        if (_reading == ReadState.Idle && CanRead)
        {
            _reading = ReadState.Reading;
            domain.Completions.Enqueue(this);
        }
    }

    private void Add(int count)
    {
        _isBodyRead = _body.IsAtEnd;
        _bodySize = Math.Max(_bodySize, _body.Count);
        if (_body.SectionSize is not null)
        {
            _pieces.Add(count);
            return;
        }

        // The last frame has a payload, and a body one section: an empty one, if there is nothing else.
        if (count > 0 || !_hasSection || Ready == 0)
        {
            _pieces.AddSection(count, hasDescriptor: !_hasSection);
            _hasSection = true;
        }
    }

    private void Free()
    {
        _pieces.Free();
        if (!_ended.IsCancellationRequested)
        {
            _ended.Dispose();
        }

        EncodeBuffers.Recycle(sections);
    }

    private enum ReadState : byte
    {
        Idle,

        /// <summary>The stream has been asked for bytes.</summary>
        Reading,

        /// <summary>They have come, and are being appended.</summary>
        HandingOn,
    }
}
