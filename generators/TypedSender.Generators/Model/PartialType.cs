using TypedSender.Generators.Collections;

namespace TypedSender.Generators.Model;

/// <summary>A partial type that generated code adds to.</summary>
/// <param name="Namespace">Its namespace, escaped; empty for the global one.</param>
/// <param name="Containers">The types around it, outermost first.</param>
/// <param name="Keyword">Its keyword, such as <c>record struct</c>.</param>
/// <param name="Name">Its name, escaped.</param>
/// <param name="FullName">Its name from <c>global::</c> on.</param>
/// <param name="MetadataName">Its name in metadata, which no other type of the compilation has.</param>
/// <param name="DisplayName">Its name for people.</param>
internal sealed record PartialType(
    string Namespace,
    EquatableArray<ContainingType> Containers,
    string Keyword,
    string Name,
    string FullName,
    string MetadataName,
    string DisplayName)
{
    /// <summary>Its type parameters, with the variance that each part has to repeat, in angle brackets; empty for none.</summary>
    public string TypeParameters { get; init; } = string.Empty;
}
