using System.Collections.Generic;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TypedSender.Generators.Parsing;

namespace TypedSender.Generators.Pipeline;

/// <summary>The type declarations of a file that carry attributes, by the names that the attributes are written with. Found once for each tree, without the compiler's symbols.</summary>
internal sealed class AnnotatedDeclarations
{
    private const string Suffix = "Attribute";

    private static readonly ConditionalWeakTable<SyntaxTree, AnnotatedDeclarations> Known = new();

    private readonly List<(TypeDeclarationSyntax Declaration, List<string> Names)> _annotated = new();
    private readonly HashSet<string> _aliases = new();
    private readonly List<string> _globalAliases = new();

    private AnnotatedDeclarations(CompilationUnitSyntax root)
    {
        AddAliases(root.Usings);
        AddTypes(root.Members);
    }

    /// <summary>Every type declaration with attributes, and their names.</summary>
    public IReadOnlyList<(TypeDeclarationSyntax Declaration, List<string> Names)> All => _annotated;

    public static AnnotatedDeclarations Of(SyntaxTree tree)
        => Known.GetValue(tree, static each => new AnnotatedDeclarations((CompilationUnitSyntax)each.GetRoot()));

    /// <summary>The global aliases of all files.</summary>
    public static HashSet<string> AllGlobalAliases(IEnumerable<SyntaxTree> trees)
    {
        var all = new HashSet<string>();
        foreach (SyntaxTree tree in trees)
        {
            // Generated files have none, and might have to be parsed for this.
            if (!GeneratedFiles.Has(tree))
            {
                all.UnionWith(Of(tree)._globalAliases);
            }
        }

        return all;
    }

    /// <summary>The names of types with type parameters that may carry the attribute, or hold one that may.</summary>
    public static HashSet<string> AllGenericNames(IEnumerable<SyntaxTree> trees, string attribute, HashSet<string> globalAliases)
    {
        var all = new HashSet<string>();
        foreach (SyntaxTree tree in trees)
        {
            if (!GeneratedFiles.Has(tree) && Of(tree) is { _annotated.Count: > 0 } file)
            {
                foreach (TypeDeclarationSyntax declaration in file.MayCarry(attribute, globalAliases))
                {
                    AddGenericNames(declaration, all);
                }
            }
        }

        return all;
    }

    /// <summary>The declarations that may carry the attribute, which an alias may give any name.</summary>
    /// <param name="attribute">The attribute's full name in metadata.</param>
    /// <param name="globalAliases">The global aliases of the compilation.</param>
    public IEnumerable<TypeDeclarationSyntax> MayCarry(string attribute, HashSet<string> globalAliases)
    {
        int start = attribute.LastIndexOf('.') + 1;
        foreach ((TypeDeclarationSyntax declaration, List<string> names) in _annotated)
        {
            foreach (string name in names)
            {
                if (IsName(name, attribute, start) || _aliases.Contains(name) || globalAliases.Contains(name))
                {
                    yield return declaration;
                    break;
                }
            }
        }
    }

    private static void AddGenericNames(TypeDeclarationSyntax declaration, HashSet<string> names)
    {
        for (SyntaxNode? node = declaration; node is not null; node = node.Parent)
        {
            if (node is TypeDeclarationSyntax { TypeParameterList: not null } generic)
            {
                names.Add(generic.Identifier.ValueText);
            }
        }
    }

    /// <summary>Whether the file has an alias of the name.</summary>
    public bool HasAlias(string name) => _aliases.Contains(name);

    /// <summary>Whether an attribute's name is written so, with its suffix or without.</summary>
    /// <param name="written">The name, without what it is qualified by.</param>
    /// <param name="attribute">The attribute's full name in metadata.</param>
    /// <param name="start">Where its simple name begins.</param>
    private static bool IsName(string written, string attribute, int start)
    {
        int length = attribute.Length - start;
        return (written.Length == length || written.Length == length - Suffix.Length) && string.CompareOrdinal(attribute, start, written, 0, written.Length) == 0;
    }

    private void AddTypes(SyntaxList<MemberDeclarationSyntax> members)
    {
        foreach (MemberDeclarationSyntax member in members)
        {
            switch (member)
            {
                case BaseNamespaceDeclarationSyntax space:
                    AddAliases(space.Usings);
                    AddTypes(space.Members);
                    break;
                case TypeDeclarationSyntax type:
                    if (type.AttributeLists.Count > 0)
                    {
                        _annotated.Add((type, NamesOf(type.AttributeLists)));
                    }

                    AddTypes(type.Members);
                    break;
                default:
                    break;
            }
        }
    }

    private void AddAliases(SyntaxList<UsingDirectiveSyntax> usings)
    {
        foreach (UsingDirectiveSyntax each in usings)
        {
            if (each.Alias?.Name.Identifier.ValueText is { } name)
            {
                _aliases.Add(name);
                if (each.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword))
                {
                    _globalAliases.Add(name);
                }
            }
        }
    }

    private static List<string> NamesOf(SyntaxList<AttributeListSyntax> lists)
    {
        var names = new List<string>();
        foreach (AttributeListSyntax list in lists)
        {
            foreach (AttributeSyntax attribute in list.Attributes)
            {
                if (AttributeNames.Simple(attribute.Name) is { } name)
                {
                    names.Add(name);
                }
            }
        }

        return names;
    }
}
