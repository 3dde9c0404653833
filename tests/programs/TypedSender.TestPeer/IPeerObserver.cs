namespace TypedSender.TestPeer;

/// <summary>Is told of all that goes over the connections of a peer, when a step reads or sends it.</summary>
internal interface IPeerObserver
{
    /// <summary>A frame or a protocol header has been read.</summary>
    /// <param name="connection">Where.</param>
    /// <param name="bytes">All of it.</param>
    void OnReceived(PeerConnection connection, byte[] bytes);

    /// <summary>A frame or other bytes are sent.</summary>
    /// <param name="connection">Where.</param>
    /// <param name="bytes">All of them.</param>
    void OnSent(PeerConnection connection, byte[] bytes);

    /// <summary>The other side has ended the stream: a read found its end.</summary>
    /// <param name="connection">Where.</param>
    void OnEnded(PeerConnection connection);
}
