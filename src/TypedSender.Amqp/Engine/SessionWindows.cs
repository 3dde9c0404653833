using System.Diagnostics;
using TypedSender.Amqp.Performatives;

namespace TypedSender.Amqp.Engine;

/// <summary>
/// The flow control of a session: how many transfer frames either side may still send, and the ids by which both count them (AMQP 1.0, 2.5.6). Not thread-safe: the
/// owner's lock guards it.
/// </summary>
internal sealed class SessionWindows(SessionSettings settings)
{
    // What is left of the outgoing window that was announced last.
    private uint _outgoingWindow = settings.OutgoingWindow;

    /// <summary>The id of the next transfer to the peer.</summary>
    public uint NextOutgoingId { get; private set; } = settings.InitialOutgoingId;

    /// <summary>The number of transfers that the peer still takes.</summary>
    public uint RemoteIncomingWindow { get; private set; }

    /// <summary>The id that the next transfer of the peer has by its own count.</summary>
    public uint NextIncomingId { get; private set; }

    /// <summary>The number of transfers that this side still takes.</summary>
    public uint IncomingWindow { get; private set; } = settings.IncomingWindow;

    /// <summary>Takes the first ids and windows from the peer's begin.</summary>
    public void OnBegin(in Begin begin)
    {
        NextIncomingId = begin.NextOutgoingId;
        RemoteIncomingWindow = begin.IncomingWindow;
    }

    /// <summary>Takes the peer's count and window from its flow.</summary>
    public void OnFlow(in Flow flow)
    {
        // The peer's own count stands.
        NextIncomingId = flow.NextOutgoingId;

        // What the peer had not seen yet when it wrote this still counts against its window; before it has seen our begin, the first id stands in.
        int underway = SerialNumber.Distance(flow.NextIncomingId ?? settings.InitialOutgoingId, NextOutgoingId);
        long window = flow.IncomingWindow - (long)underway;
        RemoteIncomingWindow = window < 0 ? 0 : (uint)Math.Min(window, uint.MaxValue);
    }

    /// <summary>
    /// True when as many transfers have been sent as were announced: a flow frame has to announce more before the next. Nothing else is bounded by it, as the peer reads
    /// transfers as they come.
    /// </summary>
    public bool IsOutgoingUsed => _outgoingWindow == 0;

    /// <summary>The outgoing window for a begin or flow frame, counted from the next transfer.</summary>
    public uint AnnounceOutgoing() => _outgoingWindow = settings.OutgoingWindow;

    /// <summary>Counts a transfer that is sent; the window of the peer must be open.</summary>
    public void CountOutgoing()
    {
        Debug.Assert(RemoteIncomingWindow > 0, "A transfer goes out within the window of the peer (AMQP 1.0, 2.5.6).");
        RemoteIncomingWindow--;
        _outgoingWindow--;
        unchecked
        {
            NextOutgoingId++;
        }
    }

    /// <summary>Counts a transfer that has come; false when the window of this side was closed.</summary>
    public bool TryCountIncoming()
    {
        if (IncomingWindow == 0)
        {
            return false;
        }

        unchecked
        {
            NextIncomingId++;
        }

        IncomingWindow--;
        return true;
    }

    /// <summary>Opens the window of this side again once half of it has been used; false before. The caller must then send a flow frame.</summary>
    public bool TryRenewIncoming()
    {
        Debug.Assert(IncomingWindow <= settings.IncomingWindow, "The window is never wider than was told.");
        if (IncomingWindow > settings.IncomingWindow / 2)
        {
            return false;
        }

        IncomingWindow = settings.IncomingWindow;
        return true;
    }
}
