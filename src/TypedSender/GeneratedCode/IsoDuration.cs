using System.Globalization;

namespace TypedSender.GeneratedCode;

/// <summary>Formats a <see cref="TimeSpan"/> as an ISO 8601 duration of days, hours, minutes and seconds, such as <c>-P1DT2H30M0.5S</c>.</summary>
internal static class IsoDuration
{
    internal const int MaxLength = 40;

    internal static int Format(TimeSpan value, Span<char> destination)
    {
        int length = 0;
        ulong ticks = value.Ticks < 0 ? unchecked(0UL - (ulong)value.Ticks) : (ulong)value.Ticks;
        if (value.Ticks < 0)
        {
            destination[length++] = '-';
        }

        destination[length++] = 'P';
        if (ticks == 0)
        {
            "T0S".CopyTo(destination[length..]);
            return length + 3;
        }

        ulong days = ticks / TimeSpan.TicksPerDay;
        ulong rest = ticks % TimeSpan.TicksPerDay;
        length = Part(days, 'D', destination, length);
        if (rest > 0)
        {
            destination[length++] = 'T';
            length = Part(rest / TimeSpan.TicksPerHour, 'H', destination, length);
            length = Part(rest % TimeSpan.TicksPerHour / TimeSpan.TicksPerMinute, 'M', destination, length);
            length = Seconds(rest % TimeSpan.TicksPerMinute, destination, length);
        }

        return length;
    }

    private static int Part(ulong value, char unit, Span<char> destination, int length)
    {
        if (value == 0)
        {
            return length;
        }

        value.TryFormat(destination[length..], out int digits, default, CultureInfo.InvariantCulture);
        destination[length + digits] = unit;
        return length + digits + 1;
    }

    private static int Seconds(ulong ticks, Span<char> destination, int length)
    {
        if (ticks == 0)
        {
            return length;
        }

        (ticks / TimeSpan.TicksPerSecond).TryFormat(destination[length..], out int digits, default, CultureInfo.InvariantCulture);
        length += digits;
        ulong fraction = ticks % TimeSpan.TicksPerSecond;
        if (fraction > 0)
        {
            destination[length++] = '.';
            fraction.TryFormat(destination[length..], out digits, "0000000", CultureInfo.InvariantCulture);
            length += digits;
            while (destination[length - 1] == '0')
            {
                length--;
            }
        }

        destination[length] = 'S';
        return length + 1;
    }
}
