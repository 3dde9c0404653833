using TypedSender.Amqp.Performatives;

namespace TypedSender.Amqp.Engine;

/// <summary>How far a link is between attach and detach (AMQP 1.0, 2.6).</summary>
internal enum LinkState : byte
{
    AttachSent,
    Attached,
    DetachSent,
    Detached,
}

/// <summary>State common to both ends of a link. Not thread-safe: the owner's lock guards it.</summary>
internal abstract class Link(SessionEngine session, string name, uint handle)
{
    public SessionEngine Session { get; } = session;

    public string Name { get; } = name;

    public uint Handle { get; } = handle;

    public abstract Role Role { get; }

    public LinkState State { get; set; } = LinkState.AttachSent;

    /// <summary>The peer's handle, once it has attached.</summary>
    public uint? RemoteHandle { get; set; }

    /// <summary>The largest message that the peer takes, in bytes; null for no limit (AMQP 1.0, 2.7.3).</summary>
    public ulong? RemoteMaxMessageSize
    {
        get;
        set
        {
            field = value;
            MessageSizeLimit = (long)Math.Min(value ?? long.MaxValue, long.MaxValue);
        }
    }

    /// <summary>The same as a number that every size can be compared with.</summary>
    public long MessageSizeLimit { get; private set; } = long.MaxValue;

    public bool IsAttached => State == LinkState.Attached;

    /// <summary>The reason why this side detached the link; null when it did not, or gave no reason.</summary>
    public AmqpError? DetachError { get; private set; }

    /// <summary>Called for a flow that names this link (AMQP 1.0, 2.6.7).</summary>
    public virtual void OnFlow(in Flow flow)
    {
    }

    /// <summary>Appends a detach; what the peer still sends on the link is ignored until its own detach comes.</summary>
    public void Detach(bool closed, AmqpError? error = null)
    {
        if (State is LinkState.DetachSent or LinkState.Detached || Session.IsEnded)
        {
            return;
        }

        State = LinkState.DetachSent;
        DetachError = error;
        OnDetaching();
        Session.Write(new Detach { Handle = Handle, Closed = closed, Error = Session.Connection.Fit(error) });
    }

    /// <summary>Called when the link stops working, whichever side detached it.</summary>
    public virtual void OnDetaching()
    {
    }

    /// <summary>Reports to the link's handler that the peer answered our attach with a terminus.</summary>
    internal virtual void ReportAttached(in Attach attach)
    {
    }

    /// <summary>Reports the peer's detach to the link's handler.</summary>
    internal virtual void ReportDetached(AmqpError? error, bool closed)
    {
    }
}
