namespace TypedSender.Tool.Contracts;

/// <summary>A member of a body.</summary>
/// <param name="Name">Its name in C#.</param>
/// <param name="Key">Its key in a map, or its name in JSON.</param>
/// <param name="Order">Its place in a list; below zero where it has none.</param>
/// <param name="Value">What it holds.</param>
internal sealed record BodyMember(string Name, string Key, int Order, ValueShape Value);

/// <summary>What a contract makes of a value.</summary>
internal sealed record ContractInfo
{
    public required ContractDeclaration Declaration { get; init; }

    public Type Type => Declaration.Type;

    public string FullName => TypeNames.Full(Type);

    public string Name => TypeNames.Simple(Type);

    /// <summary>The types that it names, any of which may be sent in its place.</summary>
    public required IReadOnlyList<ContractDeclaration> KnownTypes { get; init; }

    /// <summary>The entry of its map that identifies it within its hierarchy; null for none.</summary>
    public required Discriminator? Discriminator { get; init; }

    /// <summary>The attributes of a CloudEvent that stand beside the body, as its data, in one JSON object (structured mode); null otherwise.</summary>
    public required IReadOnlyList<PlacedValue>? Event { get; init; }

    /// <summary>Map, List, Sequence, Raw or Json.</summary>
    public required string Encoding { get; init; }

    /// <summary>The descriptor of the body; empty for none.</summary>
    public required string Descriptor { get; init; }

    /// <summary>The members that are written to the body, in the order of the body.</summary>
    public required IReadOnlyList<BodyMember> Body { get; init; }

    /// <summary>The members and constants that are written to other sections.</summary>
    public required IReadOnlyList<PlacedValue> Placed { get; init; }
}

/// <summary>A sender interface.</summary>
/// <param name="Type">The interface.</param>
/// <param name="Address">Its address; empty for none.</param>
/// <param name="TargetCapabilities">The capabilities of its target.</param>
/// <param name="DesiredCapabilities">The capabilities that it desires.</param>
/// <param name="Methods">Its methods that send.</param>
internal sealed record SenderInfo(Type Type, string Address, IReadOnlyList<string> TargetCapabilities, IReadOnlyList<string> DesiredCapabilities, IReadOnlyList<SendMethod> Methods)
{
    public string FullName => TypeNames.Full(Type);
}

/// <summary>A method that sends.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Address">Where it sends.</param>
/// <param name="Contract">What it sends; null for any contract.</param>
/// <param name="IsMany">Whether it sends each item of a list.</param>
/// <param name="IsBatch">Whether it sends envelopes of several messages.</param>
/// <param name="Placed">What interface, method and parameters put outside the body.</param>
internal sealed record SendMethod(string Name, string Address, ContractInfo? Contract, bool IsMany, bool IsBatch, IReadOnlyList<PlacedValue> Placed)
{
    /// <summary>All values of sections other than the body. Those of the method and its parameters come before those of the contract, and these before those of the interface.</summary>
    public IReadOnlyList<PlacedValue> AllPlaced { get; init; } = [];
}
