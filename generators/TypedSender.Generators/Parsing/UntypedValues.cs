using System.Linq;
using Microsoft.CodeAnalysis;

namespace TypedSender.Generators.Parsing;

/// <summary>The types whose values are written by the type that they have at run time, as <c>AmqpWriter.WriteValue</c> does.</summary>
internal static class UntypedValues
{
    private const string Amqp = "TypedSender.Amqp.";
    private const string List = "System.Collections.IList";
    private const string Dictionary = "System.Collections.IDictionary";

    // A type may hold itself: class Tree : List<Tree>.
    private const int MaxDepth = 32;

    /// <summary>Why a value of the type cannot be written so, and what to use, for people; null if it can.</summary>
    public static string? Obstacle(ITypeSymbol type)
        => IsWritable(type, MaxDepth) ? null
            : CollectionTypes.Dictionary(type) is not null ? "use an AmqpMap, or a Dictionary of values that AMQP has a type for"
            : CollectionTypes.Sequence(type) is not null ? "use an array or a List<T> of values that AMQP has a type for"
            : "use object, an AmqpMap, a List<T>, or a type that AMQP has, such as string";

    /// <summary>Whether a value that is no list and no map is written as it is.</summary>
    public static bool IsScalar(ITypeSymbol type)
        => type.SpecialType is SpecialType.System_Object or SpecialType.System_Boolean or SpecialType.System_String or SpecialType.System_Char or SpecialType.System_Decimal or SpecialType.System_DateTime
                or SpecialType.System_Byte or SpecialType.System_UInt16 or SpecialType.System_UInt32 or SpecialType.System_UInt64
                or SpecialType.System_SByte or SpecialType.System_Int16 or SpecialType.System_Int32 or SpecialType.System_Int64
                or SpecialType.System_Single or SpecialType.System_Double
            || type.TypeKind == TypeKind.Dynamic
            || (type is INamedTypeSymbol named && Names.WellKnown(named) is "System.Guid" or "System.DateTimeOffset" or "System.Text.Rune"
                or Amqp + "AmqpSymbol" or Amqp + "AmqpTimestamp" or Amqp + "AmqpDecimal32" or Amqp + "AmqpDecimal64" or Amqp + "AmqpDecimal128"
                or Amqp + "AmqpMap" or Amqp + "AmqpArray" or Amqp + "AmqpDescribed");

    private static bool IsWritable(ITypeSymbol type, int depth)
        => type switch
        {
            _ when depth == 0 => false,
            _ when IsScalar(type) => true,
            IArrayTypeSymbol array => array.Rank == 1 && IsWritable(array.ElementType, depth - 1),
            INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable => IsWritable(nullable.TypeArguments[0], depth - 1),
            INamedTypeSymbol { IsReferenceType: true } named => IsCollection(named, depth),
            _ => false,
        };

    /// <summary>Whether a collection is one that is written, and all that it says it holds is written too.</summary>
    private static bool IsCollection(INamedTypeSymbol type, int depth)
        => Is(type, Dictionary)
            ? CollectionTypes.Dictionary(type) is not { } map || (IsWritable(map.Key, depth - 1) && IsWritable(map.Value, depth - 1))
            : Is(type, List) && (CollectionTypes.Sequence(type) is not { } sequence || IsWritable(sequence.Element, depth - 1));

    private static bool Is(INamedTypeSymbol type, string name)
        => Names.WellKnown(type) == name || type.AllInterfaces.Any(inherited => Names.WellKnown(inherited) == name);
}
