using TypedSender.Amqp.Performatives;

namespace TypedSender.Amqp.Engine;

/// <summary>
/// Takes the reports of an engine on its connection and sessions. What concerns one link is reported to that link's own handler: <see cref="ISenderLinkHandler"/>,
/// <see cref="IReceiverLinkHandler"/>.
/// </summary>
/// <remarks>
/// <para>
/// Calls. Each one is made during a call into the engine, on the same thread and under the same lock: record the event, do not block, and run no user code.
/// </para>
/// <para>
/// Order. <see cref="OnOpened"/> is the first report of a connection and <see cref="OnClosed"/> the last that a frame causes. Between them, for each session:
/// <see cref="OnSessionBegun"/>, what its links report, <see cref="OnSessionEnded"/>. For each link: attached, unless the peer refuses it; then credit and deliveries in the order
/// of the peer's frames; then detached, which is not reported when the session ends before. Of a session that this side ends, <see cref="OnEndAnswered"/> alone is reported; a connection that is lost is not. Deliveries that are unsettled when their link, session or connection ends stay among the unsettled, and may still be reported as settled, until
/// <see cref="SessionEngine.Forget"/> is called for them.
/// </para>
/// <para>
/// Calls back into the engine are allowed: its state has changed before it reports. Frames may be appended (begin, attach, flow, detach, end,
/// close), which then stand behind those that it has appended itself, and deliveries may be enqueued, withdrawn and forgotten; but not from within <see cref="ISenderLinkHandler.OnSettled"/>, which may be
/// one of many for one disposition. What drives the engine is never called from within a report: <see cref="ConnectionEngine.OnFrame"/>, <see cref="ConnectionEngine.Pump"/>,
/// <see cref="ConnectionEngine.OnWritten"/>, <see cref="ConnectionEngine.TakeOutput"/>, <see cref="ConnectionEngine.OnTick"/>.
/// </para>
/// </remarks>
internal interface IConnectionObserver
{
    /// <summary>The peer's open has come.</summary>
    void OnOpened(in Open open);

    /// <summary>The peer has closed the connection; the answering close is already in the output.</summary>
    void OnClosed(AmqpError? error)
    {
    }

    /// <summary>A session works both ways: the peer answered our begin, or began one itself (then it is answered already).</summary>
    void OnSessionBegun(SessionEngine session)
    {
    }

    /// <summary>
    /// The peer has ended a session, and the answering end is already in the output; or the peer broke the session's protocol, and our end is
    /// (<see cref="SessionEngine.IsDiscarding"/>). Its links no longer work, and their
    /// unsettled deliveries are the observer's to decide about.
    /// </summary>
    void OnSessionEnded(SessionEngine session, AmqpError? error);

    /// <summary>The peer has settled deliveries that it has sent on a session, from the first id to the last (AMQP 1.0, 2.6.12). The engine remembers no received delivery: ids may be unknown.</summary>
    void OnSettledBySender(SessionEngine session, uint first, uint last)
    {
    }

    /// <summary>The peer has answered the end of a session that this side ended: its channel is free.</summary>
    void OnEndAnswered(SessionEngine session)
    {
    }

    /// <summary>
    /// The peer attaches a link of its own: answer, before returning, with one of the session's Accept methods or with
    /// <see cref="SessionEngine.RefuseAttach"/>.
    /// </summary>
    void OnAttachRequested(SessionEngine session, in Attach attach);
}
