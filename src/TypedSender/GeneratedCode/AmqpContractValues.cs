using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using TypedSender.Amqp;
using TypedSender.Amqp.Messages;

namespace TypedSender.GeneratedCode;

/// <summary>Conversions of .NET values that AMQP has no type for, or only for a part of.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class AmqpContractValues
{
    private const string RoundTrip = "O";

    // Constructor and length of a short string, and the bytes of a date and of a time of day with these.
    private const int TextHeader = 2;
    private const int DateLength = TextHeader + 10;
    private const int TimeLength = TextHeader + 16;

    /// <summary>The moment that <paramref name="value"/> is.</summary>
    /// <param name="value">A date and time of kind Utc or Local.</param>
    /// <param name="member">The contract and the member, for the exception.</param>
    /// <exception cref="AmqpEncodeException">The kind is Unspecified: which moment it is cannot be told.</exception>
    public static DateTimeOffset ToTimestamp(DateTime value, string member)
        => value.Kind == DateTimeKind.Unspecified
            ? throw new AmqpEncodeException($"{member} is a DateTime of kind Unspecified, so the moment it means is unknown. Give it a kind (DateTime.SpecifyKind), or make it a DateTimeOffset.") { Member = member }
            : new DateTimeOffset(value.ToUniversalTime());

    /// <summary>The moment that <paramref name="value"/> is, in UTC if it does not say.</summary>
    /// <param name="value">A date and time of any kind.</param>
    public static DateTimeOffset ToUtcTimestamp(DateTime value)
        => new(value.Kind == DateTimeKind.Unspecified ? DateTime.SpecifyKind(value, DateTimeKind.Utc) : value.ToUniversalTime());

    /// <summary>
    /// A time to live in milliseconds (AMQP 1.0, 3.2.1): the nearest number, and at least one of a time that is not zero, which would mean at once, or
    /// never.
    /// </summary>
    /// <param name="value">How long.</param>
    /// <param name="member">The contract and the member, or the parameter, for the exception.</param>
    /// <exception cref="AmqpEncodeException">It is negative, or longer than 4,294,967,295 milliseconds.</exception>
    public static uint ToTimeToLive(TimeSpan value, string member)
    {
        (long milliseconds, long rest) = Math.DivRem(value.Ticks, TimeSpan.TicksPerMillisecond);
        if (rest >= TimeSpan.TicksPerMillisecond / 2 || (milliseconds == 0 && rest > 0))
        {
            milliseconds++;
        }

        return value < TimeSpan.Zero || milliseconds > uint.MaxValue
            ? throw new AmqpEncodeException($"{member} is {value.ToString("c", CultureInfo.InvariantCulture)}, but a time to live goes from zero to 4,294,967,295 milliseconds (about 49 days). Leave it null for no limit.") { Member = member }
            : (uint)milliseconds;
    }

    /// <summary>Sets a time to live by which the times of creation and expiry are set as well.</summary>
    /// <param name="header">The header that takes it.</param>
    /// <param name="milliseconds">How long.</param>
    public static void SetLifetime(ref Header header, uint milliseconds) => header.Lifetime = TimeSpan.FromTicks(milliseconds * TimeSpan.TicksPerMillisecond);

    /// <summary>Sets a time to live by which the times of creation and expiry are set as well.</summary>
    /// <param name="header">The header that takes it.</param>
    /// <param name="value">How long; more than 4,294,967,295 milliseconds are told by the time of expiry alone.</param>
    /// <param name="member">The contract and the member, or the parameter, for the exception.</param>
    /// <exception cref="AmqpEncodeException">It is negative.</exception>
    public static void SetLifetime(ref Header header, TimeSpan value, string member)
        => header.Lifetime = value >= TimeSpan.Zero
            ? ToWholeMilliseconds(value)
            : throw new AmqpEncodeException($"{member} is {value.ToString("c", CultureInfo.InvariantCulture)}, but a time to live is zero or more. Leave it null for no limit.") { Member = member };

    /// <summary>Rounds to milliseconds, and what is more than zero to at least one: zero means at once, or never. The largest durations are cut off.</summary>
    private static TimeSpan ToWholeMilliseconds(TimeSpan value)
    {
        (long whole, long rest) = Math.DivRem(value.Ticks, TimeSpan.TicksPerMillisecond);
        bool isRoundedUp = (rest >= TimeSpan.TicksPerMillisecond / 2 || (whole == 0 && rest > 0)) && whole < TimeSpan.MaxValue.Ticks / TimeSpan.TicksPerMillisecond;
        return TimeSpan.FromTicks((whole + (isRoundedUp ? 1 : 0)) * TimeSpan.TicksPerMillisecond);
    }

    /// <summary>The text, unless it is too long for its place.</summary>
    /// <param name="value">The text; null is returned as it is.</param>
    /// <param name="maxLength">The most characters.</param>
    /// <param name="member">The contract and the member, or the parameter, for the exception.</param>
    /// <exception cref="AmqpEncodeException">It is longer.</exception>
    [return: NotNullIfNotNull(nameof(value))]
    public static string? NotLonger(string? value, int maxLength, string member)
        => value is null || value.Length <= maxLength
            ? value
            : throw new AmqpEncodeException($"{member} has {value.Length} characters, and its place in the message takes {maxLength}. Give it a shorter text.") { Member = member };

    /// <summary>Writes whole milliseconds as a long.</summary>
    /// <param name="writer">The writer that takes the bytes.</param>
    /// <param name="value">How long.</param>
    public static void WriteMilliseconds(ref AmqpWriter writer, TimeSpan value)
        => writer.WriteLong(value.Ticks / TimeSpan.TicksPerMillisecond);

    /// <summary>Writes an ISO 8601 duration as a string.</summary>
    /// <param name="writer">The writer that takes the bytes.</param>
    /// <param name="value">How long.</param>
    public static void WriteDuration(ref AmqpWriter writer, TimeSpan value)
    {
        Span<char> text = stackalloc char[IsoDuration.MaxLength];
        int length = IsoDuration.Format(value, text);
        writer.WriteString(text[..length]);
    }

    /// <summary>An ISO 8601 duration.</summary>
    /// <param name="value">How long.</param>
    public static string ToDuration(TimeSpan value)
    {
        Span<char> text = stackalloc char[IsoDuration.MaxLength];
        return new string(text[..IsoDuration.Format(value, text)]);
    }

    /// <summary>Writes an ISO 8601 date as a string.</summary>
    /// <param name="writer">The writer that takes the bytes.</param>
    /// <param name="value">The date.</param>
    public static void WriteDate(ref AmqpWriter writer, DateOnly value)
        => writer.Advance(WriteDate(writer.GetSpan(DateLength), 0, value));

    /// <summary>Puts an ISO 8601 date as a string of ten bytes: twelve with its header.</summary>
    /// <param name="bytes">The room.</param>
    /// <param name="at">Where it goes.</param>
    /// <param name="value">The date.</param>
    public static int WriteDate(Span<byte> bytes, int at, DateOnly value)
    {
        Span<byte> room = bytes.Slice(at, DateLength);
        value.TryFormat(room[TextHeader..], out _, RoundTrip, CultureInfo.InvariantCulture);
        room[1] = DateLength - TextHeader;
        room[0] = FormatCode.String8;
        return at + DateLength;
    }

    /// <summary>Writes an ISO 8601 time of day, seven digits after the second, as a string.</summary>
    /// <param name="writer">The writer that takes the bytes.</param>
    /// <param name="value">The time.</param>
    public static void WriteTime(ref AmqpWriter writer, TimeOnly value)
        => writer.Advance(WriteTime(writer.GetSpan(TimeLength), 0, value));

    /// <summary>Puts an ISO 8601 time of day, seven digits after the second, as a string of sixteen bytes: eighteen with its header.</summary>
    /// <param name="bytes">The room.</param>
    /// <param name="at">Where it goes.</param>
    /// <param name="value">The time.</param>
    public static int WriteTime(Span<byte> bytes, int at, TimeOnly value)
    {
        Span<byte> room = bytes.Slice(at, TimeLength);
        value.TryFormat(room[TextHeader..], out _, RoundTrip, CultureInfo.InvariantCulture);
        room[1] = TimeLength - TextHeader;
        room[0] = FormatCode.String8;
        return at + TimeLength;
    }

    /// <summary>The character that <paramref name="value"/> is.</summary>
    /// <param name="value">A UTF-16 unit that is a whole character.</param>
    /// <param name="member">The contract and the member, for the exception.</param>
    /// <exception cref="AmqpEncodeException">It is a surrogate, half a character.</exception>
    public static Rune ToRune(char value, string member)
        => Rune.TryCreate(value, out Rune rune)
            ? rune
            : throw new AmqpEncodeException($"{member} holds U+{(int)value:X4}, half a character, which is not valid Unicode. Use Rune or string for characters beyond U+FFFF.") { Member = member };

    /// <summary>The symbol that <paramref name="value"/> is.</summary>
    /// <param name="value">ASCII characters.</param>
    /// <param name="member">The contract and the member, for the exception.</param>
    /// <exception cref="AmqpEncodeException">It has a character that is not ASCII.</exception>
    public static AmqpSymbol ToSymbol(string value, string member)
        => Ascii.IsValid(value) ? new AmqpSymbol(value) : throw new AmqpEncodeException($"{member} holds \"{value}\", which is no AMQP symbol: only ASCII characters are allowed. Send it as a string.") { Member = member };

    /// <summary>The items as a list that can be gone through by index; a sequence that is none is gone through once.</summary>
    /// <typeparam name="T">The contract.</typeparam>
    /// <param name="items">The items.</param>
    /// <exception cref="ArgumentException">It says that it holds fewer than zero items.</exception>
    public static IReadOnlyList<T> ToList<T>(IEnumerable<T> items)
        => items as IReadOnlyList<T>
            ?? (items is ICollection<T> { Count: < 0 and int count } ? throw new ArgumentException($"The collection says that it holds {count} items.", nameof(items)) : items.ToArray());

    /// <summary>The items as a list: those of an array where they are, others copied.</summary>
    /// <typeparam name="T">The contract.</typeparam>
    /// <param name="items">The items.</param>
    public static IReadOnlyList<T> ToList<T>(ReadOnlyMemory<T> items)
        => MemoryMarshal.TryGetArray(items, out ArraySegment<T> segment) && segment.Array is not null ? segment : items.ToArray();

    /// <summary>The items of a list as a sequence to be sent while it is read.</summary>
    /// <typeparam name="T">The contract.</typeparam>
    /// <param name="items">The items.</param>
    /// <exception cref="ArgumentException"><paramref name="items"/> is a default ImmutableArray.</exception>
    public static IAsyncEnumerable<T> ToStream<T>(IEnumerable<T> items)
        => items is ImmutableArray<T> { IsDefault: true }
            ? throw new ArgumentException("The ImmutableArray is default, and holds no list. Give it items, or use ImmutableArray.Create.", nameof(items))
            : new ListStream<T>(items);

    /// <summary>The number of elements of a collection that is gone through by index.</summary>
    /// <param name="count">What the collection says.</param>
    /// <param name="member">The contract and the member, for the exception.</param>
    /// <exception cref="AmqpEncodeException">It is negative.</exception>
    public static int Count(int count, string member)
        => count >= 0 ? count : throw AmqpContractErrors.NegativeCount(count, member);
}
