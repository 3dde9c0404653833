using Microsoft.CodeAnalysis;

namespace TypedSender.Generators.Parsing;

/// <summary>Finds out how a transparent type is made of the value that has been read: as C# writes it, with <c>{0}</c> for that.</summary>
internal static class WrapperMaking
{
    /// <summary>By a constructor that takes the value, or by setting it; null if neither can be.</summary>
    /// <param name="type">The transparent type.</param>
    /// <param name="transparent">What it wraps.</param>
    /// <param name="from">The assembly that reads the value.</param>
    public static string? Of(INamedTypeSymbol type, TransparentType transparent, IAssemblySymbol from)
    {
        string name = Names.FullName(type);
        bool isRequired = RequiredMembers.Is(transparent.Member!);
        if (type.IsAbstract || RequiredMembers.Has(type, except: transparent.Member))
        {
            return null;
        }

        if (!isRequired && Has(type, transparent, from, static (parameters, value) => IsTaken(parameters, value)))
        {
            return $"new {name}({{0}})";
        }

        return (type.IsValueType || Has(type, transparent, from, static (parameters, _) => parameters.IsEmpty)) && IsSettable(transparent.Member!, from)
            ? $"new {name}() {{ {Names.Escape(transparent.Member!.Name)} = {{0}} }}"
            : null;
    }

    /// <summary>Whether a constructor takes the value, and nothing else that it has no default for.</summary>
    private static bool IsTaken(System.Collections.Immutable.ImmutableArray<IParameterSymbol> parameters, ITypeSymbol value)
    {
        for (int index = 1; index < parameters.Length; index++)
        {
            if (!parameters[index].IsOptional)
            {
                return false;
            }
        }

        return parameters.Length > 0 && parameters[0].RefKind is RefKind.None or RefKind.In && SymbolEqualityComparer.Default.Equals(parameters[0].Type, value);
    }

    private static bool Has(INamedTypeSymbol type, TransparentType transparent, IAssemblySymbol from, System.Func<System.Collections.Immutable.ImmutableArray<IParameterSymbol>, ITypeSymbol, bool> fits)
    {
        foreach (IMethodSymbol constructor in type.InstanceConstructors)
        {
            if (IsReachable(constructor, from) && fits(constructor.Parameters, transparent.Value!) && !Restrictions.Has(constructor))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsSettable(ISymbol member, IAssemblySymbol from) => member switch
    {
        IPropertySymbol property => property.SetMethod is { } setter && IsReachable(setter, from),
        IFieldSymbol field => !field.IsReadOnly,
        _ => false,
    };

    private static bool IsReachable(ISymbol symbol, IAssemblySymbol from)
        => symbol.DeclaredAccessibility == Accessibility.Public
            || (symbol.DeclaredAccessibility is Accessibility.Internal or Accessibility.ProtectedOrInternal && TypeAccessibility.IsFriend(symbol.ContainingAssembly, from));
}
