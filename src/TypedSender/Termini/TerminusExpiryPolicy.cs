namespace TypedSender;

/// <summary>When the time begins to run after which a terminus expires (AMQP 1.0, 3.5.6). Re-attaching the link before stops it.</summary>
public enum TerminusExpiryPolicy : byte
{
    /// <summary>When the last session that the link was attached on ends; the default of AMQP 1.0.</summary>
    SessionEnd = 0,

    /// <summary>When the link is detached.</summary>
    LinkDetach = 1,

    /// <summary>When the last connection that the link was attached on is closed.</summary>
    ConnectionClose = 2,

    /// <summary>Never: the terminus does not expire by itself.</summary>
    Never = 3,
}
