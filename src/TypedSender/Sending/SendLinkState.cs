namespace TypedSender;

/// <summary>Where the link of a sender is on its way from nothing to attached and back (AMQP 1.0, 2.6.3 to 2.6.5).</summary>
internal enum SendLinkState : byte
{
    /// <summary>There is no link, and none is wanted.</summary>
    Idle,

    /// <summary>A link is wanted, and there is no connection that works.</summary>
    WaitingForConnection,

    /// <summary>There is a connection, and the peer has not accepted a token for the address yet.</summary>
    Authorizing,

    /// <summary>There is a connection, and no session that has a handle left.</summary>
    WaitingForSession,

    /// <summary>Our attach frame has been appended, the peer's has not come.</summary>
    Attaching,

    /// <summary>Both ends are attached.</summary>
    Attached,

    /// <summary>There is a connection, and the sender does without a link of its own: its messages go out on links of their addresses.</summary>
    Bypassed,

    /// <summary>The link is lost, and the retry policy is being asked.</summary>
    AskingPolicy,

    /// <summary>The pause that the policy gave is running.</summary>
    Pausing,
}
