using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TypedSender.Generators.Parsing;

namespace TypedSender.Generators.Analyzers;

/// <summary>Reads the attributes that generators of this product write for its analyzers. Their syntax is known, and to bind them would cost more than to parse the contract.</summary>
internal static class GeneratedMarks
{
    private const string Stub = "GeneratedStub";
    private const string EncodedMembers = "EncodedMembers";

    /// <summary>Whether the type, or one of its members, only compiles.</summary>
    public static bool HasStub(INamedTypeSymbol type)
    {
        if (Declaration(type) is not { } declaration)
        {
            return false;
        }

        bool has = Find(declaration.AttributeLists, Stub) is not null;
        foreach (MemberDeclarationSyntax member in declaration.Members)
        {
            has |= Find(member.AttributeLists, Stub) is not null;
        }

        return has;
    }

    /// <summary>The members that an encoder writes, as its attribute names them; empty if it has none.</summary>
    public static string MembersOf(INamedTypeSymbol encoder)
        => Declaration(encoder) is { } declaration
            && Find(declaration.AttributeLists, EncodedMembers)?.ArgumentList?.Arguments is { Count: > 0 } arguments
            && arguments[0].Expression is LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } members
            ? members.Token.ValueText
            : string.Empty;

    private static TypeDeclarationSyntax? Declaration(INamedTypeSymbol type)
        => GeneratedFiles.Declare(type) ? type.DeclaringSyntaxReferences[0].GetSyntax() as TypeDeclarationSyntax : null;

    private static AttributeSyntax? Find(SyntaxList<AttributeListSyntax> lists, string name)
    {
        foreach (AttributeListSyntax list in lists)
        {
            foreach (AttributeSyntax attribute in list.Attributes)
            {
                if (AttributeNames.Simple(attribute.Name) == name)
                {
                    return attribute;
                }
            }
        }

        return null;
    }
}
