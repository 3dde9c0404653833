using Azure.Core;
using TypedSender.Shared;

namespace TypedSender.Azure.Tests.Clients;

/// <summary>Gives one token after the other, as the test says, and keeps what it was asked.</summary>
internal sealed class FixedCredential(Func<int, CancellationToken, ValueTask<AccessToken>>? give = null) : TokenCredential
{
    public static readonly DateTimeOffset ExpiresOn = new(2026, 1, 1, 1, 0, 0, TimeSpan.Zero);

    public EventLog<TokenRequestContext> Requests { get; } = new();

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => throw new NotSupportedException();

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        Requests.Add(requestContext);
        return give is null ? new(new AccessToken(Canary.Password, ExpiresOn)) : give(Requests.Count, cancellationToken);
    }
}
