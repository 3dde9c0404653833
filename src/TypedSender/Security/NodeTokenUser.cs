namespace TypedSender;

/// <summary>Stands for the links to nodes that requests have gone to: they live as long as the connection, and so their tokens are renewed.</summary>
internal sealed class NodeTokenUser : ITokenUser
{
    bool ITokenUser.IsActive => true;

    void ITokenUser.OnTokenAccepted()
    {
    }

    void ITokenUser.OnTokenRefused(SendFailure failure)
    {
    }
}
