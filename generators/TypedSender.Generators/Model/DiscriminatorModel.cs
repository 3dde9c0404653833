namespace TypedSender.Generators.Model;

/// <summary>The entry of a map that tells which type it holds.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Value">Its value.</param>
internal sealed record DiscriminatorModel(string Key, string Value);
