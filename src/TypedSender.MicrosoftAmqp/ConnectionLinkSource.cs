using Microsoft.Azure.Amqp;

namespace TypedSender;

/// <summary>Makes a session, and links on it, on a connection of the user's, which is opened if it has not been, and never closed.</summary>
internal sealed class ConnectionLinkSource(AmqpConnection connection, SenderDescription description, SenderSettings settings, TimeProvider timeProvider)
    : ReopeningLinkSource(settings.Address ?? description.Address, timeProvider)
{
    private SenderSession? _session;

    public override bool CanReopen => !connection.IsClosing();

    public override async Task CloseAsync(SendingAmqpLink? link, CancellationToken cancellationToken)
    {
        try
        {
            if (link is not null)
            {
                await link.EnsureClosedAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            if (_session is not null)
            {
                await _session.EnsureClosedAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    protected override async Task<SendingAmqpLink> OpenOnceAsync(CancellationToken cancellationToken)
    {
        await connection.EnsureOpenAsync(cancellationToken).ConfigureAwait(false);
        if (_session is null || _session.IsClosing())
        {
            _session = await SenderSession.OpenAsync(connection, cancellationToken).ConfigureAwait(false);
        }

        return await _session.OpenLinkAsync(description, settings, cancellationToken).ConfigureAwait(false);
    }
}
