using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;

namespace TypedSender.CodeFixes;

/// <summary>Adds and removes attributes of members, parameters and types.</summary>
internal static class Lists
{
    private const string Namespace = "TypedSender";
    private const string Prefix = "global::" + Namespace + ".";

    /// <summary>The member or parameter that a node is in and attributes stand on: a property, field or parameter.</summary>
    public static SyntaxNode? Owner(SyntaxNode node)
    {
        foreach (SyntaxNode each in node.AncestorsAndSelf())
        {
            switch (each)
            {
                case ParameterSyntax or PropertyDeclarationSyntax or FieldDeclarationSyntax:
                    return each;
                case MemberDeclarationSyntax:
                    return null;
            }
        }

        return null;
    }

    /// <summary>The attributes of a member, parameter or type.</summary>
    public static SyntaxList<AttributeListSyntax> Of(SyntaxNode owner) => owner switch
    {
        ParameterSyntax parameter => parameter.AttributeLists,
        MemberDeclarationSyntax member => member.AttributeLists,
        _ => default,
    };

    /// <summary>Adds an attribute of ours, on the line of a parameter and on a line of its own for others.</summary>
    /// <param name="owner">What it is to stand on.</param>
    /// <param name="name">Its name, without namespace and without Attribute.</param>
    /// <param name="arguments">With the parentheses, or empty; names of ours begin with <c>global::</c>.</param>
    public static SyntaxNode Add(SyntaxNode owner, string name, string arguments = "")
    {
        AttributeListSyntax list = Parse(name, arguments);
        switch (owner)
        {
            case ParameterSyntax parameter:
                SyntaxTriviaList before = parameter.GetLeadingTrivia();
                ParameterSyntax bare = parameter.WithLeadingTrivia();
                return bare.WithAttributeLists(bare.AttributeLists.Insert(0, list.WithTrailingTrivia(SyntaxFactory.Space))).WithLeadingTrivia(before);
            case MemberDeclarationSyntax member:
                SyntaxTriviaList leading = member.GetLeadingTrivia();
                MemberDeclarationSyntax rest = member.WithLeadingTrivia(Indentation(leading));
                SyntaxTrivia newLine = NewLine(member);
                return rest.WithAttributeLists(rest.AttributeLists.Insert(0, list.WithLeadingTrivia(leading).WithTrailingTrivia(newLine)));
            default:
                return owner;
        }
    }

    /// <summary>Removes an attribute, and its list if nothing else is in it.</summary>
    public static SyntaxNode Remove(SyntaxNode owner, AttributeSyntax attribute)
    {
        foreach (AttributeListSyntax list in Of(owner))
        {
            foreach (AttributeSyntax each in list.Attributes)
            {
                if (each.IsEquivalentTo(attribute))
                {
                    SyntaxNode removed = list.Attributes.Count == 1 ? list : each;
                    SyntaxTriviaList leading = owner.GetLeadingTrivia();
                    return owner.RemoveNode(removed, SyntaxRemoveOptions.KeepNoTrivia)!.WithLeadingTrivia(leading);
                }
            }
        }

        return owner;
    }

    /// <summary>The attributes of ours on a member or parameter.</summary>
    public static IEnumerable<(AttributeSyntax Syntax, string Name)> Ours(SyntaxNode owner, SemanticModel model)
    {
        foreach (AttributeListSyntax list in Of(owner))
        {
            foreach (AttributeSyntax attribute in list.Attributes)
            {
                if (model.GetTypeInfo(attribute).Type is { } type && (type.ContainingNamespace.ToDisplayString() + ".").StartsWith(Namespace + ".", System.StringComparison.Ordinal))
                {
                    yield return (attribute, type.Name.EndsWith("Attribute", System.StringComparison.Ordinal) ? type.Name.Substring(0, type.Name.Length - "Attribute".Length) : type.Name);
                }
            }
        }
    }

    /// <summary>A type by its full name, written as short as the file allows.</summary>
    public static TypeSyntax Type(string fullName) => SyntaxFactory.ParseTypeName("global::" + fullName).WithAdditionalAnnotations(Simplifier.Annotation);

    /// <summary>An expression whose names are full, written as short as the file allows.</summary>
    public static ExpressionSyntax Expression(string text) => Simplified(SyntaxFactory.ParseExpression(text));

    private static AttributeListSyntax Parse(string name, string arguments)
    {
        var unit = SyntaxFactory.ParseCompilationUnit($"[{Prefix}{name}{arguments}] class C;");
        return Simplified(((TypeDeclarationSyntax)unit.Members[0]).AttributeLists[0].WithoutTrivia());
    }

    private static T Simplified<T>(T node)
        where T : SyntaxNode
        => node.ReplaceNodes(node.DescendantNodesAndSelf(), static (_, current) => current is NameSyntax or MemberAccessExpressionSyntax ? current.WithAdditionalAnnotations(Simplifier.Annotation) : current)
            .WithAdditionalAnnotations(Formatter.Annotation);

    private static SyntaxTriviaList Indentation(SyntaxTriviaList leading)
        => leading.Count > 0 && leading[leading.Count - 1].IsKind(SyntaxKind.WhitespaceTrivia) ? SyntaxFactory.TriviaList(leading[leading.Count - 1]) : default;

    private static SyntaxTrivia NewLine(SyntaxNode node)
        => node.SyntaxTree.GetText().ToString().IndexOf("\r\n", System.StringComparison.Ordinal) >= 0 ? SyntaxFactory.CarriageReturnLineFeed : SyntaxFactory.LineFeed;
}
