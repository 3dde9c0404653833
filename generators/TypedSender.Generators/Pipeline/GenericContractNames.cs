using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using TypedSender.Generators.Parsing;

namespace TypedSender.Generators.Pipeline;

/// <summary>The names by which code refers to generic contracts: those of their types that have type parameters.</summary>
internal static class GenericContractNames
{
    /// <summary>The names in a compilation and in the assemblies that it references; none in most projects.</summary>
    public static HashSet<string> Of(CSharpCompilation compilation)
    {
        DeclarationState declarations = DeclarationState.Of(compilation);
        HashSet<string> names = AnnotatedDeclarations.AllGenericNames(declarations.Trees, Attributes.Namespace + "." + Attributes.Contract, declarations.GlobalAliases);
        GenericContracts.AddNames(compilation, names);
        return names;
    }
}
