using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace TypedSender.Generators.Parsing;

/// <summary>Which closed types generated code can name: the compiler reports others where the user names them, and would do so again in each generated file.</summary>
internal static class NameableTypes
{
    /// <summary>Whether the compiler refuses the type: one that does not exist, or type arguments that break constraints, anywhere in it.</summary>
    public static bool IsRefused(ITypeSymbol type, Compilation compilation) => type switch
    {
        IErrorTypeSymbol => true,
        IArrayTypeSymbol array => IsRefused(array.ElementType, compilation),
        INamedTypeSymbol named => (named.ContainingType is { } container && IsRefused(container, compilation)) || HasRefusedArgument(named, compilation),
        _ => false,
    };

    /// <summary>Whether dynamic is the type, or in it: no type can implement an interface whose type arguments hold it (CS1966).</summary>
    public static bool HoldsDynamic(ITypeSymbol type) => type switch
    {
        IDynamicTypeSymbol => true,
        IArrayTypeSymbol array => HoldsDynamic(array.ElementType),
        INamedTypeSymbol named => (named.ContainingType is { } container && HoldsDynamic(container)) || HasDynamicArgument(named),
        _ => false,
    };

    /// <summary>Whether a type argument may be null where its constraint forbids it, anywhere in the type: the compiler warns wherever it is named.</summary>
    public static bool BreaksNullability(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol array)
        {
            return BreaksNullability(array.ElementType);
        }

        if (type is not INamedTypeSymbol named)
        {
            return false;
        }

        for (int i = 0; i < named.TypeArguments.Length; i++)
        {
            if ((MayBeNull(named.TypeArguments[i]) && ForbidsNull(named.TypeParameters[i])) || BreaksNullability(named.TypeArguments[i]))
            {
                return true;
            }
        }

        return named.ContainingType is { } container && BreaksNullability(container);
    }

    private static bool HasRefusedArgument(INamedTypeSymbol type, Compilation compilation)
    {
        for (int i = 0; i < type.TypeArguments.Length; i++)
        {
            ITypeSymbol argument = type.TypeArguments[i];
            if (IsRefused(argument, compilation) || (argument is not ITypeParameterSymbol && !Satisfies(argument, type.TypeParameters[i], type, compilation)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasDynamicArgument(INamedTypeSymbol type)
    {
        foreach (ITypeSymbol argument in type.TypeArguments)
        {
            if (HoldsDynamic(argument))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Satisfies(ITypeSymbol argument, ITypeParameterSymbol parameter, INamedTypeSymbol type, Compilation compilation)
    {
        bool isNullable = argument.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;
        if ((parameter.HasReferenceTypeConstraint && !argument.IsReferenceType)
            || (parameter.HasValueTypeConstraint && (!argument.IsValueType || isNullable))
            || (parameter.HasUnmanagedTypeConstraint && !argument.IsUnmanagedType)
            || (parameter.HasConstructorConstraint && !HasConstructor(argument)))
        {
            return false;
        }

        foreach (ITypeSymbol constraint in parameter.ConstraintTypes)
        {
            // Of a constraint that names type parameters in other types, nothing is said: the compiler does.
            ITypeSymbol? closed = constraint is ITypeParameterSymbol other ? Argument(other, type) : Close(constraint, type);
            if (closed is null || ClosedContracts.IsOpen(closed))
            {
                continue;
            }

            Conversion conversion = compilation.ClassifyConversion(argument, closed);
            if (!conversion.IsIdentity && (isNullable || !conversion.IsImplicit || !(conversion.IsReference || conversion.IsBoxing)))
            {
                return false;
            }
        }

        return true;
    }

    private static bool HasConstructor(ITypeSymbol type)
    {
        if (type.IsValueType || type is not INamedTypeSymbol { TypeKind: TypeKind.Class, IsAbstract: false } named)
        {
            return type.IsValueType || type.TypeKind == TypeKind.Dynamic;
        }

        foreach (IMethodSymbol constructor in named.InstanceConstructors)
        {
            if (constructor is { Parameters.IsEmpty: true, DeclaredAccessibility: Accessibility.Public })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The constraint with the type arguments of the type; null if it is not made of them alone.</summary>
    private static ITypeSymbol? Close(ITypeSymbol constraint, INamedTypeSymbol type)
    {
        if (constraint is not INamedTypeSymbol { TypeArguments.Length: > 0 } generic)
        {
            return constraint;
        }

        var arguments = new ITypeSymbol[generic.TypeArguments.Length];
        for (int i = 0; i < arguments.Length; i++)
        {
            if ((generic.TypeArguments[i] is ITypeParameterSymbol parameter ? Argument(parameter, type) : Close(generic.TypeArguments[i], type)) is not { } argument)
            {
                return null;
            }

            arguments[i] = argument;
        }

        return generic.ConstructedFrom.Construct(arguments);
    }

    private static ITypeSymbol? Argument(ITypeParameterSymbol parameter, INamedTypeSymbol type)
        => SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, type.OriginalDefinition) ? type.TypeArguments[parameter.Ordinal] : null;

    private static bool MayBeNull(ITypeSymbol argument)
        => argument.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T || argument is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.Annotated };

    private static bool ForbidsNull(ITypeParameterSymbol parameter)
        => parameter.HasNotNullConstraint
            || (parameter.HasReferenceTypeConstraint && parameter.ReferenceTypeConstraintNullableAnnotation != NullableAnnotation.Annotated)
            || !parameter.ConstraintTypes.IsEmpty;
}
