using System.Collections.Concurrent;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;

namespace TypedSender;

/// <summary>A session that remembers which capabilities the peer offered for each link (AMQP 1.0, 2.7.3): the library forgets them. Thread-safe.</summary>
internal sealed class SenderSession : AmqpSession
{
    private static readonly string[] None = [];

    // Of the links that are being opened.
    private readonly ConcurrentDictionary<string, string[]> _offered = new(StringComparer.Ordinal);

    private SenderSession(AmqpConnection connection)
        : base(connection, new AmqpSessionSettings(), linkFactory: null)
    {
    }

    /// <summary>Begins a session.</summary>
    public static async Task<SenderSession> OpenAsync(AmqpConnection connection, CancellationToken cancellationToken)
    {
        SenderSession session = new(connection);
        connection.AddSession(session, null);
        try
        {
            await session.OpenAsync(cancellationToken).ConfigureAwait(false);
            return session;
        }
        catch
        {
            session.SafeClose();
            throw;
        }
    }

    /// <summary>Opens the link of a sender.</summary>
    /// <exception cref="SendException">The peer does not offer a capability that is required.</exception>
    public async Task<SendingAmqpLink> OpenLinkAsync(SenderDescription description, SenderSettings settings, CancellationToken cancellationToken)
    {
        AmqpLinkSettings linkSettings = SenderLinkSettings.Make(description, settings, Guid.NewGuid().ToString("N"));
        SendingAmqpLink link = new(this, linkSettings);
        _offered[linkSettings.LinkName] = None;
        try
        {
            await link.OpenAsync(cancellationToken).ConfigureAwait(false);
            string[] offered = _offered[linkSettings.LinkName];
            string[] missing = [.. SenderLinkSettings.GetRequiredCapabilities(description, settings).Except(offered, StringComparer.Ordinal)];
            return missing.Length == 0
                ? link
                : throw SendErrors.CapabilityMissing(settings.Address ?? description.Address, missing, offered).ToException();
        }
        catch
        {
            link.SafeClose();
            throw;
        }
        finally
        {
            _offered.TryRemove(linkSettings.LinkName, out _);
        }
    }

    public override void ProcessFrame(Frame frame)
    {
        if (frame.Command is Attach { LinkName: { } name, OfferedCapabilities: { } offered })
        {
            _offered.TryUpdate(name, ValueConversion.ToStrings(offered), None);
        }

        base.ProcessFrame(frame);
    }
}
