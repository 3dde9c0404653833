namespace TypedSender;

/// <summary>Receives the events of a <see cref="ClientConnection"/> for the loop that made it. Under the client's lock.</summary>
internal interface IClientConnectionObserver
{
    /// <summary>The links that are attached on the connection, or are to be.</summary>
    IReadOnlyList<SendLink> Links { get; }

    /// <summary>Links can be attached. Reported once, or not at all.</summary>
    /// <param name="host">Where to, and with the form of the virtual host's name that the peer needs.</param>
    void OnReady(BrokerHost host);

    /// <summary>The connection has failed, or could not be opened; its socket may still be open. Reported once, before its senders are notified.</summary>
    void OnLost(SendFailure failure);
}
