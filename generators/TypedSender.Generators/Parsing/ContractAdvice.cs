using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Model;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Parsing;

/// <summary>Advice on a type that is no contract: only what the language and the product allow is offered.</summary>
internal static class ContractAdvice
{
    /// <summary>Whether the attribute can be written on the type, which makes it a contract.</summary>
    public static bool CanBeMarked(ITypeSymbol type)
        => type is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, IsTupleType: false, IsRefLikeType: false, DeclaringSyntaxReferences.Length: > 0 } named
            && !IsCollection(named);

    /// <summary>Advice on a member or parameter of the type.</summary>
    /// <param name="type">The type.</param>
    /// <param name="isParameter">Whether it is that of a parameter, which cannot be left out.</param>
    public static string For(ITypeSymbol type, bool isParameter)
    {
        string others = isParameter ? "or name a formatter by [AmqpFormatter]" : "name a formatter by [AmqpFormatter], or mark the member [AmqpIgnore]";
        return TransactionParameter.Is(type) || (type is INamedTypeSymbol named && Names.WellKnown(named) == "System.Threading.CancellationToken")
                ? "it is not sent, " + (isParameter ? "and its type alone says what it is for: remove the attribute" : "so mark the member [AmqpIgnore], or remove it")
            : CanBeMarked(type) ? OnceMarked((INamedTypeSymbol)type)
            : type.TypeKind == TypeKind.Interface ? "an interface has none, so mark it [AmqpContract] and name the types that implement it by [AmqpKnownType], use a contract that implements it, " + others
            : IsCollection(type) ? "its items are of no certain type, so use a collection that implements IEnumerable<T>, " + others
            : $"it is declared in another assembly, so write [assembly: AmqpContractFor<{Names.Display(type)}>], " + others;
    }

    /// <summary>Advice on a use of an abstract contract. Known types are named on the type itself, which therefore has no type parameters, and is not made a contract from elsewhere.</summary>
    public static string ForAbstract(INamedTypeSymbol contract)
        => "use a contract that derives from it"
            + (ContractReference.External(contract) is not null ? string.Empty
                : contract.IsGenericType ? ", or a base type or an interface without type parameters that names those that do by [AmqpKnownType]"
                : ", or name those that do by [AmqpKnownType]");

    /// <summary>Warns of a contract that sends nothing, though it has members which may have been meant to travel.</summary>
    public static void CheckEmpty(
        ContractDeclaration contract, BodyEncoding body, DescriptorModel? descriptor, ContractMemberParser members, IReadOnlyList<ConstantBinding> constants, DiagnosticBag diagnostics)
    {
        if (body is BodyEncoding.Json or BodyEncoding.Raw
            || descriptor is not null
            || members.Members.Count + members.Bindings.Count + members.Discriminators.Count + constants.Count > 0
            || diagnostics.StubRule is not null
            || contract.Type.IsAbstract)
        {
            return;
        }

        foreach (ISymbol member in contract.Type.GetMembers())
        {
            // What is public is sent, or has a rule of its own; what is private and computed is what a type works with.
            if (member is IPropertySymbol { IsIndexer: false, GetMethod: not null } or IFieldSymbol { AssociatedSymbol: null }
                && member is { IsStatic: false, IsImplicitlyDeclared: false, DeclaredAccessibility: not Accessibility.Public }
                && (member.DeclaredAccessibility != Accessibility.Private || ComputedMembers.IsStorage(member))
                && Attributes.Find(MemberAttributes.Of(contract.MarkedMember(member)), Attributes.Ignore) is null)
            {
                diagnostics.Add(ContractRules.NoMembers, contract.Location, Names.Display(contract.Type), member.Name);
                return;
            }
        }
    }

    /// <summary>Advice on a type that the attribute can be written on: with what it needs besides, so that it is sent, and sends something.</summary>
    private static string OnceMarked(INamedTypeSymbol type)
        => type.IsAbstract ? $"it is abstract, so mark it [AmqpContract], and {ForAbstract(type)}"
            : HidesAll(type) ? "none of its members is public, so mark it [AmqpContract] and each member that is sent [AmqpMember]"
            : "mark it [AmqpContract]";

    private static bool HidesAll(INamedTypeSymbol type)
    {
        bool hasMembers = false;
        foreach (ISymbol member in ContractMembers.All(type))
        {
            if (member is { IsStatic: false, IsImplicitlyDeclared: false } and not IPropertySymbol { IsIndexer: true })
            {
                hasMembers = true;
                if (ContractMembers.IsPublic(member))
                {
                    return false;
                }
            }
        }

        return hasMembers;
    }

    private static bool IsCollection(ITypeSymbol type)
        => type.AllInterfaces.Any(static implemented => implemented.SpecialType == SpecialType.System_Collections_IEnumerable);
}
