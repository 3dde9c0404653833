using TypedSender.Generators.Model;

namespace TypedSender.Generators.Parsing;

/// <summary>What may be the key of a map, and what may be an element of an array.</summary>
internal static class ElementKinds
{
    public static bool IsKey(ValueModel key)
        => key.Nulls is NullState.Never or NullState.Forbidden
            && key.Kind is ValueKind.String or ValueKind.StringAsSymbol or ValueKind.Symbol or ValueKind.Uuid or ValueKind.Char or ValueKind.Rune
                or ValueKind.TypeParameter or ValueKind.Enum or ValueKind.EnumName or ValueKind.EnumNameAsSymbol
                or ValueKind.UByte or ValueKind.UShort or ValueKind.UInt or ValueKind.ULong
                or ValueKind.Byte or ValueKind.Short or ValueKind.Int or ValueKind.Long;

    /// <summary>Why an array cannot hold elements of the type, for people; null if it can.</summary>
    public static string? ArrayObstacle(ValueModel element) => element.Kind switch
    {
        _ when element.Nulls is NullState.Allowed or NullState.DefaultArray => "may be null",
        ValueKind.List or ValueKind.Array or ValueKind.Map or ValueKind.Contract => "is a list, a map or a contract",
        ValueKind.Untyped => "may be of any type",
        ValueKind.Formatted => "is written by a formatter, in any type that it likes",
        ValueKind.Date or ValueKind.Time or ValueKind.DurationText or ValueKind.EnumName or ValueKind.EnumNameAsSymbol or ValueKind.JsonString or ValueKind.JsonBinary
            or ValueKind.BinarySequence => "has no AMQP type of its own",
        _ => null,
    };
}
