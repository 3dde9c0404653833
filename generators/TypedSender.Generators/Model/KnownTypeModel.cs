using TypedSender.Generators.Collections;

namespace TypedSender.Generators.Model;

/// <summary>A type that a contract knows to derive from it.</summary>
/// <param name="TypeName">Its full name.</param>
/// <param name="Encoder">The full name of its encoder.</param>
/// <param name="IsExact">Whether a value of a type that derives from it is another case.</param>
/// <param name="IsApart">Whether the encoder is a type apart, which reads it too.</param>
/// <param name="Marks">The descriptors or discriminators that tell it, and the types that it names itself.</param>
internal sealed record KnownTypeModel(string TypeName, string Encoder, bool IsExact, bool IsApart, EquatableArray<string> Marks);
