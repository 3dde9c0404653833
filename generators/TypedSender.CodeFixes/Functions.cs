using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace TypedSender.CodeFixes;

/// <summary>Functions around a place, and awaiting in them.</summary>
internal static class Functions
{
    /// <summary>Whether <c>await</c> can be written here.</summary>
    public static bool CanAwait(SyntaxNode place)
    {
        foreach (SyntaxNode each in place.Ancestors())
        {
            switch (each)
            {
                case AnonymousFunctionExpressionSyntax lambda:
                    return lambda.AsyncKeyword.IsKind(SyntaxKind.AsyncKeyword);
                case LocalFunctionStatementSyntax local:
                    return local.Modifiers.Any(SyntaxKind.AsyncKeyword);
                case GlobalStatementSyntax:
                    return true;
                case LockStatementSyntax:
                    return false;
                case MemberDeclarationSyntax member:
                    return member.Modifiers.Any(SyntaxKind.AsyncKeyword);
            }
        }

        return false;
    }

    /// <summary><c>await task</c>, in the place of another expression and in parentheses where it needs them.</summary>
    public static ExpressionSyntax Await(ExpressionSyntax task, ExpressionSyntax replaced)
        => SyntaxFactory.ParenthesizedExpression(
                SyntaxFactory.AwaitExpression(SyntaxFactory.Token(SyntaxKind.AwaitKeyword).WithTrailingTrivia(SyntaxFactory.Space), task.WithoutTrivia()))
            .WithTriviaFrom(replaced)
            .WithAdditionalAnnotations(Simplifier.Annotation);

    /// <summary><c>_ = value</c>.</summary>
    public static ExpressionSyntax Discard(ExpressionSyntax value)
        => SyntaxFactory.AssignmentExpression(
                SyntaxKind.SimpleAssignmentExpression,
                SyntaxFactory.IdentifierName("_").WithTrailingTrivia(SyntaxFactory.Space),
                SyntaxFactory.Token(SyntaxKind.EqualsToken).WithTrailingTrivia(SyntaxFactory.Space),
                value.WithoutTrivia())
            .WithTriviaFrom(value);

    /// <summary><c>value.Method()</c>.</summary>
    public static ExpressionSyntax Call(ExpressionSyntax value, string method)
        => SyntaxFactory.InvocationExpression(
                SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, SyntaxFactory.ParenthesizedExpression(value.WithoutTrivia()).WithAdditionalAnnotations(Simplifier.Annotation), SyntaxFactory.IdentifierName(method)))
            .WithTriviaFrom(value);
}
