using Microsoft.CodeAnalysis;

namespace TypedSender.Generators.Parsing;

/// <summary>Finds out how a transparent type is made of the value that has been read: as C# writes it, with <c>{0}</c> for that.</summary>
internal static class WrapperMaking
{
    /// <summary>By a constructor that takes the value, or by setting it; null if neither can be.</summary>
    public static string? Of(INamedTypeSymbol type, TransparentType transparent)
    {
        string name = Names.FullName(type);
        bool isRequired = IsRequired(transparent.Member!);
        if (type.IsAbstract || HasOtherRequired(type, transparent.Member!))
        {
            return null;
        }

        if (!isRequired && Has(type, transparent, static (parameters, value) => IsTaken(parameters, value)))
        {
            return $"new {name}({{0}})";
        }

        return (type.IsValueType || Has(type, transparent, static (parameters, _) => parameters.IsEmpty)) && IsSettable(transparent.Member!)
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

    private static bool Has(INamedTypeSymbol type, TransparentType transparent, System.Func<System.Collections.Immutable.ImmutableArray<IParameterSymbol>, ITypeSymbol, bool> fits)
    {
        foreach (IMethodSymbol constructor in type.InstanceConstructors)
        {
            if (IsReachable(constructor) && fits(constructor.Parameters, transparent.Value!) && !Restrictions.Has(constructor))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsSettable(ISymbol member) => member switch
    {
        IPropertySymbol property => property.SetMethod is { } setter && IsReachable(setter),
        IFieldSymbol field => !field.IsReadOnly,
        _ => false,
    };

    /// <summary>What is internal is reached from the assembly of the type itself; of others, what is public.</summary>
    private static bool IsReachable(ISymbol symbol)
        => symbol.DeclaredAccessibility == Accessibility.Public
            || (symbol.DeclaredAccessibility is Accessibility.Internal or Accessibility.ProtectedOrInternal && symbol.DeclaringSyntaxReferences.Length > 0);

    private static bool HasOtherRequired(INamedTypeSymbol type, ISymbol member)
    {
        for (INamedTypeSymbol? each = type; each is not null; each = each.BaseType)
        {
            foreach (ISymbol other in each.GetMembers())
            {
                if (IsRequired(other) && !SymbolEqualityComparer.Default.Equals(other, member))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool IsRequired(ISymbol member) => member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true };
}
