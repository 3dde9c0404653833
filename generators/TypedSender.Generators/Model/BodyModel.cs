namespace TypedSender.Generators.Model;

/// <summary>The parameter that is the body of a send, or a list of bodies.</summary>
/// <param name="Name">The parameter, escaped.</param>
/// <param name="Contract">The contract's full name.</param>
/// <param name="Encoder">The full name of its encoder; empty in a stub.</param>
/// <param name="ContractDisplayName">The contract's name for people.</param>
/// <param name="ContractCanBeNull">Whether the contract is a reference type, or may be one.</param>
/// <param name="Items">Whether the parameter is one contract or several, and how they are gone through.</param>
/// <param name="ItemType">The contract as the message struct holds it: with a question mark if the items of a list may be null.</param>
/// <param name="Plain">How the body is laid out, of a contract that is known to bind nothing outside it; null for others.</param>
internal sealed record BodyModel(
    string Name,
    string Contract,
    string Encoder,
    string ContractDisplayName,
    bool ContractCanBeNull,
    ItemSource Items,
    string ItemType,
    BodyEncoding? Plain)
{
    /// <summary>What is appended to the parameter where its message is made of it.</summary>
    public string Conversion { get; init; } = string.Empty;

    /// <summary>Whether the parameter holds several contracts, each sent as a message.</summary>
    public bool IsList => Items != ItemSource.One;
}
