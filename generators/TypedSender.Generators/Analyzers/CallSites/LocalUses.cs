using System.Collections.Generic;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TypedSender.Generators.Analyzers.CallSites;

/// <summary>Where local variables are named.</summary>
internal static class LocalUses
{
    /// <summary>How often the member around a place names a local variable.</summary>
    public static int Count(ISymbol local, SyntaxNode place, SemanticModel model, CancellationToken cancellationToken)
    {
        int count = 0;
        foreach (IdentifierNameSyntax _ in In(Member(place), local, model, cancellationToken))
        {
            count++;
        }

        return count;
    }

    /// <summary>The names in <paramref name="node"/> that stand for a local variable or parameter.</summary>
    public static IEnumerable<IdentifierNameSyntax> In(SyntaxNode node, ISymbol local, SemanticModel model, CancellationToken cancellationToken)
    {
        foreach (SyntaxNode descendant in node.DescendantNodesAndSelf())
        {
            if (descendant is IdentifierNameSyntax name
                && name.Identifier.ValueText == local.Name
                && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name, cancellationToken).Symbol, local))
            {
                yield return name;
            }
        }
    }

    private static SyntaxNode Member(SyntaxNode place)
    {
        SyntaxNode member = place;
        while (member.Parent is { } parent && (member is not MemberDeclarationSyntax || member is GlobalStatementSyntax))
        {
            member = parent;
        }

        return member;
    }
}
