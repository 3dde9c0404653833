namespace TypedSender.Generators.Model;

/// <summary>What the sends of a method do otherwise than their sender.</summary>
/// <param name="Property">The property of <c>SendOptions</c>.</param>
/// <param name="Value">Its value as C# writes it: an argument of the method, or a constant.</param>
internal sealed record SendOptionModel(string Property, string Value);
