using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TypedSender.Structure.Tests;

/// <summary>How large a class, a struct or a record is: all its parts and its nested private types together.</summary>
/// <param name="Name">The name, behind the names of the types around it; without the namespace.</param>
/// <param name="Lines">The number of lines of its declarations, documentation included.</param>
/// <param name="Fields">The number of values that an instance holds: fields, automatic properties, events, and parameters of the primary constructor that are kept.</param>
internal sealed record TypeShape(string Name, int Lines, int Fields)
{
    /// <summary>Measures every type of some files.</summary>
    public static IReadOnlyList<TypeShape> Measure(IEnumerable<SourceFile> files) =>
    [
        .. from file in files
           from type in CSharpSyntaxTree.ParseText(file.Text, new CSharpParseOptions(LanguageVersion.Preview)).GetRoot().DescendantNodes().OfType<TypeDeclarationSyntax>()
           where type is ClassDeclarationSyntax or StructDeclarationSyntax or RecordDeclarationSyntax && !IsPrivate(type)
           group type by $"{file.Namespace}:{GetName(type)}" into parts
           orderby parts.Key
           select new TypeShape(GetName(parts.First()), parts.Sum(CountLines), parts.Sum(CountFields)),
    ];

    private static string GetName(TypeDeclarationSyntax type)
    {
        string own = type.Identifier.Text + (type.TypeParameterList is { } list ? $"<{new string(',', list.Parameters.Count - 1)}>" : string.Empty);
        return type.Parent is TypeDeclarationSyntax outer ? $"{GetName(outer)}.{own}" : own;
    }

    // Nested types are private unless something else is said.
    private static bool IsPrivate(MemberDeclarationSyntax type) => type.Parent is TypeDeclarationSyntax
        && !type.Modifiers.Any(SyntaxKind.PublicKeyword) && !type.Modifiers.Any(SyntaxKind.InternalKeyword) && !type.Modifiers.Any(SyntaxKind.ProtectedKeyword);

    private static int CountLines(TypeDeclarationSyntax type) => CountSpan(type) - type.Members.OfType<TypeDeclarationSyntax>().Where(nested => !IsPrivate(nested)).Sum(CountSpan);

    private static int CountSpan(TypeDeclarationSyntax type)
    {
        FileLinePositionSpan declaration = type.GetLocation().GetLineSpan();
        int first = type.GetLeadingTrivia().Where(trivia => trivia.HasStructure).Select(trivia => trivia.GetLocation().GetLineSpan().StartLinePosition.Line)
            .DefaultIfEmpty(declaration.StartLinePosition.Line).Min();
        return declaration.EndLinePosition.Line - first + 1;
    }

    private static int CountFields(TypeDeclarationSyntax type) => CountKeptParameters(type) + type.Members.Sum(member => member switch
    {
        FieldDeclarationSyntax field when !IsStatic(field) => field.Declaration.Variables.Count,
        EventFieldDeclarationSyntax @event when !IsStatic(@event) => @event.Declaration.Variables.Count,
        PropertyDeclarationSyntax property when !IsStatic(property) && HasBackingField(property) => 1,
        TypeDeclarationSyntax nested and not InterfaceDeclarationSyntax when IsPrivate(nested) => CountFields(nested),
        _ => 0,
    });

    private static bool IsStatic(MemberDeclarationSyntax member) =>
        member.Modifiers.Any(SyntaxKind.StaticKeyword) || member.Modifiers.Any(SyntaxKind.ConstKeyword) || member.Modifiers.Any(SyntaxKind.AbstractKeyword);

    private static bool HasBackingField(PropertyDeclarationSyntax property) => property.AccessorList is { } accessors
        && (accessors.Accessors.Any(accessor => accessor.Body is null && accessor.ExpressionBody is null) || accessors.DescendantNodes().OfType<FieldExpressionSyntax>().Any());

    private static int CountKeptParameters(TypeDeclarationSyntax type)
    {
        if (type.ParameterList is not { } list)
        {
            return 0;
        }

        HashSet<string> used = [.. type.Members.Where(member => member is not TypeDeclarationSyntax).SelectMany(FindNames)];
        return type is RecordDeclarationSyntax
            ? list.Parameters.Count
            : list.Parameters.Count(parameter => used.Contains(parameter.Identifier.Text));
    }

    /// <summary>The names that a member uses when it runs: not in the initializers of fields and properties, which run in the constructor.</summary>
    private static IEnumerable<string> FindNames(MemberDeclarationSyntax member) =>
        from name in member.DescendantNodes().OfType<IdentifierNameSyntax>()
        where !(name.Parent is MemberAccessExpressionSyntax access && access.Name == name) && name.Parent is not (NameColonSyntax or NameEqualsSyntax)
        where member is not FieldDeclarationSyntax && !(member is PropertyDeclarationSyntax { Initializer: { } initializer } && initializer.Span.Contains(name.Span))
        select name.Identifier.Text;
}
