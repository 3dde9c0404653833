using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Encoding;
using Microsoft.Azure.Amqp.Framing;

namespace TypedSender;

/// <summary>The settings of the link of a sender: the attributes of the interface, and the options over them.</summary>
internal static class SenderLinkSettings
{
    /// <summary>Makes the settings of a link that has not been used yet (AMQP 1.0, 2.7.3).</summary>
    /// <param name="description">The attributes of the interface.</param>
    /// <param name="settings">The options.</param>
    /// <param name="linkName">The name of the link.</param>
    public static AmqpLinkSettings Make(SenderDescription description, SenderSettings settings, string linkName) => new()
    {
        LinkName = linkName,
        Role = false,
        SndSettleMode = (byte)(settings.SendSettleMode ?? description.SendSettleMode ?? SenderSettleMode.Unsettled),
        RcvSettleMode = (byte)(settings.ReceiveSettleMode ?? description.ReceiveSettleMode ?? ReceiverSettleMode.First),
        Source = new Source(),
        Target = MakeTarget(TerminusFields.ToTarget(TerminusFields.FindTarget(description, settings), settings.Address ?? description.Address)),
        MaxMessageSize = (ulong?)settings.MaxMessageSize,
        InitialDeliveryCount = 0,
        DesiredCapabilities = MakeCapabilities(description, settings),
        Properties = ValueConversion.ToFields(LinkArguments.MergeProperties(description.LinkProperties, settings.LinkProperties)),
    };

    /// <summary>Returns the capabilities that interface or options require.</summary>
    public static IReadOnlyCollection<string> GetRequiredCapabilities(SenderDescription description, SenderSettings settings) =>
        [.. description.RequiredCapabilities.Concat(settings.RequiredCapabilities).Distinct(StringComparer.Ordinal)];

    // Fields that have their default value are left out, as in the frames that TypedSender itself writes.
    private static Target MakeTarget(TypedSender.Amqp.Messages.Target target) => new()
    {
        Address = target.Address,
        Durable = target.Durable == TerminusDurability.None ? null : (uint)target.Durable,
        ExpiryPolicy = target.ExpiryPolicy.Value == TypedSender.Amqp.Messages.ExpiryPolicySymbols.SessionEnd ? default : new AmqpSymbol(target.ExpiryPolicy.Value),
        Timeout = target.Timeout == 0 ? null : target.Timeout,
        Capabilities = ToMultiple(target.Capabilities),
    };

    private static Multiple<AmqpSymbol>? MakeCapabilities(SenderDescription description, SenderSettings settings) =>
        ToMultiple(LinkArguments.MergeCapabilities(description.DesiredCapabilities, description.RequiredCapabilities, settings.DesiredCapabilities, settings.RequiredCapabilities));

    private static Multiple<AmqpSymbol>? ToMultiple(TypedSender.Amqp.AmqpSymbol[]? names) => names is null ? null : new Multiple<AmqpSymbol>([.. names.Select(name => new AmqpSymbol(name.Value))]);
}
