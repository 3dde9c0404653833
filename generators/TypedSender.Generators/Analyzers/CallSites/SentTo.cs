using System;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TypedSender.Generators.Parsing;

namespace TypedSender.Generators.Analyzers.CallSites;

/// <summary>What a value is given to that is sent as it is: a member of a contract, or a parameter of a send.</summary>
internal static class SentTo
{
    /// <summary>For people; null if the value is not sent from here, a formatter writes it, or it is taken for one in UTC.</summary>
    public static string? Of(IOperation value) => value.Parent switch
    {
        IArgumentOperation { Parameter: { } parameter, Parent: IObjectCreationOperation } => OfConstructor(parameter),
        IArgumentOperation { Parameter: { } parameter, Parent: IInvocationOperation call } when Sends.Is(call) && IsPlain(parameter.GetAttributes()) => parameter.Name,
        ISimpleAssignmentOperation { Target: IMemberReferenceOperation target } assignment when assignment.Value == value => OfMember(target.Member, target.Instance?.Type),
        IPropertyInitializerOperation { InitializedProperties.Length: 1 } initializer => OfMember(initializer.InitializedProperties[0], null),
        IFieldInitializerOperation { InitializedFields.Length: 1 } initializer => OfMember(initializer.InitializedFields[0], null),
        _ => null,
    };

    private static string? OfMember(ISymbol member, ITypeSymbol? type)
        => !member.IsStatic
            && (Contract(type) ?? Contract(member.ContainingType)) is { } contract
            && IsPlain(MemberAttributes.Of(contract.MarkedMember(member)))
            ? $"{member.ContainingType.Name}.{member.Name}"
            : null;

    /// <summary>The member of a contract that the parameter of its constructor is for.</summary>
    private static string? OfConstructor(IParameterSymbol parameter)
    {
        INamedTypeSymbol type = parameter.ContainingType;
        if (Contract(type) is null)
        {
            return null;
        }

        foreach (ISymbol member in type.GetMembers())
        {
            if (member is IPropertySymbol property && string.Equals(property.Name, parameter.Name, StringComparison.OrdinalIgnoreCase) && SymbolEqualityComparer.Default.Equals(property.Type, parameter.Type))
            {
                return OfMember(property, type);
            }
        }

        return null;
    }

    private static ContractDeclaration? Contract(ITypeSymbol? type) => type is INamedTypeSymbol named ? ContractDeclaration.Of(named) : null;

    private static bool IsPlain(ImmutableArray<AttributeData> attributes)
        => Attributes.Find(attributes, Attributes.Ignore) is null && Attributes.Find(attributes, Attributes.Formatter) is null && Attributes.Find(attributes, Attributes.AssumeUtc) is null;
}
