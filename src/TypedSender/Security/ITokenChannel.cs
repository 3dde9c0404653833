namespace TypedSender;

/// <summary>Brings tokens to the peer of one connection.</summary>
internal interface ITokenChannel
{
    /// <summary>Puts a token for an audience, and returns what is wrong with it, or null once the peer has accepted it. Never throws; without the lock.</summary>
    /// <param name="audience">What the token gives access to.</param>
    /// <param name="token">The token.</param>
    /// <param name="timeout">How long the peer may take.</param>
    /// <param name="cancellationToken">Cancelled when the connection is over.</param>
    Task<SendFailure?> PutTokenAsync(string audience, AmqpToken token, TimeSpan timeout, CancellationToken cancellationToken);
}
