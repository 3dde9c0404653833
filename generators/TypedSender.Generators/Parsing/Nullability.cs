using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace TypedSender.Generators.Parsing;

/// <summary>The types of members and parameters, nullable where an attribute of System.Diagnostics.CodeAnalysis says what the type does not.</summary>
internal static class Nullability
{
    private const string Space = "System.Diagnostics.CodeAnalysis.";
    private const string MaybeNull = Space + "MaybeNullAttribute";
    private const string AllowNull = Space + "AllowNullAttribute";
    private const string NotNull = Space + "NotNullAttribute";

    /// <summary>The type that a read of the member gives.</summary>
    /// <param name="member">A property or a field.</param>
    /// <param name="attributes">Its attributes, those of its positional parameter included.</param>
    public static ITypeSymbol OfMember(ISymbol member, IReadOnlyList<AttributeData> attributes)
    {
        if (member is not IPropertySymbol property)
        {
            return Of(((IFieldSymbol)member).Type, Has(attributes, MaybeNull) || Has(attributes, AllowNull));
        }

        bool ofGetter = ContractMembers.Getter(property) is { } getter && Has(getter.GetReturnTypeAttributes(), MaybeNull);
        return Of(property.Type, ofGetter || Has(attributes, MaybeNull) || Has(attributes, AllowNull));
    }

    /// <summary>The type of the arguments that the parameter takes.</summary>
    public static ITypeSymbol OfParameter(IParameterSymbol parameter) => Of(parameter.Type, Has(parameter.GetAttributes(), AllowNull));

    /// <summary>Whether the method promises that the argument is not null, once it returns.</summary>
    public static bool PromisesValue(IParameterSymbol parameter) => Has(parameter.GetAttributes(), NotNull);

    private static ITypeSymbol Of(ITypeSymbol type, bool isNullable)
        => isNullable && type.IsReferenceType ? type.WithNullableAnnotation(NullableAnnotation.Annotated) : type;

    private static bool Has(IReadOnlyList<AttributeData> attributes, string name)
    {
        for (int i = 0; i < attributes.Count; i++)
        {
            if (attributes[i].AttributeClass is { } type && Names.WellKnown(type) == name)
            {
                return true;
            }
        }

        return false;
    }
}
