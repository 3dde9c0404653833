using TypedSender.Generators.Collections;

namespace TypedSender.Generators.Model;

/// <summary>A composite type of the protocol: a described list with named fields (AMQP 1.0, 1.4).</summary>
/// <param name="Namespace">The namespace the type is declared in.</param>
/// <param name="Keyword"><c>record struct</c>, <c>record</c>, <c>struct</c> or <c>class</c>.</param>
/// <param name="Name">The C# name of the type.</param>
/// <param name="MetadataName">The full metadata name; it names the generated file.</param>
/// <param name="DescriptorName">The symbolic descriptor, for instance <c>amqp:open:list</c>.</param>
/// <param name="DescriptorCode">The numeric descriptor.</param>
/// <param name="IsStruct">Whether members can be marked <c>readonly</c>.</param>
/// <param name="HasInstance">Whether decoding returns the type's static <c>Instance</c>, since it has no fields.</param>
/// <param name="OverridesEncode">Whether a base type declares <c>Encode</c> abstract.</param>
/// <param name="HidesDecode">Whether a base type has a <c>Decode</c> of its own, for any of its derived types.</param>
/// <param name="Fields">The fields, in wire order.</param>
internal sealed record CompositeModel(
    string Namespace,
    string Keyword,
    string Name,
    string MetadataName,
    string DescriptorName,
    ulong DescriptorCode,
    bool IsStruct,
    bool HasInstance,
    bool OverridesEncode,
    bool HidesDecode,
    EquatableArray<CompositeFieldModel> Fields)
{
    /// <summary>The type's name in the specification: <c>open</c> of <c>amqp:open:list</c>.</summary>
    public string SpecificationName => DescriptorName.Split(':')[1];
}
