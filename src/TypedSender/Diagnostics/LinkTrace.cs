using TypedSender.Amqp;
using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Performatives;

namespace TypedSender;

/// <summary>
/// Finds the frames of one sending link among those of its connection: by name, by the handles that both sides give it, and by the deliveries that it carries (AMQP 1.0, 2.6.2 and 2.7). Under the
/// connection's lock.
/// </summary>
/// <param name="name">The name of the link.</param>
/// <param name="frames">Gets its frames.</param>
internal sealed class LinkTrace(string name, IFrameTrace frames)
{
    private readonly HashSet<uint> _unsettled = [];
    private (ushort Channel, uint Handle)? _local;
    private (ushort Channel, uint Handle)? _remote;
    private bool _isDetached;

    public string Name { get; } = name;

    public IFrameTrace Frames { get; } = frames;

    /// <summary>True once both sides have detached the link, or its session has ended.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Whether a frame is of the link.</summary>
    /// <param name="isIncoming">Whether the peer sent it.</param>
    /// <param name="channel">The channel, a number of the side that sent it.</param>
    /// <param name="performative">The kind of frame.</param>
    /// <param name="fields">The fields of the performative; missing ones at the end are null.</param>
    public bool Concerns(bool isIncoming, ushort channel, in AmqpDescriptor performative, List<object?> fields)
    {
        if (performative.Is(FrameCode.Attach, "amqp:attach:list"))
        {
            return OnAttach(isIncoming, channel, fields);
        }

        if (performative.Is(FrameCode.Flow, "amqp:flow:list"))
        {
            return IsHandle(isIncoming, channel, Get(fields, 4));
        }

        if (performative.Is(FrameCode.Transfer, "amqp:transfer:list"))
        {
            return IsHandle(isIncoming, channel, Get(fields, 0)) && OnTransfer(fields);
        }

        if (performative.Is(FrameCode.Disposition, "amqp:disposition:list"))
        {
            return (isIncoming ? _remote : _local)?.Channel == channel && OnDisposition(isIncoming, fields);
        }

        if (performative.Is(FrameCode.Detach, "amqp:detach:list"))
        {
            return IsHandle(isIncoming, channel, Get(fields, 0)) && OnDetach();
        }

        IsOver |= performative.Is(FrameCode.End, "amqp:end:list") && (isIncoming ? _remote : _local)?.Channel == channel;
        return false;
    }

    private static object? Get(List<object?> fields, int index) => index < fields.Count ? fields[index] : null;

    private bool IsHandle(bool isIncoming, ushort channel, object? handle) => handle is uint number && (isIncoming ? _remote : _local) == (channel, number);

    private bool OnAttach(bool isIncoming, ushort channel, List<object?> fields)
    {
        // The role is that of the side that sends the frame: false for a sender. The peer may use the same name for a link in the other direction.
        if (Get(fields, 0) as string != Name || Get(fields, 1) is not uint handle || Get(fields, 2) is not bool isReceiver || isReceiver != isIncoming)
        {
            return false;
        }

        if (isIncoming)
        {
            _remote = (channel, handle);
        }
        else
        {
            _local = (channel, handle);
        }

        return true;
    }

    private bool OnTransfer(List<object?> fields)
    {
        // Only the first frame of a delivery has to have its id; an aborted one is settled (2.7.5).
        if (Get(fields, 1) is uint id)
        {
            _ = Get(fields, 4) is true || Get(fields, 9) is true ? _unsettled.Remove(id) : _unsettled.Add(id);
        }

        return true;
    }

    private bool OnDisposition(bool isIncoming, List<object?> fields)
    {
        if (Get(fields, 0) is not bool isReceiver || isReceiver != isIncoming || Get(fields, 1) is not uint first)
        {
            return false;
        }

        // Ids are serial numbers, so the range may pass through zero (2.8.10).
        uint length = unchecked((Get(fields, 2) as uint? ?? first) - first);
        bool concerns = _unsettled.Any(id => unchecked(id - first) <= length);
        if (Get(fields, 3) is true)
        {
            _unsettled.RemoveWhere(id => unchecked(id - first) <= length);
        }

        return concerns;
    }

    private bool OnDetach()
    {
        IsOver = _isDetached;
        _isDetached = true;
        return true;
    }
}
