using TypedSender.Generators.Collections;

namespace TypedSender.Generators.Model;

/// <summary>The address of a method's messages.</summary>
/// <param name="Template">The address, with the names of its places in braces, as C# writes it.</param>
/// <param name="Values">The text for each place, as C# reads it of the parameters.</param>
internal sealed record AddressModel(string Template, EquatableArray<string> Values);
