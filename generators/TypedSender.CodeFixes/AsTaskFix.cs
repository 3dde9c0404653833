using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TypedSender.CodeFixes;

/// <summary>Keeps a Task instead of a ValueTask that is awaited twice (TSND0703).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AsTaskFix))]
public sealed class AsTaskFix : RewritingFix
{
    private const string AsTask = "AsTask";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIds.AwaitedTwice);

    private protected override IEnumerable<Rewrite> Rewrites(FixTarget target)
    {
        if (target.Diagnostic.AdditionalLocations.Count == 0
            || target.Root.FindNode(target.Diagnostic.AdditionalLocations[0].SourceSpan) is not VariableDeclaratorSyntax { Initializer.Value: { } value, Parent: VariableDeclarationSyntax { Variables.Count: 1 } declaration } declarator
            || IsUsedAsValueTask(declarator))
        {
            yield break;
        }

        Rewrite rewrite = new Rewrite("Keep a Task", nameof(AsTaskFix)).Replacing(value, static current => Functions.Call(current, AsTask));
        if (!declaration.Type.IsVar)
        {
            rewrite.Replacing(declaration.Type, static type => Rename(type));
        }

        yield return rewrite;
    }

    /// <summary>Whether the variable is used, or given values, in a way that a Task does not have.</summary>
    private static bool IsUsedAsValueTask(VariableDeclaratorSyntax declarator)
    {
        SyntaxNode scope = declarator.FirstAncestorOrSelf<BlockSyntax>() ?? declarator.SyntaxTree.GetRoot();
        foreach (SyntaxNode each in scope.DescendantNodes())
        {
            if (each is IdentifierNameSyntax name && name.Identifier.ValueText == declarator.Identifier.ValueText
                && (name.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: AsTask or "Preserve" } || (name.Parent is AssignmentExpressionSyntax assignment && assignment.Left == name)))
            {
                return true;
            }
        }

        return false;
    }

    private static SyntaxNode Rename(TypeSyntax type)
    {
        foreach (SyntaxNode each in type.DescendantNodesAndSelf())
        {
            if (each is SimpleNameSyntax { Identifier.ValueText: "ValueTask" } name)
            {
                return type.ReplaceNode(name, name.WithIdentifier(SyntaxFactory.Identifier("Task").WithTriviaFrom(name.Identifier)));
            }
        }

        return type;
    }
}
