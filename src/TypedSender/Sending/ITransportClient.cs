namespace TypedSender;

/// <summary>What a sender over an <see cref="ISendTransport"/> knows of the client that made its transport, whose senders share one <see cref="SendDomain"/>.</summary>
internal interface ITransportClient
{
    /// <summary>Where the first attempt to connect goes, for telemetry until the sender is connected.</summary>
    BrokerEndpoint Endpoint { get; }

    /// <summary>How long <see cref="MessageSender.OpenAsync"/> waits.</summary>
    TimeSpan OpenTimeout { get; }

    /// <summary>The phase of a send that waits for the link, and the last failure of that, if there was one. Under the lock, or without it.</summary>
    (SendPhase Phase, SendFailure? Obstacle) GetOpening();
}
