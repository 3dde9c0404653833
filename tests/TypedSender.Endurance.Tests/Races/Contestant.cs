namespace TypedSender.Endurance.Tests.Races;

/// <summary>What may happen at the same moment as something else.</summary>
internal enum Contestant
{
    /// <summary>A message is sent.</summary>
    Send,

    /// <summary>The caller's token is cancelled.</summary>
    Cancel,

    /// <summary>The deadline of the send passes.</summary>
    Timeout,

    /// <summary>The client is closed.</summary>
    Dispose,

    /// <summary>The peer detaches the link.</summary>
    Detach,

    /// <summary>The peer ends the session.</summary>
    End,

    /// <summary>The peer closes the connection.</summary>
    Close,

    /// <summary>The peer resets the connection.</summary>
    Reset,

    /// <summary>The peer grants the credit for which the message waits.</summary>
    Flow,

    /// <summary>The peer accepts the message.</summary>
    Disposition,
}
