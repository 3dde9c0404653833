using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TypedSender.Generators.Parsing;

/// <summary>The names that attributes are written with.</summary>
internal static class AttributeNames
{
    /// <summary>The last part of a name, without what qualifies it and without type arguments.</summary>
    public static string? Simple(NameSyntax name) => name switch
    {
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax qualified => qualified.Name.Identifier.ValueText,
        _ => null,
    };
}
