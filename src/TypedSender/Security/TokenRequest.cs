namespace TypedSender;

/// <summary>Says for what an <see cref="ITokenProvider"/> is to give a token. Immutable.</summary>
public sealed class TokenRequest
{
    /// <summary>Makes a request. A client makes its own; this one is for tests of a provider.</summary>
    /// <param name="audience">What the token is to give access to.</param>
    /// <param name="address">The address of the sender or node.</param>
    /// <param name="endpoint">The host that is connected to.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public TokenRequest(string audience, string address, BrokerEndpoint endpoint)
    {
        ArgumentNullException.ThrowIfNull(audience);
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(endpoint);
        (Audience, Address, Endpoint) = (audience, address, endpoint);
    }

    /// <summary>
    /// What the token is to give access to, as the peer is told with it: <c>amqps://host/address</c>, or <see cref="SenderOptions.TokenAudience"/>.
    /// </summary>
    public string Audience { get; }

    /// <summary>The address of the sender or node that is to be attached first.</summary>
    public string Address { get; }

    /// <summary>The host that is connected to.</summary>
    public BrokerEndpoint Endpoint { get; }

    /// <summary>The audience.</summary>
    public override string ToString() => Audience;
}
