using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TypedSender.CodeFixes;

/// <summary>Changes the modifiers of types and parameters, and keeps the comments before them.</summary>
internal static class Modifiers
{
    /// <summary>Adds <c>partial</c>, which stands last.</summary>
    public static TypeDeclarationSyntax AddPartial(TypeDeclarationSyntax type)
        => type.Modifiers.Any(SyntaxKind.PartialKeyword) ? type : Add(type, type.Modifiers.Count, SyntaxKind.PartialKeyword);

    /// <summary>Makes a type internal that is private, protected, or local to its file.</summary>
    public static TypeDeclarationSyntax MakeInternal(TypeDeclarationSyntax type)
    {
        if (type.Modifiers.Any(SyntaxKind.PublicKeyword) || type.Modifiers.Any(SyntaxKind.InternalKeyword))
        {
            return type;
        }

        SyntaxTriviaList leading = type.GetLeadingTrivia();
        TypeDeclarationSyntax bare = type;
        for (int index = bare.Modifiers.Count - 1; index >= 0; index--)
        {
            if (bare.Modifiers[index].Kind() is SyntaxKind.PrivateKeyword or SyntaxKind.ProtectedKeyword or SyntaxKind.FileKeyword)
            {
                bare = bare.WithModifiers(bare.Modifiers.RemoveAt(index));
            }
        }

        return Add(bare.WithLeadingTrivia(leading), 0, SyntaxKind.InternalKeyword);
    }

    /// <summary>Inserts a modifier. Comments and white space in front of the token that follows it move in front of the modifier.</summary>
    private static TypeDeclarationSyntax Add(TypeDeclarationSyntax type, int index, SyntaxKind kind)
    {
        SyntaxToken added = SyntaxFactory.Token(kind).WithTrailingTrivia(SyntaxFactory.Space);
        SyntaxToken next = index < type.Modifiers.Count ? type.Modifiers[index] : type.Keyword;
        TypeDeclarationSyntax stripped = index < type.Modifiers.Count
            ? type.WithModifiers(type.Modifiers.Replace(next, next.WithLeadingTrivia()))
            : type.WithKeyword(next.WithLeadingTrivia());
        return stripped.WithModifiers(stripped.Modifiers.Insert(index, added.WithLeadingTrivia(next.LeadingTrivia)));
    }
}
