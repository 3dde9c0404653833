using Microsoft.Azure.Amqp;

namespace TypedSender;

/// <summary>The link of a user's: opened if it has not been, and never closed.</summary>
internal sealed class UserLinkSource(SendingAmqpLink link, string address) : ILinkSource
{
    public bool IsExclusive => false;

    public bool CanReopen => false;

    public async Task<SendingAmqpLink> OpenAsync(CancellationToken cancellationToken)
    {
        if (link.IsClosing())
        {
            throw LinkErrors.Lost(address, link).ToException();
        }

        await link.EnsureOpenAsync(cancellationToken).ConfigureAwait(false);
        return link;
    }

    public Task CloseAsync(SendingAmqpLink? lastLink, CancellationToken cancellationToken) => Task.CompletedTask;
}
