using System;
using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TypedSender.Generators.Parsing;
using TypedSender.Generators.Pipeline;

namespace TypedSender.Generators.Analyzers;

/// <summary>
/// The names of attributes whose place counts, or may count: those of the product, of assemblies that use it, and all that the project declares, where any may stand for a section attribute.
/// Most attributes of a project are none of these, and need not be bound to know it.
/// </summary>
internal sealed class PlacedNames
{
    private const string Suffix = "Attribute";

    private readonly HashSet<string> _names = new();
    private readonly HashSet<string> _globalAliases;

    public PlacedNames(CSharpCompilation compilation)
    {
        _globalAliases = DeclarationState.Of(compilation).GlobalAliases;
        foreach (IAssemblySymbol assembly in compilation.SourceModule.ReferencedAssemblySymbols)
        {
            if (IsOurs(assembly.Name) || UsesUs(assembly))
            {
                Add(assembly.TypeNames);
            }
        }

        // What makes a contract or a sender of a type stands on types alone: the compiler sees to it.
        foreach (string owner in new[] { Attributes.Contract, Attributes.Sender, Attributes.Management })
        {
            _names.Remove(owner);
            _names.Remove(owner.Substring(0, owner.Length - Suffix.Length));
        }

        Add(compilation.Assembly.TypeNames);
    }

    /// <summary>Whether the attribute may be one of them. An alias may give it any name.</summary>
    public bool MayBe(AttributeSyntax attribute)
        => AttributeNames.Simple(attribute.Name) is not { } name
            || _names.Contains(name)
            || _globalAliases.Contains(name)
            || AnnotatedDeclarations.Of(attribute.SyntaxTree).HasAlias(name);

    private static bool IsOurs(string assembly) => assembly.StartsWith(Attributes.Namespace, StringComparison.Ordinal);

    private static bool UsesUs(IAssemblySymbol assembly)
    {
        foreach (IModuleSymbol module in assembly.Modules)
        {
            foreach (AssemblyIdentity reference in module.ReferencedAssemblies)
            {
                if (IsOurs(reference.Name))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private void Add(IEnumerable<string> names)
    {
        foreach (string name in names)
        {
            _names.Add(name);
            if (name.EndsWith(Suffix, StringComparison.Ordinal))
            {
                _names.Add(name.Substring(0, name.Length - Suffix.Length));
            }
        }
    }
}
