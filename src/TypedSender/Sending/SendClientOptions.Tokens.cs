namespace TypedSender;

/// <content>The tokens of claims-based security (<c>$cbs</c>).</content>
public sealed partial class SendClientOptions
{
    /// <summary>
    /// How long before its expiry a token is renewed, in the background; a random fifth of that is added, and it is never more than half of the token's life. Zero to 24 days;
    /// zero renews it when it expires, so that sends may wait for the next one. Null (the default) takes a tenth of the life of each token, and 7 minutes at the most. Without effect unless <see cref="Credential"/> is one of tokens.
    /// </summary>
    public TimeSpan? TokenRefreshWindow { get; set; }

    /// <summary>
    /// How long an <see cref="ITokenProvider"/> may take to give a token, and how long the peer may take to accept it. <see cref="Timeout.InfiniteTimeSpan"/> means for ever,
    /// otherwise above zero and up to 49 days. What takes longer is given up and tried again after a pause; sends wait for their first token until <see cref="SendTimeout"/>. Default: 10 s.
    /// </summary>
    public TimeSpan TokenTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The host in the audience of tokens, such as <c>shop.example</c> in <c>amqps://shop.example/orders</c>, where the peer is reached under another name than its own. Null
    /// (the default) takes <see cref="TlsHost"/>, or the host that is connected to. <see cref="SenderOptions.TokenAudience"/> overrides it.
    /// </summary>
    public string? TokenHost { get; set; }

    /// <summary>Where the jitter of renewals and pauses comes from: from 0 up to 1, without it.</summary>
    internal Func<double> TokenJitter { get; set; } = Random.Shared.NextDouble;
}
