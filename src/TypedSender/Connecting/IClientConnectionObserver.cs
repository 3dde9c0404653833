namespace TypedSender;

/// <summary>What a <see cref="ClientConnection"/> reports to the client that made it. Under the client's lock.</summary>
internal interface IClientConnectionObserver
{
    /// <summary>Links can be attached. Reported once, or not at all.</summary>
    /// <param name="host">Where to, and with the form of the virtual host's name that the peer needs.</param>
    void OnReady(BrokerHost host);

    /// <summary>The connection does not work any more, or never did; its socket may still be open. Reported once, before the senders on it are told.</summary>
    void OnLost(SendFailure failure);
}
