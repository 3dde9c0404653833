using Microsoft.Extensions.Logging;
using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;

namespace TypedSender;

/// <summary>
/// The fields of the attach frame of a sender, and its requirements on the answer: the attributes of the interface, and the options over them. Immutable.
/// </summary>
internal sealed class AttachParameters(SenderDescription description, SenderSettings settings, string address)
{
    private readonly Source _source = TerminusFields.ToSource(settings.Resume ? TerminusFields.WithoutExpiry(settings.Source) : settings.Source);
    private readonly Target _target = TerminusFields.ToTarget(FindTarget(description, settings), address);

    /// <summary>The number of deliveries that may be unsettled at once.</summary>
    public int MaxInFlight => settings.MaxInFlight;

    /// <summary>The name that was given to the link; null for one that is made.</summary>
    public string? LinkName => settings.LinkName;

    /// <summary>Gets the frames of the link; null for none.</summary>
    public ILogger? FrameLogger => settings.FrameLog?.Enabled;

    /// <summary>The audience of tokens for the address; null for that of host and address.</summary>
    public string? TokenAudience => settings.TokenAudience;

    /// <summary>Whether the target has an address: not if the peer makes the node, nor if messages name their addresses.</summary>
    public bool HasAddress => _target.Address is not null;

    /// <summary>The outcome of a delivery that the peer settles without one (AMQP 1.0, 3.5.3, default-outcome); null for none.</summary>
    public DeliveryState? DefaultOutcome => _source.DefaultOutcome;

    /// <summary>How deliveries are sent, as this side says it: that holds (AMQP 1.0, 2.7.3).</summary>
    public SenderSettleMode SendSettleMode => settings.SendSettleMode ?? description.SendSettleMode ?? SenderSettleMode.Unsettled;

    /// <summary>When the peer is to settle; what it answers holds (AMQP 1.0, 2.7.3).</summary>
    public ReceiverSettleMode ReceiveSettleMode => GivenReceiveSettleMode ?? (settings.Resume ? ReceiverSettleMode.Second : ReceiverSettleMode.First);

    /// <summary>Whether receiver-settle-mode second is asked for because it serves resumption, and for no other reason.</summary>
    public bool PrefersSecond => settings.Resume && GivenReceiveSettleMode is null;

    /// <summary>The attach frame (AMQP 1.0, 2.7.3).</summary>
    /// <param name="linkName">The name of the link.</param>
    /// <param name="receiveSettleMode">When the peer is to settle.</param>
    /// <param name="redirected">The address that a redirect gave (2.8.17); null for the own one.</param>
    public Attach MakeAttach(string linkName, ReceiverSettleMode receiveSettleMode, string? redirected) => new()
    {
        Name = linkName,
        Handle = 0,
        Role = Role.Sender,
        SndSettleMode = SendSettleMode,
        RcvSettleMode = receiveSettleMode,
        Source = _source,
        Target = redirected is null ? _target : TerminusFields.ToTarget(FindTarget(description, settings), redirected),
        MaxMessageSize = (ulong?)settings.MaxMessageSize,
        DesiredCapabilities = LinkArguments.MergeCapabilities(
            description.DesiredCapabilities, description.RequiredCapabilities, settings.DesiredCapabilities, settings.RequiredCapabilities),
        Properties = LinkArguments.MergeProperties(description.LinkProperties, settings.LinkProperties),
    };

    /// <summary>The capabilities that are required and that the peer does not offer.</summary>
    /// <param name="attachment">What the peer answered.</param>
    public string[] FindMissingCapabilities(SenderAttachment attachment) =>
    [
        .. description.RequiredCapabilities
            .Concat(settings.RequiredCapabilities)
            .Distinct(StringComparer.Ordinal)
            .Except(attachment.OfferedCapabilities, StringComparer.Ordinal),
    ];

    private ReceiverSettleMode? GivenReceiveSettleMode => settings.ReceiveSettleMode ?? description.ReceiveSettleMode;

    private static AmqpTarget? FindTarget(SenderDescription description, SenderSettings settings)
    {
        AmqpTarget? target = TerminusFields.FindTarget(description, settings);
        return settings.Resume ? TerminusFields.WithUnsettledState(target) : target;
    }
}
