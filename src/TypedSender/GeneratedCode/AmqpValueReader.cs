using System.Buffers;
using System.Collections.Immutable;
using System.ComponentModel;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using TypedSender.Amqp;

namespace TypedSender.GeneratedCode;

/// <summary>
/// Reads values that are not null, as leniently as nothing is lost by: integers of any type whose value is in range, float as double, symbol as string and string as
/// symbol. Whatever else is found is refused by an <see cref="AmqpDecodeException"/> that names what was expected and what was found.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class AmqpValueReader
{
    private const long MaxMilliseconds = long.MaxValue / TimeSpan.TicksPerMillisecond;

    private static readonly string[] TimeFormats = ["O", "HH:mm:ss.FFFFFFF", "HH:mm"];

    /// <summary>Reads a boolean.</summary>
    /// <param name="reader"><inheritdoc cref="AmqpRead{T}" path="/param[@name='reader']"/></param>
    public static bool Boolean(ref AmqpReader reader)
    {
        byte code = reader.PeekConstructor();
        return code is FormatCode.Boolean or FormatCode.BooleanTrue or FormatCode.BooleanFalse
            ? reader.ReadBoolean()
            : throw AmqpContractReader.Unexpected("boolean", code, reader.Position);
    }

    /// <summary>Reads a char of AMQP that is one char of .NET.</summary>
    /// <param name="reader"><inheritdoc cref="AmqpRead{T}" path="/param[@name='reader']"/></param>
    public static char Char(ref AmqpReader reader)
    {
        int start = reader.Position;
        Rune rune = Rune(ref reader);
        return rune.IsBmp ? (char)rune.Value : throw new AmqpDecodeException($"Expected a char of one UTF-16 unit, found U+{rune.Value:X}", start);
    }

    /// <summary>Reads a char of AMQP.</summary>
    /// <param name="reader"><inheritdoc cref="AmqpRead{T}" path="/param[@name='reader']"/></param>
    public static Rune Rune(ref AmqpReader reader)
    {
        Expect(in reader, FormatCode.Char, "char");
        return reader.ReadChar();
    }

    /// <summary>Reads a string or a symbol.</summary>
    /// <param name="reader"><inheritdoc cref="AmqpRead{T}" path="/param[@name='reader']"/></param>
    public static string String(ref AmqpReader reader) => Text(ref reader, "string");

    /// <summary>Reads a symbol, or a string of ASCII characters.</summary>
    /// <param name="reader"><inheritdoc cref="AmqpRead{T}" path="/param[@name='reader']"/></param>
    public static AmqpSymbol Symbol(ref AmqpReader reader)
    {
        int start = reader.Position;
        string text = Text(ref reader, "symbol");
        return Ascii.IsValid(text) ? AmqpSymbol.FromChecked(text) : throw new AmqpDecodeException("Expected symbol, found a string that is not ASCII", start);
    }

    /// <summary>Reads the name of an enum's value.</summary>
    /// <typeparam name="T">The enum.</typeparam>
    /// <param name="reader"><inheritdoc cref="AmqpRead{T}" path="/param[@name='reader']"/></param>
    /// <param name="find">The value that a name stands for; null for none.</param>
    /// <param name="type">The enum, for the exception.</param>
    public static T EnumName<T>(ref AmqpReader reader, Func<string, T?> find, string type)
        where T : struct
    {
        ArgumentNullException.ThrowIfNull(find);
        int start = reader.Position;
        string name = Text(ref reader, $"a name of {type}");
        return find(name) ?? throw new AmqpDecodeException($"Expected a name of {type}, found '{TextSanitizer.Clean(name)}'", start);
    }

    /// <summary>Reads a UUID.</summary>
    /// <param name="reader"><inheritdoc cref="AmqpRead{T}" path="/param[@name='reader']"/></param>
    public static Guid Uuid(ref AmqpReader reader)
    {
        Expect(in reader, FormatCode.Uuid, "uuid");
        return reader.ReadUuid();
    }

    /// <summary>Reads a timestamp, with offset zero.</summary>
    /// <param name="reader"><inheritdoc cref="AmqpRead{T}" path="/param[@name='reader']"/></param>
    public static DateTimeOffset Timestamp(ref AmqpReader reader)
    {
        Expect(in reader, FormatCode.Timestamp, "timestamp");
        return reader.ReadTimestamp();
    }

    /// <summary>Reads a timestamp, of kind Utc.</summary>
    /// <param name="reader"><inheritdoc cref="AmqpRead{T}" path="/param[@name='reader']"/></param>
    public static DateTime DateTime(ref AmqpReader reader) => Timestamp(ref reader).UtcDateTime;

    /// <summary>Reads bytes into an array of their own.</summary>
    /// <param name="reader"><inheritdoc cref="AmqpRead{T}" path="/param[@name='reader']"/></param>
    public static byte[] Binary(ref AmqpReader reader) => BinarySpan(ref reader).ToArray();

    /// <summary>Reads bytes into an immutable array.</summary>
    /// <param name="reader"><inheritdoc cref="AmqpRead{T}" path="/param[@name='reader']"/></param>
    public static ImmutableArray<byte> ImmutableBinary(ref AmqpReader reader) => ImmutableCollectionsMarshal.AsImmutableArray(Binary(ref reader));

    /// <summary>Reads bytes into a sequence of one segment.</summary>
    /// <param name="reader"><inheritdoc cref="AmqpRead{T}" path="/param[@name='reader']"/></param>
    public static ReadOnlySequence<byte> BinarySequence(ref AmqpReader reader) => new(Binary(ref reader));

    /// <summary>Reads a URI, absolute or relative, from a string.</summary>
    /// <param name="reader"><inheritdoc cref="AmqpRead{T}" path="/param[@name='reader']"/></param>
    public static Uri Uri(ref AmqpReader reader)
    {
        int start = reader.Position;
        return System.Uri.TryCreate(Text(ref reader, "a URI as string"), UriKind.RelativeOrAbsolute, out Uri? uri)
            ? uri
            : throw new AmqpDecodeException("Expected a URI as string, found a string that is none", start);
    }

    /// <summary>Reads an ISO 8601 date from a string.</summary>
    /// <param name="reader"><inheritdoc cref="AmqpRead{T}" path="/param[@name='reader']"/></param>
    public static DateOnly Date(ref AmqpReader reader)
    {
        int start = reader.Position;
        return DateOnly.TryParseExact(Text(ref reader, "an ISO 8601 date as string"), "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date)
            ? date
            : throw new AmqpDecodeException("Expected an ISO 8601 date as string (2026-02-28), found a string that is none", start);
    }

    /// <summary>Reads an ISO 8601 time of day from a string.</summary>
    /// <param name="reader"><inheritdoc cref="AmqpRead{T}" path="/param[@name='reader']"/></param>
    public static TimeOnly Time(ref AmqpReader reader)
    {
        int start = reader.Position;
        string text = Text(ref reader, "an ISO 8601 time as string");
        return TimeOnly.TryParseExact(text, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out TimeOnly time)
            ? time
            : throw new AmqpDecodeException("Expected an ISO 8601 time as string (12:30:00), found a string that is none", start);
    }

    /// <summary>Reads a duration from whole milliseconds.</summary>
    /// <param name="reader"><inheritdoc cref="AmqpRead{T}" path="/param[@name='reader']"/></param>
    public static TimeSpan Milliseconds(ref AmqpReader reader)
        => TimeSpan.FromTicks((long)Integer(ref reader, -MaxMilliseconds, MaxMilliseconds, "a duration in milliseconds") * TimeSpan.TicksPerMillisecond);

    /// <summary>Reads a duration from an ISO 8601 text of weeks, days, hours, minutes and seconds.</summary>
    /// <param name="reader"><inheritdoc cref="AmqpRead{T}" path="/param[@name='reader']"/></param>
    public static TimeSpan Duration(ref AmqpReader reader)
    {
        int start = reader.Position;
        return IsoDurationParser.TryParse(Text(ref reader, "an ISO 8601 duration as string"), out TimeSpan duration)
            ? duration
            : throw new AmqpDecodeException("Expected an ISO 8601 duration as string (P1DT2H30M0.5S), found a string that is none, or one of years or months, or of more than a TimeSpan holds", start);
    }

    /// <summary>Reads bytes where they stand.</summary>
    internal static ReadOnlySpan<byte> BinarySpan(ref AmqpReader reader)
    {
        byte code = reader.PeekConstructor();
        return code is FormatCode.Binary8 or FormatCode.Binary32 ? reader.ReadBinarySpan() : throw AmqpContractReader.Unexpected("binary", code, reader.Position);
    }

    /// <summary>Reads a string or a symbol.</summary>
    internal static string Text(ref AmqpReader reader, string expected)
    {
        byte code = reader.PeekConstructor();
        return code switch
        {
            FormatCode.String8 or FormatCode.String32 => reader.ReadString(),
            FormatCode.Symbol8 or FormatCode.Symbol32 => reader.ReadSymbol().Value,
            _ => throw AmqpContractReader.Unexpected(expected, code, reader.Position),
        };
    }

    private static void Expect(in AmqpReader reader, byte expected, string name)
    {
        byte code = reader.PeekConstructor();
        if (code != expected)
        {
            throw AmqpContractReader.Unexpected(name, code, reader.Position);
        }
    }
}
