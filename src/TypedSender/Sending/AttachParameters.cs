using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;

namespace TypedSender;

/// <summary>
/// The fields of the attach frame of a sender, and its requirements on the answer: the attributes of the interface, and the options over them. Immutable.
/// </summary>
internal sealed class AttachParameters(SenderDescription description, SenderSettings settings)
{
    /// <summary>The number of deliveries that may be unsettled at once.</summary>
    public int MaxInFlight => settings.MaxInFlight;

    /// <summary>The name that was given to the link; null for one that is made.</summary>
    public string? LinkName => settings.LinkName;

    /// <summary>The audience of tokens for the address; null for that of host and address.</summary>
    public string? TokenAudience => settings.TokenAudience;

    /// <summary>The attach frame (AMQP 1.0, 2.7.3).</summary>
    /// <param name="linkName">The name of the link.</param>
    /// <param name="address">The address of the target.</param>
    public Attach MakeAttach(string linkName, string address) => new()
    {
        Name = linkName,
        Handle = 0,
        Role = Role.Sender,
        SndSettleMode = settings.SendSettleMode ?? description.SendSettleMode ?? SenderSettleMode.Unsettled,
        RcvSettleMode = settings.ReceiveSettleMode ?? description.ReceiveSettleMode ?? ReceiverSettleMode.First,
        Source = new Source(),
        Target = new Target { Address = address },
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
}
