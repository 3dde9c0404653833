using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Collections;
using TypedSender.Generators.Model;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Parsing;

/// <summary>The type parameters of a send method, each of which has to be a contract.</summary>
internal static class TypeParameters
{
    private const string Contract = "IAmqpContract`1";

    public static TypeParametersModel Of(IMethodSymbol method)
    {
        if (method.Arity == 0)
        {
            return new TypeParametersModel(EquatableArray<string>.Empty, EquatableArray<string>.Empty, string.Empty, string.Empty);
        }

        var names = new List<string>();
        var declared = new List<string>();
        string constraints = string.Empty;
        foreach (ITypeParameterSymbol parameter in method.TypeParameters)
        {
            string name = Names.Escape(parameter.Name);
            names.Add(name);
            declared.Add(string.Concat(MirroredAttributes.Of(parameter)) + name);
            constraints += Constraints(parameter, name);
        }

        return new TypeParametersModel(names.ToEquatableArray(), declared.ToEquatableArray(), MethodSignature.Constraints(method), constraints);
    }

    /// <summary>Whether the constraints say that each type is a contract: that it implements <c>IAmqpContract&lt;T&gt;</c> of itself.</summary>
    public static bool IsContract(ITypeParameterSymbol parameter)
    {
        foreach (ITypeSymbol constraint in parameter.ConstraintTypes)
        {
            if (IsContractOf(constraint, parameter))
            {
                return true;
            }

            foreach (INamedTypeSymbol inherited in constraint.AllInterfaces)
            {
                if (IsContractOf(inherited, parameter))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Reports each that is no contract.</summary>
    public static void Check(IMethodSymbol method, Location fallback, DiagnosticBag diagnostics)
    {
        foreach (ITypeParameterSymbol parameter in method.TypeParameters)
        {
            if (!IsContract(parameter))
            {
                diagnostics.Add(MethodRules.GenericMethod, Locations.Of(parameter, fallback), parameter.Name, method.Name);
            }
        }
    }

    /// <summary>Whether the type is made of a type parameter that is no contract, which is reported.</summary>
    public static bool HasReported(ITypeSymbol type) => type switch
    {
        ITypeParameterSymbol parameter => !IsContract(parameter),
        IArrayTypeSymbol array => HasReported(array.ElementType),
        INamedTypeSymbol named => HasReported(named.TypeArguments),
        _ => false,
    };

    private static bool HasReported(IEnumerable<ITypeSymbol> types)
    {
        foreach (ITypeSymbol type in types)
        {
            if (HasReported(type))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsContractOf(ITypeSymbol type, ITypeParameterSymbol parameter)
        => type is INamedTypeSymbol { MetadataName: Contract } contract
            && Attributes.IsOurs(contract)
            && SymbolEqualityComparer.Default.Equals(contract.TypeArguments[0], parameter);

    private static string Constraints(ITypeParameterSymbol parameter, string name)
    {
        var constraints = new List<string>();
        if (parameter.HasReferenceTypeConstraint)
        {
            constraints.Add(parameter.ReferenceTypeConstraintNullableAnnotation == NullableAnnotation.Annotated ? "class?" : "class");
        }
        else if (parameter.HasUnmanagedTypeConstraint)
        {
            constraints.Add("unmanaged");
        }
        else if (parameter.HasValueTypeConstraint)
        {
            constraints.Add("struct");
        }
        else if (parameter.HasNotNullConstraint)
        {
            constraints.Add("notnull");
        }

        foreach (ITypeSymbol type in parameter.ConstraintTypes)
        {
            constraints.Add(Names.FullNullableName(type));
        }

        if (parameter.HasConstructorConstraint)
        {
            constraints.Add("new()");
        }

        return constraints.Count == 0 ? string.Empty : $" where {name} : {string.Join(", ", constraints)}";
    }
}
