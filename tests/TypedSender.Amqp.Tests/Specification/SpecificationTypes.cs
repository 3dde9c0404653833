namespace TypedSender.Amqp.Tests.Specification;

/// <summary>A composite type, as the specification or an annotated type defines it.</summary>
public sealed record CompositeDefinition(string DescriptorName, ulong DescriptorCode, IReadOnlyList<FieldDefinition> Fields)
{
    public override string ToString() => DescriptorName;
}

/// <summary>A field of a composite type.</summary>
public sealed record FieldDefinition(int Index, string Name, string Type, bool Mandatory, bool Multiple, string? Default);

/// <summary>A restricted type: another type, often with a list of its permitted values.</summary>
public sealed record RestrictedDefinition(string Name, string Source, string? Provides, IReadOnlyDictionary<string, string> Choices);
