using System;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TypedSender.Generators.Parsing;

namespace TypedSender.Generators.Analyzers.CallSites;

/// <summary>What a value is given to that is sent as it is: a member of a contract, or a parameter of a send.</summary>
internal static class SentTo
{
    /// <summary>For people; null if the value is not sent from here, or a formatter writes it.</summary>
    public static string? Of(IOperation value) => value.Parent switch
    {
        IArgumentOperation { Parameter: { } parameter, Parent: IObjectCreationOperation } => OfConstructor(parameter),
        IArgumentOperation { Parameter: { } parameter, Parent: IInvocationOperation call } when Sends.Is(call) && IsPlain(parameter) => parameter.Name,
        ISimpleAssignmentOperation { Target: IMemberReferenceOperation target } assignment when assignment.Value == value => OfMember(target.Member, target.Instance?.Type),
        IPropertyInitializerOperation { InitializedProperties.Length: 1 } initializer => OfMember(initializer.InitializedProperties[0], null),
        IFieldInitializerOperation { InitializedFields.Length: 1 } initializer => OfMember(initializer.InitializedFields[0], null),
        _ => null,
    };

    private static string? OfMember(ISymbol member, ITypeSymbol? type)
        => (ContractReference.IsContract(member.ContainingType) || (type is not null && ContractReference.IsContract(type))) && IsPlain(member) && !member.IsStatic
            ? $"{member.ContainingType.Name}.{member.Name}"
            : null;

    /// <summary>The member of a contract that the parameter of its constructor is for.</summary>
    private static string? OfConstructor(IParameterSymbol parameter)
    {
        if (parameter.ContainingSymbol is not IMethodSymbol { ContainingType: { } type } || !ContractReference.IsContract(type) || !IsPlain(parameter))
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

    private static bool IsPlain(ISymbol symbol) => Attributes.Find(symbol, Attributes.Ignore) is null && Attributes.Find(symbol, Attributes.Formatter) is null;
}
