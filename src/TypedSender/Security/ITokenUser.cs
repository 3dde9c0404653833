namespace TypedSender;

/// <summary>A user of the right to an audience: the link of a sender, or a request to a node. Under the lock.</summary>
internal interface ITokenUser
{
    /// <summary>False once nothing is to be attached any more: it is not told anything then.</summary>
    bool IsActive { get; }

    /// <summary>The peer has accepted a token for the audience; also for each one that replaces it.</summary>
    void OnTokenAccepted();

    /// <summary>No token can be had before something is corrected. Concerns only what waits for one.</summary>
    void OnTokenRefused(SendFailure failure);
}
