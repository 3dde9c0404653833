using Microsoft.Azure.Amqp;
using TypedSender.Amqp.Transport;

namespace TypedSender;

/// <summary>
/// The right of one sender's link to its address, where the client's credential is one of tokens: a token is put before the link is attached, kept valid while it is, and replaced
/// when the peer detaches or refuses the link as unauthorised. Calls do not overlap.
/// </summary>
/// <param name="domain">The client's.</param>
/// <param name="address">The address of the sender.</param>
/// <param name="ownAudience">The audience of the sender's options; null for that of host and address.</param>
internal sealed class LinkToken(SendDomain domain, string address, string? ownAudience)
{
    private TokenAuthority? _authority;
    private User? _user;
    private string _audience = "";
    private long _generation;
    private bool _isTrial;

    /// <summary>Whether a token is being waited for.</summary>
    public bool IsAwaited { get; private set; }

    /// <summary>The last failure to get a token that the link waits for or will need; null for none.</summary>
    public SendFailure? LastFailure
    {
        get
        {
            lock (domain.Lock)
            {
                return _authority?.GetFailure(_audience);
            }
        }
    }

    /// <summary>Ends when the peer has accepted a token for the address, or needs none, or the connection is over.</summary>
    /// <param name="opened">The connection.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="OpenFailedException">None can be had before something is corrected.</exception>
    public async Task AuthorizeAsync(OpenedConnection opened, CancellationToken cancellationToken)
    {
        Leave();
        if (opened.Tokens is not { } authority)
        {
            return;
        }

        User user = new();
        bool isAuthorized;
        lock (domain.Lock)
        {
            (_authority, _user) = (authority, user);
            _audience = ownAudience ?? authority.GetDefaultAudience(address);
            isAuthorized = authority.TryUse(_audience, address, user, out _generation);
        }

        if (isAuthorized)
        {
            return;
        }

        // With a token that was fetched for this link, a refusal is final. One that was there may have been revoked, or the peer's clock be ahead.
        _isTrial = true;
        IsAwaited = true;
        Task first = await Task.WhenAny(user.Ended, opened.Ended).WaitAsync(cancellationToken).ConfigureAwait(false);
        IsAwaited = false;
        if (first == user.Ended && user.Ended.Result is { } failure)
        {
            throw new OpenFailedException(failure);
        }

        lock (domain.Lock)
        {
            _ = authority.TryUse(_audience, address, user, out _generation);
        }
    }

    /// <summary>True when the link is to be attached again with another token, because the peer refused or detached it as unauthorised.</summary>
    /// <param name="uptime">How long it was attached; zero for not at all.</param>
    /// <param name="failure">Why; with a fresh token, that is added to the text.</param>
    public bool TryRenew(TimeSpan uptime, ref SendFailure failure)
    {
        if (_authority is not { } authority)
        {
            return false;
        }

        lock (domain.Lock)
        {
            _isTrial &= uptime == TimeSpan.Zero || uptime < authority.GetTrialTime(_audience);
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
    }

    /// <summary>There is no link any more.</summary>
    public void Leave()
    {
        lock (domain.Lock)
        {
            if (_user is { } user)
            {
                user.IsActive = false;
                _authority!.Release(_audience, user);
                _user = null;
            }

            _authority = null;
        }
    }

    /// <summary>Stands for the link at the authority. Under the lock.</summary>
    private sealed class User : ITokenUser
    {
        private readonly TaskCompletionSource<SendFailure?> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Ends with null when a token has been accepted, or with the reason why none can be had.</summary>
        public Task<SendFailure?> Ended => _ended.Task;

        public bool IsActive { get; set; } = true;

        public void OnTokenAccepted() => _ended.TrySetResult(null);

        public void OnTokenRefused(SendFailure failure) => _ended.TrySetResult(failure);
    }
}
