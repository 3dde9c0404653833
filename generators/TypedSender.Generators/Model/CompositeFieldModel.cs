namespace TypedSender.Generators.Model;

/// <summary>One field of a composite type.</summary>
/// <param name="Index">The position in the list.</param>
/// <param name="Name">The field's name in the specification.</param>
/// <param name="SpecificationType">The field's type in the specification, for instance <c>milliseconds</c>.</param>
/// <param name="Property">The C# property.</param>
/// <param name="Local">A local variable's name for the field, escaped if it is a keyword.</param>
/// <param name="Type">The property's type, qualified with <c>global::</c>, without a trailing <c>?</c>.</param>
/// <param name="Kind">How the value is encoded.</param>
/// <param name="Shape">How the C# type holds that value.</param>
/// <param name="IsNullable">Whether the property can be null.</param>
/// <param name="IsMandatory">Whether the specification refuses null.</param>
/// <param name="Default">What null stands for, as a C# expression; null if the specification names no default.</param>
/// <param name="Choices">For an enum, how many values there are, from zero; otherwise 0.</param>
internal sealed record CompositeFieldModel(
    int Index,
    string Name,
    string SpecificationType,
    string Property,
    string Local,
    string Type,
    CompositeFieldKind Kind,
    CompositeFieldShape Shape,
    bool IsNullable,
    bool IsMandatory,
    string? Default,
    int Choices);
