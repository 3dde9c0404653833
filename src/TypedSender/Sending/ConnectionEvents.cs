namespace TypedSender;

/// <summary>The events of a client or of a connection that several share: raised on the thread pool, one after the other, and never under a lock.</summary>
internal sealed class ConnectionEvents
{
    /// <summary>Raises the event of a change of state; called on the pool.</summary>
    public required Action<SendClientStateChangedEventArgs> StateChanged { get; init; }

    /// <summary>Raises the event of a connection that works; called on the pool.</summary>
    public required Action<SendClientConnectedEventArgs> Connected { get; init; }

    /// <summary>Queues the event of a change of state. Under the lock.</summary>
    public void RaiseStateChanged(StateChangeNotifier notifier, SendClientState previous, SendClientState current, BrokerEndpoint endpoint, SendFailure? failure) =>
        notifier.Raise(() => StateChanged(new SendClientStateChangedEventArgs(previous, current, endpoint.ToString(), failure)));

    /// <summary>Queues the event of a connection that works. Under the lock.</summary>
    public void RaiseConnected(StateChangeNotifier notifier, SendClientConnection opened) => notifier.Raise(() => Connected(new SendClientConnectedEventArgs(opened)));
}
