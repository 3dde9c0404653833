using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TypedSender.CodeFixes;

/// <summary>Gives the members of a list contract their places: those that have none follow the last that has one, in the order of their declaration (TSND0310).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(OrderFix))]
public sealed class OrderFix : RewritingFix
{
    private const string Member = "AmqpMember";
    private const string Order = "Order";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIds.OrderMissing);

    private protected override IEnumerable<Rewrite> Rewrites(FixTarget target)
    {
        if (Lists.Owner(target.Node) is not { } owner || owner.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type)
        {
            yield break;
        }

        var rewrite = new Rewrite("Number the members", nameof(OrderFix));
        int next = 0;
        var unnumbered = new List<SyntaxNode>();
        foreach (SyntaxNode member in Members(type))
        {
            if (Place(member, target.Model) is { } place)
            {
                next = System.Math.Max(next, place + 1);
            }
            else if (IsInBody(member, target.Model))
            {
                unnumbered.Add(member);
            }
        }

        foreach (SyntaxNode member in unnumbered)
        {
            int place = next++;
            rewrite.Replacing(member, current => Number(current, place));
        }

        if (unnumbered.Contains(owner))
        {
            yield return rewrite;
        }
    }

    private static IEnumerable<SyntaxNode> Members(TypeDeclarationSyntax type)
    {
        if (type is RecordDeclarationSyntax { ParameterList: { } list })
        {
            foreach (ParameterSyntax parameter in list.Parameters)
            {
                yield return parameter;
            }
        }

        foreach (MemberDeclarationSyntax member in type.Members)
        {
            if (member is PropertyDeclarationSyntax or FieldDeclarationSyntax { Declaration.Variables.Count: 1 })
            {
                yield return member;
            }
        }
    }

    private static int? Place(SyntaxNode member, SemanticModel model)
        => Argument(Lists.Of(member)) is { } argument && model.GetConstantValue(argument.Expression) is { HasValue: true, Value: int place } ? place : null;

    /// <summary>Whether the member is one of the body: public or marked, and placed nowhere else.</summary>
    private static bool IsInBody(SyntaxNode member, SemanticModel model)
    {
        bool marked = false;
        foreach ((AttributeSyntax _, string name) in Lists.Ours(member, model))
        {
            switch (name)
            {
                case Member:
                    marked = true;
                    break;
                case "AmqpDuration" or "AmqpFormatter" or "AmqpEnumAsString":
                    break;
                default:
                    return false;
            }
        }

        return marked || member is ParameterSyntax || (member is PropertyDeclarationSyntax property && property.Modifiers.Any(SyntaxKind.PublicKeyword) && !property.Modifiers.Any(SyntaxKind.StaticKeyword));
    }

    private static SyntaxNode Number(SyntaxNode member, int place)
    {
        string number = place.ToString(CultureInfo.InvariantCulture);
        foreach (AttributeListSyntax list in Lists.Of(member))
        {
            foreach (AttributeSyntax attribute in list.Attributes)
            {
                if (attribute.Name.ToString() is Member or Member + "Attribute")
                {
                    AttributeArgumentSyntax argument = SyntaxFactory.AttributeArgument(
                        SyntaxFactory.NameEquals(SyntaxFactory.IdentifierName(Order).WithTrailingTrivia(SyntaxFactory.Space)).WithTrailingTrivia(SyntaxFactory.Space),
                        null,
                        SyntaxFactory.ParseExpression(number));
                    AttributeArgumentListSyntax arguments = attribute.ArgumentList ?? SyntaxFactory.AttributeArgumentList();
                    return member.ReplaceNode(attribute, attribute.WithArgumentList(arguments.Arguments.Count == 0
                        ? arguments.AddArguments(argument)
                        : arguments.AddArguments(argument.WithLeadingTrivia(SyntaxFactory.Space))));
                }
            }
        }

        return Lists.Add(member, Member, $"({Order} = {number})");
    }

    private static AttributeArgumentSyntax? Argument(SyntaxList<AttributeListSyntax> lists)
    {
        foreach (AttributeListSyntax list in lists)
        {
            foreach (AttributeSyntax attribute in list.Attributes)
            {
                foreach (AttributeArgumentSyntax argument in attribute.ArgumentList?.Arguments ?? default)
                {
                    if (argument.NameEquals?.Name.Identifier.ValueText == Order)
                    {
                        return argument;
                    }
                }
            }
        }

        return null;
    }
}
