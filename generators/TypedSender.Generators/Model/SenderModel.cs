using TypedSender.Generators.Collections;

namespace TypedSender.Generators.Model;

/// <summary>A sender interface as the printer needs it.</summary>
/// <param name="Type">The interface.</param>
/// <param name="Address">The target address as C# writes it.</param>
/// <param name="AddressTemplate">The template of addresses as C# writes it; null for none.</param>
/// <param name="Broker">The kind of broker, a member of AmqpBrokerKind; null if nothing says so.</param>
/// <param name="SendSettleMode">Whether deliveries are sent settled, as C# writes it; null if nothing says so.</param>
/// <param name="ReceiveSettleMode">Which end settles first, as C# writes it; null if nothing says so.</param>
/// <param name="Capabilities">The desired capabilities as C# writes them.</param>
/// <param name="RequiredCapabilities">The required capabilities as C# writes them.</param>
/// <param name="LinkProperties">The link properties.</param>
/// <param name="Target">What is asked of the target besides the address.</param>
/// <param name="Implementation">The name of the class that is nested in it.</param>
/// <param name="Restrictions">What the user's attributes say against the use of what the implementation names.</param>
/// <param name="Closing">How it is disposed of.</param>
/// <param name="Methods">The methods that send.</param>
/// <param name="Registration">The method that registers it; null for none.</param>
internal sealed record SenderModel(
    PartialType Type,
    string Address,
    string? AddressTemplate,
    string? Broker,
    string? SendSettleMode,
    string? ReceiveSettleMode,
    EquatableArray<string> Capabilities,
    EquatableArray<string> RequiredCapabilities,
    EquatableArray<LinkPropertyModel> LinkProperties,
    TargetModel Target,
    string Implementation,
    RestrictionsModel Restrictions,
    ClosingModel Closing,
    EquatableArray<SenderMethodModel> Methods,
    RegistrationModel? Registration);

/// <summary>A link property.</summary>
/// <param name="Name">Its key as C# writes it.</param>
/// <param name="Value">Its value as C# writes it, typed.</param>
internal sealed record LinkPropertyModel(string Name, string Value);
