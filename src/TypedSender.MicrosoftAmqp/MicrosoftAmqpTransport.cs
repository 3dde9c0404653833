using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;

namespace TypedSender;

/// <summary>
/// Runs typed senders over a link, a session or a connection of Microsoft.Azure.Amqp that an application has already. Thread-safe.
/// </summary>
/// <remarks>
/// <para>A link, session or connection that is given here stays the application's: it is opened on first use if nobody has opened it yet, and never closed. What is made here, a
/// link on a session or a session and a link on a connection, is closed by <see cref="MessageSender.CloseAsync"/> of the sender
/// (<see cref="TypedSenders.GetMessageSender"/>).</para>
/// <para>Outcomes are those of <see cref="SendOutcome"/>. A message ends as NotSent only if the session was given nothing of it and will not be.
/// <see cref="SenderOptions.Retention"/> and <see cref="SenderOptions.RetryIndeterminate"/> are refused.</para>
/// </remarks>
public static class MicrosoftAmqpTransport
{
    /// <summary>Makes a sender that sends over a link of the application's. Others may go on sending on it.</summary>
    /// <typeparam name="T">The sender interface, marked with <c>[AmqpSender]</c>.</typeparam>
    /// <param name="link">
    /// A sending link without a credit listener, to which the sender adds its own. Once it is closed or lost, every send ends as NotSent with the reason.
    /// </param>
    /// <param name="options">
    /// What differs from the interface's attributes: time-out, largest message, how many messages of a list are under way at once, the broker. Address, settle mode, capabilities and
    /// properties are the link's.
    /// </param>
    /// <param name="transportOptions">Limits, clock and telemetry; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option is not usable, or contradicts the link.</exception>
    /// <exception cref="InvalidOperationException">The link has a credit listener already.</exception>
    public static T CreateOnLink<T>(SendingAmqpLink link, SenderOptions? options = null, SendTransportOptions? transportOptions = null)
        where T : class, ITypedSender<T>
    {
        ArgumentNullException.ThrowIfNull(link);
        CreditListeners.Of(link);
        return TypedSenders.CreateOverLink<T>(
            address => new LinkTransport(new UserLinkSource(link, address), address),
            (link.Settings.Target as Target)?.Address?.ToString(),
            link.Settings.SettleType == SettleMode.SettleOnSend ? SenderSettleMode.Settled : SenderSettleMode.Unsettled,
            options,
            transportOptions);
    }

    /// <summary>
    /// Makes a sender with a link of its own on a session of the application's, as interface and options say: address, capabilities, properties, settle modes. A link that is lost is
    /// attached again while the session is open.
    /// </summary>
    /// <typeparam name="T">The sender interface, marked with <c>[AmqpSender]</c>.</typeparam>
    /// <param name="session">The session.</param>
    /// <param name="options">What differs from the interface's attributes. Required capabilities need a connection.</param>
    /// <param name="transportOptions">Limits, clock and telemetry; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option is not usable, or not over a session.</exception>
    public static T CreateOnSession<T>(AmqpSession session, SenderOptions? options = null, SendTransportOptions? transportOptions = null)
        where T : class, ITypedSender<T>
    {
        ArgumentNullException.ThrowIfNull(session);
        return TypedSenders.CreateOnLink<T>(
            (description, settings, transportSettings) =>
            {
                RefuseRequiredCapabilities(description, settings);
                return new LinkTransport(
                    new SessionLinkSource(session, description, settings, transportSettings.TimeProvider), settings.Address ?? description.Address);
            },
            options,
            transportOptions);
    }

    /// <summary>
    /// Makes a sender with a session and a link of its own on a connection of the application's, as interface and options say. Either is made again when it was lost, while the
    /// connection is open.
    /// </summary>
    /// <typeparam name="T">The sender interface, marked with <c>[AmqpSender]</c>.</typeparam>
    /// <param name="connection">The connection.</param>
    /// <param name="options">What differs from the interface's attributes.</param>
    /// <param name="transportOptions">Limits, clock and telemetry; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option is not usable, or not over a connection of the application's.</exception>
    public static T CreateOnConnection<T>(AmqpConnection connection, SenderOptions? options = null, SendTransportOptions? transportOptions = null)
        where T : class, ITypedSender<T>
    {
        ArgumentNullException.ThrowIfNull(connection);
        return TypedSenders.CreateOnLink<T>(
            (description, settings, transportSettings) => new LinkTransport(
                new ConnectionLinkSource(connection, description, settings, transportSettings.TimeProvider), settings.Address ?? description.Address),
            options,
            transportOptions);
    }

    private static void RefuseRequiredCapabilities(SenderDescription description, SenderSettings settings)
    {
        if (SenderLinkSettings.GetRequiredCapabilities(description, settings) is { Count: > 0 } required)
        {
            throw new ArgumentException(
                $"The sender requires the capabilities {string.Join(", ", required)}, and a session of Microsoft.Azure.Amqp does not tell which ones the peer offers. Create the sender on the AmqpConnection, or require less in [RequiredCapability] or SenderOptions.RequiredCapabilities.",
                "options");
        }
    }
}
