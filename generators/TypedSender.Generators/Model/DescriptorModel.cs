using TypedSender.Generators.Collections;

namespace TypedSender.Generators.Model;

/// <summary>The descriptor of a body.</summary>
/// <param name="Text">Its number or symbol, as C# writes it.</param>
/// <param name="Bytes">Its bytes, the one that announces a descriptor included.</param>
internal sealed record DescriptorModel(string Text, EquatableArray<byte> Bytes);
