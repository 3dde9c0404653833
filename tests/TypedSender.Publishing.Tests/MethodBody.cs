namespace TypedSender.Publishing.Tests;

/// <summary>What a check of a method's instructions found.</summary>
/// <param name="Name">The method with its type; overloads have one name.</param>
/// <param name="WideConstants">How many instructions load a constant of eight bytes.</param>
/// <param name="Fault">The first branch that does not lead to the start of an instruction; null if all do.</param>
internal sealed record MethodBody(string Name, int WideConstants, string? Fault);
