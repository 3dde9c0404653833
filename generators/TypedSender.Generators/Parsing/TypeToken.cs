using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TypedSender.Generators.Parsing;

/// <summary>Where a type is written, down to the argument or element that a problem is about. The syntax is looked for when it is asked for, which it seldom is.</summary>
internal readonly struct TypeToken
{
    private readonly ISymbol? _symbol;
    private readonly TypeSyntax? _written;
    private readonly Location _fallback;
    private readonly Part? _part;
    private readonly bool _isWithoutNullable;

    private TypeToken(ISymbol? symbol, Location fallback, Part? part, bool isWithoutNullable, TypeSyntax? written = null)
    {
        _symbol = symbol;
        _written = written;
        _fallback = fallback;
        _part = part;
        _isWithoutNullable = isWithoutNullable;
    }

    public Location Location => Syntax()?.GetLocation() ?? (_symbol is null ? _fallback : Locations.Of(_symbol, _fallback));

    /// <summary>The type of a property, field or parameter, or the return type of a method; <paramref name="fallback"/> if it is not in source.</summary>
    public static TypeToken Of(ISymbol symbol, Location fallback) => new(symbol, fallback, null, isWithoutNullable: false);

    /// <summary>A place that is no type of a declaration.</summary>
    public static TypeToken At(Location location) => new(null, location, null, isWithoutNullable: false);

    /// <summary>A type that is written in code, or as an argument of an attribute.</summary>
    public static TypeToken At(TypeSyntax written) => new(null, written.GetLocation(), null, isWithoutNullable: false, written);

    /// <summary>The type that is written at a place, by itself or in <c>typeof</c>; the whole place if there is none.</summary>
    public static TypeToken Written(Location location)
        => location.SourceTree?.GetRoot().FindNode(location.SourceSpan, getInnermostNodeForTie: true) switch
        {
            TypeSyntax type => At(type),
            TypeOfExpressionSyntax { Type: { } type } => At(type),
            _ => At(location),
        };

    /// <summary>The same place for whatever the type is made of, which is not written here.</summary>
    public TypeToken Whole() => new(null, Location, null, isWithoutNullable: false);

    /// <summary>The type before the question mark.</summary>
    public TypeToken WithoutNullable() => new(_symbol, _fallback, _part, isWithoutNullable: true, _written);

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
    public TypeToken Argument(int index) => new(_symbol, _fallback, new Part(WithoutNullable(), index), isWithoutNullable: false);

    private TypeSyntax? Syntax()
    {
        TypeSyntax? syntax = _part is not null ? _part.Syntax() : _symbol is not null ? Find(_symbol) : _written;
        return _isWithoutNullable && syntax is NullableTypeSyntax nullable ? nullable.ElementType : syntax;
    }

    private static TypeSyntax? Find(ISymbol symbol)
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
                return type;
            }
        }

        return null;
    }

    /// <summary>A type argument, or the element of an array.</summary>
    private sealed class Part
    {
        private readonly TypeToken _whole;
        private readonly int _index;

        public Part(TypeToken whole, int index)
        {
            _whole = whole;
            _index = index;
        }

        public TypeSyntax? Syntax()
        {
            TypeSyntax? whole = _whole.Syntax();
            if (whole is ArrayTypeSyntax { RankSpecifiers.Count: 1 } array)
            {
                return array.ElementType;
            }

            GenericNameSyntax? generic = whole switch
            {
                GenericNameSyntax name => name,
                QualifiedNameSyntax { Right: GenericNameSyntax name } => name,
                AliasQualifiedNameSyntax { Name: GenericNameSyntax name } => name,
                _ => null,
            };
            return generic is not null && _index < generic.TypeArgumentList.Arguments.Count ? generic.TypeArgumentList.Arguments[_index] : whole;
        }
    }
}
