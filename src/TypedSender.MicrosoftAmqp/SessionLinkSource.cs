using Microsoft.Azure.Amqp;

namespace TypedSender;

/// <summary>Makes links on a session of the user's, which is opened if it has not been, and never closed.</summary>
internal sealed class SessionLinkSource(AmqpSession session, SenderDescription description, SenderSettings settings, TimeProvider timeProvider)
    : ReopeningLinkSource(settings.Address ?? description.Address, timeProvider)
{
    public override bool CanReopen => !session.IsClosing() && !session.Connection.IsClosing();

    public override Task CloseAsync(SendingAmqpLink? link, CancellationToken cancellationToken) => link is null ? Task.CompletedTask : link.EnsureClosedAsync(cancellationToken);

    protected override async Task<SendingAmqpLink> OpenOnceAsync(CancellationToken cancellationToken)
    {
        await session.EnsureOpenAsync(cancellationToken).ConfigureAwait(false);
        return await OpenLinkAsync(session, SenderLinkSettings.Make(description, settings, Guid.NewGuid().ToString("N")), cancellationToken).ConfigureAwait(false);
    }
}
