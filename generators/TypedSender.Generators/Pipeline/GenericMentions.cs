using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TypedSender.Generators.Pipeline;

/// <summary>The generic names that a file consists of, wherever they stand. Found once for each tree, and not in projects that know no generic contract.</summary>
internal sealed class GenericMentions
{
    private static readonly ConditionalWeakTable<SyntaxTree, GenericMentions> Known = new();

    private readonly List<GenericNameSyntax> _all = new();

    private GenericMentions(SyntaxTree tree)
    {
        foreach (SyntaxNode node in tree.GetRoot().DescendantNodes())
        {
            if (node is GenericNameSyntax { IsUnboundGenericName: false } name)
            {
                _all.Add(name);
            }
        }
    }

    public static GenericMentions Of(SyntaxTree tree) => Known.GetValue(tree, static each => new GenericMentions(each));

    /// <summary>Those that may name a type with one of the names, up to the last part of a qualified name.</summary>
    public List<NameSyntax> Of(HashSet<string> names)
    {
        var found = new List<NameSyntax>();
        foreach (GenericNameSyntax name in _all)
        {
            if (names.Contains(name.Identifier.ValueText))
            {
                NameSyntax whole = name;
                while (whole.Parent is QualifiedNameSyntax or AliasQualifiedNameSyntax)
                {
                    whole = (NameSyntax)whole.Parent;
                }

                found.Add(whole);
            }
        }

        return found;
    }

    /// <summary>Whether two versions of a file, which declare the same, name the same types with one of the names, in the same members.</summary>
    public static bool AreTheSame(SyntaxTree one, SyntaxTree other, HashSet<string> names) => ReferenceEquals(one, other) || Text(one, names) == Text(other, names);

    private static string Text(SyntaxTree tree, HashSet<string> names)
    {
        var text = new StringBuilder();
        foreach (NameSyntax name in Of(tree).Of(names))
        {
            for (SyntaxNode? node = name; node is not null; node = node.Parent)
            {
                text.Append((node as BaseTypeDeclarationSyntax)?.Identifier.ValueText ?? (node as MethodDeclarationSyntax)?.Identifier.ValueText).Append('.');
            }

            text.Append(name).Append(';');
        }

        return text.ToString();
    }
}
