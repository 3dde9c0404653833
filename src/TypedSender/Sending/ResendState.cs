namespace TypedSender;

/// <summary>The history of a retained message that has been, or may be, sent again. A part of its delivery; under the lock.</summary>
internal struct ResendState
{
    /// <summary>How often the retry policy has sent it again, as far as it counts.</summary>
    public int Attempts { get; set; }

    /// <summary>True when the retry policy has sent it again, whether that counts or not.</summary>
    public bool HasRetried { get; set; }

    /// <summary>How often it has left, or may have, without this one.</summary>
    public int Sent { get; private set; }

    /// <summary>True when an earlier attempt may have left: whatever becomes of this one, the peer may have the message.</summary>
    public bool MayBeStored { get; private set; }

    /// <summary>The pause before it is sent again; null until there was one. Belongs to the <see cref="ResendQueue"/>.</summary>
    public DeadlineNode? Pause { get; set; }

    /// <summary>The peer did not accept the message.</summary>
    public void OnNotAccepted() => Sent++;

    /// <summary>The link of the message was lost.</summary>
    /// <param name="hasLeft">Whether it may have left.</param>
    public void OnLost(bool hasLeft)
    {
        MayBeStored |= hasLeft;
        Sent += hasLeft ? 1 : 0;
    }
}
