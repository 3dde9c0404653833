using System.Globalization;

namespace TypedSender.Amqp;

// AMQP has no type for a date or a time of day: they are strings in ISO 8601, always of the same length.
public static partial class AmqpPrimitives
{
    private const string RoundTrip = "O";
    private const int DateLength = 10;
    private const int TimeLength = 16;

    /// <summary>Puts a date as a string (1.6.20) in ISO 8601: twelve bytes.</summary>
    /// <param name="bytes">The room.</param>
    /// <param name="at">Where it goes.</param>
    /// <param name="value">The date.</param>
    public static int WriteDate(Span<byte> bytes, int at, DateOnly value)
    {
        Span<byte> room = bytes.Slice(at, ShortVariableHeader + DateLength);
        value.TryFormat(room[ShortVariableHeader..], out _, RoundTrip, CultureInfo.InvariantCulture);
        PutVariableHeader(room, FormatCode.String8, DateLength);
        return at + room.Length;
    }

    /// <summary>Puts a time of day as a string (1.6.20) in ISO 8601, seven digits after the second: eighteen bytes.</summary>
    /// <param name="bytes">The room.</param>
    /// <param name="at">Where it goes.</param>
    /// <param name="value">The time.</param>
    public static int WriteTime(Span<byte> bytes, int at, TimeOnly value)
    {
        Span<byte> room = bytes.Slice(at, ShortVariableHeader + TimeLength);
        value.TryFormat(room[ShortVariableHeader..], out _, RoundTrip, CultureInfo.InvariantCulture);
        PutVariableHeader(room, FormatCode.String8, TimeLength);
        return at + room.Length;
    }
}
