using System.Runtime.CompilerServices;

namespace TypedSender;

/// <summary>Makes typed senders that send through a transport of one's own instead of a <see cref="SendClient"/>. Thread-safe.</summary>
public static class TypedSenders
{
    private static readonly ConditionalWeakTable<object, MessageSender> Senders = [];

    /// <summary>Makes the sender for an interface marked with <c>[AmqpSender]</c>. Nothing is sent yet.</summary>
    /// <typeparam name="T">The sender interface.</typeparam>
    /// <param name="transport">Carries the messages. It serves this sender alone, and is closed with it (<see cref="MessageSender.CloseAsync"/>).</param>
    /// <param name="options">
    /// What differs from the interface's attributes: address, settle mode, time-out, largest message, and how many messages of a list are under way at once. What only a link of this
    /// library's own can keep has to be left unset: retention, retry policy, a queue that drops, capabilities, link properties, the receiver's settle mode.
    /// </param>
    /// <param name="transportOptions">Limits, clock and telemetry; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option is not usable, or not with a transport.</exception>
    public static T Create<T>(ISendTransport transport, SenderOptions? options = null, SendTransportOptions? transportOptions = null)
        where T : class, ITypedSender<T>
    {
        ArgumentNullException.ThrowIfNull(transport);
        SenderSettings settings = SenderSettings.Create(options);
        RefuseUnsupported(settings);
        RefuseLinkOptions(settings);
        return Make<T>(transport, settings, TransportSettings.Create(transportOptions ?? new SendTransportOptions()));
    }

    /// <summary>Makes a sender on a transport that attaches its link as interface and options say, so that all options of a link hold.</summary>
    /// <typeparam name="T">The sender interface.</typeparam>
    /// <param name="makeTransport">Makes the transport of the description, the options and the transport's settings.</param>
    /// <param name="options">What differs from the interface's attributes. Retention is refused.</param>
    /// <param name="transportOptions">Limits, clock and telemetry; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option is not usable, or not with a transport.</exception>
    internal static T CreateOnLink<T>(
        Func<SenderDescription, SenderSettings, TransportSettings, ISendTransport> makeTransport, SenderOptions? options, SendTransportOptions? transportOptions)
        where T : class, ITypedSender<T>
    {
        SenderSettings settings = SenderSettings.Create(options);
        RefuseUnsupported(settings);
        TransportSettings transportSettings = TransportSettings.Create(transportOptions ?? new SendTransportOptions());
        return Make<T>(makeTransport(T.Description, settings, transportSettings), settings, transportSettings);
    }

    /// <summary>Makes a sender on a transport over a link of the user's, whose address and settle mode it takes.</summary>
    /// <typeparam name="T">The sender interface.</typeparam>
    /// <param name="makeTransport">Makes the transport of the address.</param>
    /// <param name="address">The address of the link's target; null if it names none.</param>
    /// <param name="sendSettleMode">The settle mode of the link.</param>
    /// <param name="options">What differs from the interface's attributes. What contradicts the link is refused.</param>
    /// <param name="transportOptions">Limits, clock and telemetry; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option is not usable, or contradicts the link.</exception>
    internal static T CreateOverLink<T>(
        Func<string, ISendTransport> makeTransport, string? address, SenderSettleMode sendSettleMode, SenderOptions? options, SendTransportOptions? transportOptions)
        where T : class, ITypedSender<T>
    {
        SenderSettings settings = SenderSettings.Create(options);
        RefuseUnsupported(settings);
        RefuseLinkOptions(settings);
        address = address is null || SendClientAddress.HasSecret(address) ? T.Description.Address : address;
        RefuseOther(nameof(SenderOptions.Address), settings.Address, address);
        RefuseOther(nameof(SenderOptions.SendSettleMode), settings.SendSettleMode?.ToString(), sendSettleMode.ToString());
        return Make<T>(
            makeTransport(address),
            settings with { Address = address, SendSettleMode = sendSettleMode },
            TransportSettings.Create(transportOptions ?? new SendTransportOptions()));
    }

    private static T Make<T>(ISendTransport transport, SenderSettings settings, TransportSettings transportSettings)
        where T : class, ITypedSender<T>
    {
        SendDomain domain = new(transportSettings, transportSettings.LoggerFactory.CreateLogger(typeof(TypedSenders).FullName!));
        MessageSender sender = new(new TransportAdapter(transport, T.Description, settings, domain));
        var typed = T.Create(sender);
        Senders.Add(typed, sender);
        return typed;
    }

    /// <summary>Returns what a typed sender hides: its state, opening and closing, and sending of encoded bytes.</summary>
    /// <param name="sender">A sender that <see cref="Create{T}"/> returned.</param>
    /// <exception cref="ArgumentException"><paramref name="sender"/> was not made here.</exception>
    public static MessageSender GetMessageSender(object sender)
    {
        ArgumentNullException.ThrowIfNull(sender);
        return Senders.TryGetValue(sender, out MessageSender? found)
            ? found
            : throw new ArgumentException(
                $"The object of type {sender.GetType().Name} was not made by TypedSenders.Create. Pass what that returned; for a sender of a client, call SendClient.GetMessageSender.",
                nameof(sender));
    }

    /// <summary>A message is the transport's once it has it: the sender can neither send it again nor drop it. And only links of this library's own have a source, or a target whose address changes.</summary>
    internal static void RefuseUnsupported(SenderSettings settings)
    {
        if (settings.Queue.FullMode != SendQueueFullMode.Wait)
        {
            throw new ArgumentException(
                $"SenderOptions.Queue.FullMode is {settings.Queue.FullMode}, which a sender over a transport cannot keep: a message is the transport's once it has it. Leave it {nameof(SendQueueFullMode.Wait)}, or send through a SendClient.", "options");
        }

        string? name = settings switch
        {
            { RetryIndeterminate: true } => nameof(SenderOptions.RetryIndeterminate),
            { Resume: true } => nameof(SenderOptions.Resume),
            { Retention: not MessageRetention.None } => nameof(SenderOptions.Retention),
            _ => null,
        };
        if (name is not null)
        {
            throw new ArgumentException(
                $"SenderOptions.{name} is set, which a sender over a transport cannot keep: a message is the transport's once it has it. Leave it unset, or send through a SendClient.", "options");
        }

        RefuseOption(settings.Source is not null ? nameof(SenderOptions.Source) : settings.Target?.DynamicNode is not null ? $"{nameof(SenderOptions.Target)}.{nameof(AmqpTarget.DynamicNode)}" : null);
    }

    /// <summary>Only who attaches the link can keep them.</summary>
    private static void RefuseLinkOptions(SenderSettings settings)
    {
        string? name = settings switch
        {
            { DesiredCapabilities.Count: > 0 } => nameof(SenderOptions.DesiredCapabilities),
            { RequiredCapabilities.Count: > 0 } => nameof(SenderOptions.RequiredCapabilities),
            { LinkProperties.Count: > 0 } => nameof(SenderOptions.LinkProperties),
            { Target: not null } => nameof(SenderOptions.Target),
            { ReceiveSettleMode: not null } => nameof(SenderOptions.ReceiveSettleMode),
            { RetryPolicy: not null } => nameof(SenderOptions.RetryPolicy),
            _ => null,
        };
        RefuseOption(name);
    }

    private static void RefuseOption(string? name)
    {
        if (name is not null)
        {
            throw new ArgumentException(
                $"SenderOptions.{name} is set, which only a link of this library's own can keep. Leave it unset, and set up the link at the transport; or send through a SendClient.", "options");
        }
    }

    private static void RefuseOther(string name, string? value, string ofLink)
    {
        if (value is not null && value != ofLink)
        {
            throw new ArgumentException(
                $"SenderOptions.{name} is '{ErrorText.FromPeer(value)}', and that of the link is '{ErrorText.FromPeer(ofLink)}'. Leave it unset, or give a link that has it.", "options");
        }
    }
}
