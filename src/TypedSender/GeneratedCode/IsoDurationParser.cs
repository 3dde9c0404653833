using System.Globalization;

namespace TypedSender.GeneratedCode;

/// <summary>
/// Parses an ISO 8601 duration of weeks, days, hours, minutes and seconds, such as <c>-P1DT2H30M0.5S</c>. Years and months are refused: how long they are depends on
/// when they begin.
/// </summary>
internal static class IsoDurationParser
{
    private const int FractionDigits = 7;

    public static bool TryParse(ReadOnlySpan<char> text, out TimeSpan duration)
    {
        duration = default;
        bool isNegative = text is ['-', ..];
        text = isNegative || text is ['+', ..] ? text[1..] : text;
        if (text is not ['P', _, ..])
        {
            return false;
        }

        text = text[1..];
        Int128 ticks = 0;
        int time = text.IndexOf('T');
        if (!TryAdd(time < 0 ? text : text[..time], "WD", ref ticks) || (time >= 0 && (time == text.Length - 1 || !TryAdd(text[(time + 1)..], "HMS", ref ticks))))
        {
            return false;
        }

        ticks = isNegative ? -ticks : ticks;
        if (ticks < long.MinValue || ticks > long.MaxValue)
        {
            return false;
        }

        duration = TimeSpan.FromTicks((long)ticks);
        return true;
    }

    /// <summary>Adds parts, each a number and its unit; the units come in their order, each at most once.</summary>
    private static bool TryAdd(ReadOnlySpan<char> text, ReadOnlySpan<char> units, ref Int128 ticks)
    {
        while (!text.IsEmpty)
        {
            int digits = text.IndexOfAnyExceptInRange('0', '9');
            if (digits <= 0 || !ulong.TryParse(text[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out ulong number))
            {
                return false;
            }

            text = text[digits..];
            long fraction = 0;
            bool hasFraction = text[0] is '.' or ',';
            if (hasFraction && !TryTakeFraction(ref text, out fraction))
            {
                return false;
            }

            int unit = units.IndexOf(text[0]);
            if (unit < 0 || (hasFraction && text[0] != 'S'))
            {
                return false;
            }

            ticks += ((Int128)number * TicksOf(text[0])) + fraction;
            units = units[(unit + 1)..];
            text = text[1..];
        }

        return true;
    }

    /// <summary>Takes the fraction of a second, in ticks; false where it is empty, unfinished, or finer than a tick.</summary>
    private static bool TryTakeFraction(ref ReadOnlySpan<char> text, out long fraction)
    {
        fraction = 0;
        text = text[1..];
        int digits = text.IndexOfAnyExceptInRange('0', '9');
        if (digits <= 0)
        {
            return false;
        }

        for (int index = 0; index < Math.Max(digits, FractionDigits); index++)
        {
            int digit = index < digits ? text[index] - '0' : 0;
            if (index < FractionDigits)
            {
                fraction = (fraction * 10) + digit;
            }
            else if (digit != 0)
            {
                return false;
            }
        }

        text = text[digits..];
        return true;
    }

    private static long TicksOf(char unit) => unit switch
    {
        'W' => 7 * TimeSpan.TicksPerDay,
        'D' => TimeSpan.TicksPerDay,
        'H' => TimeSpan.TicksPerHour,
        'M' => TimeSpan.TicksPerMinute,
        _ => TimeSpan.TicksPerSecond,
    };
}
