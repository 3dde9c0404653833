using System.Linq;
using Microsoft.CodeAnalysis;

namespace TypedSender.Generators.Parsing;

/// <summary>Advice on a type that is no contract: only what the language and the product allow is offered.</summary>
internal static class ContractAdvice
{
    /// <summary>Whether the attribute can be written on the type, which makes it a contract.</summary>
    public static bool CanBeMarked(ITypeSymbol type)
        => type is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, IsTupleType: false, IsRefLikeType: false, DeclaringSyntaxReferences.Length: > 0 } named
            && !PartialTypeParser.IsGeneric(named)
            && !IsCollection(named);

    /// <summary>Advice on a member or parameter of the type.</summary>
    /// <param name="type">The type.</param>
    /// <param name="isParameter">Whether it is that of a parameter, which cannot be left out.</param>
    public static string For(ITypeSymbol type, bool isParameter)
    {
        string others = isParameter ? "or name a formatter by [AmqpFormatter]" : "name a formatter by [AmqpFormatter], or mark the member [AmqpIgnore]";
        return CanBeMarked(type) ? "mark it [AmqpContract]"
            : type.TypeKind == TypeKind.Interface ? "an interface has none, so use a contract that implements it, " + others
            : IsCollection(type) ? "its items are of no certain type, so use a collection that implements IEnumerable<T>, " + others
            : type.DeclaringSyntaxReferences.Length > 0 ? "contracts have no type parameters, so use a contract that holds what is to be sent, " + others
            : "it is declared in another assembly, so copy what is to be sent into a contract, " + others;
    }

    private static bool IsCollection(ITypeSymbol type)
        => type.AllInterfaces.Any(static implemented => implemented.SpecialType == SpecialType.System_Collections_IEnumerable);
}
