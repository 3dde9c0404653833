using System.Runtime.InteropServices;
using Microsoft.Azure.Amqp;

namespace TypedSender;

/// <summary>
/// One encoded message on its way over a link of Microsoft.Azure.Amqp, which asks it for its bytes a frame at a time. It decides, once, whether the first frame may leave or the
/// link is lost before.
/// </summary>
internal sealed class CarriedMessage : AmqpMessage
{
    // No frame of it is being sent.
    private const int Idle = 0;

    // The link is lost, and no frame leaves any more.
    private const int Dead = -1;

    // A call that sends its first frame has thrown, perhaps after the session took the frame.
    private const int MayHaveLeft = -2;

    private readonly ArraySegment<byte> _bytes;

    // One of the constants, or the managed id (above 0) of the thread that is giving the first frame to the session, or has.
    private int _attempt;
    private volatile bool _isHandedOver;
    private bool _hasSeveralFrames;

    public CarriedMessage(in EncodedMessage message, SendTicket ticket)
    {
        MemoryMarshal.TryGetArray(message.Bytes, out _bytes);
        MessageFormat = message.MessageFormat;
        IsPresettled = message.IsSettled;
        Ticket = ticket;
    }

    public SendTicket Ticket { get; }

    /// <summary>The link that it was given to last; null while it waits for the first time.</summary>
    public LinkFeed? Feed { get; set; }

    /// <summary>Whether a link has it and its send has not ended. Guarded by the transport's lock.</summary>
    public bool IsUnderWay { get; set; }

    /// <summary>The neighbours in the list that it is in. Guarded by the transport's lock.</summary>
    public CarriedMessage? PreviousInList { get; set; }

    /// <inheritdoc cref="PreviousInList"/>
    public CarriedMessage? NextInList { get; set; }

    /// <summary>Whether its last byte was given to the session.</summary>
    public bool IsHandedOver => _isHandedOver;

    /// <summary>Whether no frame of it can leave: it has been stopped.</summary>
    public bool IsStopped => Volatile.Read(ref _attempt) == Dead;

    /// <summary>Whether its only frame was given to the session.</summary>
    public bool IsSingleFrame => _isHandedOver && !_hasSeveralFrames;

    /// <summary>Whether it is sent settled.</summary>
    public bool IsPresettled { get; }

    /// <summary>The array that holds its bytes.</summary>
    public byte[] Buffer => _bytes.Array!;

    public override long SerializedMessageSize => _bytes.Count;

    /// <summary>Called by the link for each frame: before it is given to the session, and again if the session's window was closed (AMQP 1.0, 2.5.6).</summary>
    public override ArraySegment<byte>[] GetPayload(int payloadSize, out bool more)
    {
        int position = (int)BytesTransfered;
        if (position == 0)
        {
            BeginAttempt();
        }

        int size = Math.Min(payloadSize, _bytes.Count - position);
        more = position + size < _bytes.Count;
        _hasSeveralFrames |= more;
        return [_bytes.Slice(position, size)];
    }

    /// <summary>The thread that gave it to the link has come back: it tells whether the session's window was closed and nothing of it has left.</summary>
    public void OnGiven()
    {
        if (BytesTransfered == 0)
        {
            // An attempt of another thread that has begun meanwhile is not ended.
            Interlocked.CompareExchange(ref _attempt, Idle, Environment.CurrentManagedThreadId);
        }
    }

    /// <summary>The call of this thread that gave it to the link has thrown: its first frame may have left before.</summary>
    public void OnThrown() => Interlocked.CompareExchange(ref _attempt, MayHaveLeft, Environment.CurrentManagedThreadId);

    /// <summary>Makes sure that no frame of it leaves any more.</summary>
    /// <returns>False if one has left, or may have.</returns>
    public bool TryStop() => Interlocked.CompareExchange(ref _attempt, Dead, Idle) is Idle or Dead;

    protected override void OnCompletePayload(int payloadSize)
    {
        if (BytesTransfered >= _bytes.Count)
        {
            _isHandedOver = true;

            // The thread that gives messages may be about to wait for this one.
            Interlocked.MemoryBarrier();
            Feed!.OnHandedOver(this);
        }
    }

    /// <summary>Notes that this thread gives the first frame to the session from now on.</summary>
    private void BeginAttempt()
    {
        int seen = Volatile.Read(ref _attempt);
        while (seen != MayHaveLeft)
        {
            if (seen == Dead)
            {
                throw new InvalidOperationException("The link was lost before this message left, and its send has ended as not sent.");
            }

            int found = Interlocked.CompareExchange(ref _attempt, Environment.CurrentManagedThreadId, seen);
            if (found == seen)
            {
                return;
            }

            seen = found;
        }
    }
}
