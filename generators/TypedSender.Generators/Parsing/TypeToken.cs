using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TypedSender.Generators.Parsing;

/// <summary>Where a type is written, down to the argument or element that a problem is about.</summary>
internal readonly struct TypeToken
{
    private readonly TypeSyntax? _syntax;
    private readonly Location _fallback;

    private TypeToken(TypeSyntax? syntax, Location fallback)
    {
        _syntax = syntax;
        _fallback = fallback;
    }

    public Location Location => _syntax?.GetLocation() ?? _fallback;

    /// <summary>The type of a property, field or parameter, or the return type of a method; <paramref name="fallback"/> if it is not in source.</summary>
    public static TypeToken Of(ISymbol symbol, Location fallback)
    {
        foreach (SyntaxReference reference in symbol.DeclaringSyntaxReferences)
        {
            TypeSyntax? type = reference.GetSyntax() switch
            {
                PropertyDeclarationSyntax property => property.Type,
                ParameterSyntax parameter => parameter.Type,
                MethodDeclarationSyntax method => method.ReturnType,
                VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax variable } => variable.Type,
                _ => null,
            };
            if (type is not null)
            {
                return new TypeToken(type, fallback);
            }
        }

        return new TypeToken(null, Locations.Of(symbol, fallback));
    }

    /// <summary>The same place for whatever the type is made of, which is not written here.</summary>
    public TypeToken Whole() => new(null, Location);

    /// <summary>The type before the question mark.</summary>
    public TypeToken WithoutNullable() => new(_syntax is NullableTypeSyntax nullable ? nullable.ElementType : _syntax, _fallback);

    /// <summary>The type argument or the element of an array that <paramref name="inner"/> is; the whole type if it is neither.</summary>
    /// <param name="type">The type that is written here.</param>
    /// <param name="inner">What the type holds.</param>
    /// <param name="last">Whether of two equal type arguments the last one counts, as for the values of a dictionary.</param>
    public TypeToken Of(ITypeSymbol type, ITypeSymbol inner, bool last = false)
    {
        if (type is not INamedTypeSymbol named)
        {
            return Argument(0);
        }

        int found = -1;
        for (int i = 0; i < named.TypeArguments.Length && (found < 0 || last); i++)
        {
            found = SymbolEqualityComparer.Default.Equals(named.TypeArguments[i], inner) ? i : found;
        }

        return found < 0 ? WithoutNullable() : Argument(found);
    }

    /// <summary>The type argument at <paramref name="index"/>, or the element of an array; the whole type if it is written some other way.</summary>
    public TypeToken Argument(int index)
    {
        TypeSyntax? syntax = _syntax is NullableTypeSyntax nullable ? nullable.ElementType : _syntax;
        if (syntax is ArrayTypeSyntax { RankSpecifiers.Count: 1 } array)
        {
            return new TypeToken(array.ElementType, _fallback);
        }

        GenericNameSyntax? generic = syntax switch
        {
            GenericNameSyntax name => name,
            QualifiedNameSyntax { Right: GenericNameSyntax name } => name,
            AliasQualifiedNameSyntax { Name: GenericNameSyntax name } => name,
            _ => null,
        };
        return generic is not null && index < generic.TypeArgumentList.Arguments.Count
            ? new TypeToken(generic.TypeArgumentList.Arguments[index], _fallback)
            : new TypeToken(syntax, _fallback);
    }
}
