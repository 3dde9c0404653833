using TypedSender.Amqp;

namespace TypedSender;

/// <summary>
/// The right of one sender's link to its address, where the client's credential is one of tokens: the link is attached once the peer has accepted a token for the audience, and
/// attached again with another token when the peer detaches or refuses it as unauthorised. Under the lock.
/// </summary>
/// <param name="link">The link.</param>
/// <param name="terms">Says the audience, where the sender's options have one, and otherwise the address that makes it.</param>
internal sealed class LinkAuthorization(SendLink link, AttachParameters terms) : ITokenUser
{
    private TokenAuthority? _authority;
    private string _audience = "";
    private long _generation;
    private bool _isTrial;

    /// <summary>The last failure to get a token that the link waits for or will need; null for none.</summary>
    public SendFailure? LastFailure => _authority?.GetFailure(_audience);

    /// <summary>Whether the link may be attached now. If not, <see cref="SendLink.OnAuthorized"/> or <see cref="SendLink.OnUnauthorized"/> follows.</summary>
    public bool TryAuthorize(ClientConnection connection)
    {
        if (connection.Tokens is not { } authority)
        {
            return true;
        }

        _authority = authority;
        _audience = terms.TokenAudience ?? authority.GetDefaultAudience(terms.HasAddress ? link.TargetAddress : "");
        bool isAuthorized = authority.TryUse(_audience, link.TargetAddress, this, out _generation);

        // With a token that was fetched for this link, a refusal is final. One that was there may have been revoked, or the peer's clock be ahead.
        _isTrial |= !isAuthorized;
        return isAuthorized;
    }

    /// <summary>There is no link any more.</summary>
    public void Leave()
    {
        _authority?.Release(_audience, this);
        _authority = null;
    }

    /// <summary>
    /// The peer has refused or detached the link, or it is lost by a fault of its own. True when it is to be attached again with another token, which is being fetched.
    /// </summary>
    /// <param name="uptime">How long it was attached; zero for not at all.</param>
    /// <param name="hasSettled">Whether the peer had settled a delivery on it.</param>
    /// <param name="failure">Why; with a fresh token, that is added to the text.</param>
    public bool TryRenew(TimeSpan uptime, bool hasSettled, ref SendFailure failure)
    {
        if (_authority is not { } authority)
        {
            return false;
        }

        if (hasSettled || (uptime > TimeSpan.Zero && uptime >= authority.GetTrialTime(_audience)))
        {
            _isTrial = false;
        }

        if (failure.Error?.Condition.Value != AmqpErrorConditions.UnauthorizedAccess)
        {
            return false;
        }

        if (_isTrial || !authority.CanRenew)
        {
            failure = authority.ExplainRefusal(_audience, failure);
            return false;
        }

        // Where another token has come since the link was attached, that one is tried first; if it is refused too, a further one is fetched.
        _isTrial = authority.Invalidate(_audience, _generation);
        return true;
    }

    bool ITokenUser.IsActive => link.IsWanted;

    void ITokenUser.OnTokenAccepted() => link.OnAuthorized();

    void ITokenUser.OnTokenRefused(SendFailure failure) => link.OnUnauthorized(failure);
}
