using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
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

    /// <summary>Those that may name a type with one of the names, each with all that qualifies it. In an expression, a qualified name is an access to a member.</summary>
    public List<ExpressionSyntax> Of(HashSet<string> names)
    {
        var found = new List<ExpressionSyntax>();
        foreach (GenericNameSyntax name in _all)
        {
            if (names.Contains(name.Identifier.ValueText))
            {
                for (ExpressionSyntax? whole = Qualified(name); whole is not null; whole = Longer(whole))
                {
                    found.Add(whole);
                }
            }
        }

        return found;
    }

    /// <summary>Whether two versions of a file, which declare the same, name the same types with one of the names, in the same members.</summary>
    public static bool AreTheSame(SyntaxTree one, SyntaxTree other, HashSet<string> names) => ReferenceEquals(one, other) || Text(one, names) == Text(other, names);

    private static ExpressionSyntax Qualified(GenericNameSyntax name)
    {
        ExpressionSyntax whole = name;
        while (whole.Parent is QualifiedNameSyntax or AliasQualifiedNameSyntax)
        {
            whole = (NameSyntax)whole.Parent;
        }

        return whole.Parent is MemberAccessExpressionSyntax access && access.Name == whole && IsName(access.Expression) ? access : whole;
    }

    /// <summary>The access to a member of what may be a type, which may be a type nested in it; null for what is none.</summary>
    private static ExpressionSyntax? Longer(ExpressionSyntax type)
        => type.Parent is MemberAccessExpressionSyntax { Name: IdentifierNameSyntax, Parent: not InvocationExpressionSyntax } access && access.Expression == type && IsName(type) ? access : null;

    private static bool IsName(ExpressionSyntax expression)
        => expression is NameSyntax || (expression is MemberAccessExpressionSyntax { RawKind: (int)SyntaxKind.SimpleMemberAccessExpression } access && IsName(access.Expression));

    private static string Text(SyntaxTree tree, HashSet<string> names)
    {
        var text = new StringBuilder();
        foreach (ExpressionSyntax name in Of(tree).Of(names))
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
