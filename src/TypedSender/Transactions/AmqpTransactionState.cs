namespace TypedSender;

/// <summary>How far an <see cref="AmqpTransaction"/> is.</summary>
public enum AmqpTransactionState
{
    /// <summary>Messages can be sent in it, and it can be committed or rolled back.</summary>
    Active,

    /// <summary>It is being committed or rolled back.</summary>
    Ending,

    /// <summary>The peer has committed it: all of its messages are there.</summary>
    Committed,

    /// <summary>It is rolled back: none of its messages is there.</summary>
    RolledBack,

    /// <summary>The commit may have reached the peer, and no answer came: either all of its messages are there, or none.</summary>
    Indeterminate,
}
