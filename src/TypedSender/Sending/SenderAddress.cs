namespace TypedSender;

/// <summary>Where the messages of a sender go.</summary>
/// <param name="Text">The address of the target (AMQP 1.0, 3.5.4), or how texts and telemetry call one without an address.</param>
/// <param name="IsOfMessages">Whether messages name their addresses themselves (<see cref="AmqpTarget.IsAnonymous"/>).</param>
/// <param name="Origin">Where the address comes from, for the texts of errors: what is to be corrected if the peer has no such node.</param>
internal sealed record SenderAddress(string Text, bool IsOfMessages, string Origin)
{
    private const string Dynamic = "(dynamic)";
    private const string Anonymous = "(anonymous)";

    public static SenderAddress Of(SenderDescription description, SenderSettings settings) => TerminusFields.FindTarget(description, settings) switch
    {
        { DynamicNode: not null } => new SenderAddress(Dynamic, false, settings.AddressOrigin),
        { IsAnonymous: true } => new SenderAddress(description.AddressTemplate ?? Anonymous, true, settings.AddressOrigin),
        _ => new SenderAddress(settings.Address ?? description.Address, false, settings.AddressOrigin),
    };
}
