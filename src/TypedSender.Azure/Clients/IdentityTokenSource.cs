using System.Runtime.ExceptionServices;
using Azure.Core;
using AzureTokenCredential = Azure.Core.TokenCredential;

namespace TypedSender.Azure;

/// <summary>
/// Asks a <see cref="AzureTokenCredential"/> for tokens. One token serves all audiences, so that the links of a client, which are attached at the same time, do not ask for one
/// each: some credentials start a process for every call. Thread-safe.
/// </summary>
/// <param name="credential">The credential.</param>
/// <param name="scope">The scope of the tokens.</param>
internal sealed class IdentityTokenSource(AzureTokenCredential credential, string scope) : TokenSource
{
    // For so long a token is given again, and a call that has not returned is waited for instead of making another one.
    private static readonly TimeSpan Shared = TimeSpan.FromSeconds(30);

    // Azure.Identity gives the token that it keeps until then.
    private static readonly TimeSpan AboutToExpire = TimeSpan.FromMinutes(5);

    private readonly Lock _gate = new();
    private readonly string[] _scopes = [scope];
    private AmqpToken? _token;
    private DateTimeOffset _tokenSince;
    private Task<Result>? _call;
    private DateTimeOffset _callSince;

    public override string Name => $"the credential {credential.GetType().Name}";

    public override bool IsUserCode => true;

    public override async ValueTask<AmqpToken> GetTokenAsync(TokenRequest request, DateTimeOffset now, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task<Result>? call;
            TaskCompletionSource<Result> own = new(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (_gate)
            {
                if (_token is { } token && IsShared(_tokenSince, now) && token.ExpiresOn - now > Shared)
                {
                    return token;
                }

                call = _call is { IsCompleted: false } && IsShared(_callSince, now) ? _call : null;
                (_call, _callSince) = call is null ? (own.Task, now) : (_call, _callSince);
            }

            if (call is null)
            {
                return await AskAsync(own, now, cancellationToken).ConfigureAwait(false);
            }

            Result result = await call.WaitAsync(cancellationToken).ConfigureAwait(false);
            if (result.Failure is { } failure)
            {
                ExceptionDispatchInfo.Throw(failure);
            }

            if (result.Token is { } given)
            {
                return given;
            }

            // The caller that had asked gave up; it has no more to do with this one.
        }
    }

    public override bool IsRevealedBy(string text) => _token?.IsRevealedBy(text) == true;

    private static bool IsShared(DateTimeOffset since, DateTimeOffset now) => (now - since).Duration() < Shared;

    private async Task<AmqpToken> AskAsync(TaskCompletionSource<Result> own, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            AccessToken access = await credential.GetTokenAsync(new TokenRequestContext(_scopes), cancellationToken).ConfigureAwait(false);
            AmqpToken token = new(access.Token, access.ExpiresOn) { RefreshOn = access.RefreshOn };
            lock (_gate)
            {
                // A credential that gives the one it keeps, although that one is about to expire, has to be asked again before long: that one counts from when it came first.
                _tokenSince = _token?.Value == token.Value && token.ExpiresOn - now < AboutToExpire ? _tokenSince : now;
                _token = token;
            }

            own.SetResult(new Result(token, null));
            return token;
        }
        catch (Exception exception)
        {
            own.SetResult(new Result(null, cancellationToken.IsCancellationRequested ? null : exception));
            throw;
        }
    }

    /// <summary>The end of a call: a token, or a failure; neither, if the caller gave up.</summary>
    private readonly record struct Result(AmqpToken? Token, Exception? Failure)
    {
        public override string ToString() => "";
    }
}
