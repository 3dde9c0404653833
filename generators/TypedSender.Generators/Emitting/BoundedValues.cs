using System.Globalization;
using TypedSender.Generators.Model;
using TypedSender.Generators.Parsing;

namespace TypedSender.Generators.Emitting;

/// <summary>Values whose room can be told before they are written: those of fixed width, and text, by its length.</summary>
internal static class BoundedValues
{
    public static bool Has(ValueModel value) => IsText(value.Kind) || Width(value) > 0;

    public static bool IsText(ValueKind kind) => kind is ValueKind.String or ValueKind.StringAsSymbol or ValueKind.Symbol or ValueKind.Uri;

    /// <summary>The most bytes that a value of fixed width takes; 0 for others.</summary>
    public static int Width(ValueModel value) => Width(value.Kind == ValueKind.Enum ? value.Underlying : value.Kind);

    /// <summary>The characters of a member that is text, as C# writes them; null where the member may be null.</summary>
    public static string Text(MemberModel member, string access)
    {
        bool isChecked = IsParameter(member, access) || member.Value.Nulls != NullState.Forbidden;
        string required = !isChecked ? Required(member, access) : access;
        string property = member.Value.Kind switch
        {
            ValueKind.Symbol => "Value",
            ValueKind.Uri => "OriginalString",
            _ => string.Empty,
        };
        return property.Length == 0 ? Checked(member.Value, required, member.DisplayName)
            : member.Value.Nulls switch
            {
                NullState.Allowed => member.Value.Wrapper is null ? $"{access}?.{property}" : $"({access})?.{property}",
                NullState.Forbidden when !isChecked => $"({required}).{property}",
                _ => $"{access}.{property}",
            };
    }

    /// <summary>The value of a member that must not be null.</summary>
    public static string Required(MemberModel member, string access) => $"{access} ?? throw {Runtime.Errors}.NullMember({Literals.String(member.DisplayName)})";

    /// <summary>Whether a value is a text of fixed width, which AMQP has no type of its own for.</summary>
    public static bool IsDate(ValueKind kind) => kind is ValueKind.Date or ValueKind.Time;

    /// <summary>The value, for which the call fails if it is a text that is too long for its place.</summary>
    public static string Checked(ValueModel value, string expression, string displayName)
        => value is { MaxLength: > 0, Kind: ValueKind.String or ValueKind.StringAsSymbol }
            ? $"{Runtime.Values}.NotLonger({expression}, {value.MaxLength.ToString(CultureInfo.InvariantCulture)}, {Literals.String(displayName)})"
            : expression;

    /// <summary>Whether what is read is a parameter: it costs nothing, and where null is not allowed it has been refused at the call.</summary>
    public static bool IsParameter(MemberModel member, string access) => access == member.Name;

    /// <summary>The method that writes a value, and its last argument.</summary>
    public static (string Method, string Argument) Write(ValueModel value, string expression, string displayName)
        => value.Kind switch
        {
            ValueKind.Enum => (Method(value.Underlying), $"({ScalarExpressions.Keyword(value.Underlying)}){expression}"),
            ValueKind.DateTime => ("WriteTimestamp", $"{Runtime.Values}.ToTimestamp({expression}, {Literals.String(displayName)})"),
            ValueKind.UtcDateTime => ("WriteTimestamp", $"{Runtime.Values}.ToUtcTimestamp({expression})"),
            ValueKind.TimeToLive => ("WriteUInt", $"{Runtime.Values}.ToTimeToLive({expression}, {Literals.String(displayName)})"),
            ValueKind.DurationMilliseconds => ("WriteLong", $"{expression}.Ticks / global::System.TimeSpan.TicksPerMillisecond"),
            _ => (Method(value.Kind), expression),
        };

    private static string Method(ValueKind kind) => kind switch
    {
        ValueKind.Rune => "WriteChar",
        ValueKind.StringAsSymbol or ValueKind.Symbol => "WriteSymbol",
        ValueKind.Uri => "WriteString",
        ValueKind.IntAsLong => "WriteLong",
        _ => "Write" + kind,
    };

    private static int Width(ValueKind kind) => kind switch
    {
        ValueKind.Boolean => 1,
        ValueKind.UByte or ValueKind.Byte => 2,
        ValueKind.UShort or ValueKind.Short => 3,
        ValueKind.UInt or ValueKind.Int or ValueKind.Float or ValueKind.Decimal32 or ValueKind.Char or ValueKind.Rune or ValueKind.TimeToLive => 5,
        ValueKind.ULong or ValueKind.Long or ValueKind.IntAsLong or ValueKind.Double or ValueKind.Decimal64 or ValueKind.Timestamp or ValueKind.DateTime or ValueKind.UtcDateTime
            or ValueKind.DurationMilliseconds => 9,
        ValueKind.Date => 12,
        ValueKind.Decimal or ValueKind.Decimal128 or ValueKind.Uuid => 17,
        ValueKind.Time => 18,
        _ => 0,
    };
}
