using Microsoft.CodeAnalysis;
using TypedSender.Generators.Parsing;

namespace TypedSender.Generators.Analyzers;

/// <summary>Recognises generated code that only compiles.</summary>
internal static class Stubs
{
    private const string Attribute = "GeneratedStubAttribute";
    private const string Namespace = Attributes.Namespace + ".GeneratedCode";

    public static bool Is(ISymbol symbol)
    {
        foreach (AttributeData attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass is { Name: Attribute } type && Names.Namespace(type.ContainingNamespace) == Namespace)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a member of the type is one.</summary>
    public static bool IsIn(INamedTypeSymbol type)
    {
        foreach (ISymbol member in type.GetMembers())
        {
            if (Is(member))
            {
                return true;
            }
        }

        return false;
    }
}
