namespace TypedSender;

/// <summary>A request to a node that waits for the token of the node's audience. Under the lock, but for <see cref="Ended"/>.</summary>
internal sealed class TokenWait : ITokenUser
{
    private readonly TaskCompletionSource<SendFailure?> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the peer has accepted a token, or the connection is over, with null; or with the reason why none can be had.</summary>
    public Task<SendFailure?> Ended => _ended.Task;

    bool ITokenUser.IsActive => !_ended.Task.IsCompleted;

    public void OnTokenAccepted() => _ended.TrySetResult(null);

    void ITokenUser.OnTokenRefused(SendFailure failure) => _ended.TrySetResult(failure);
}
