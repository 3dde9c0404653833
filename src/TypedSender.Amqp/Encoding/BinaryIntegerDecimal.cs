namespace TypedSender.Amqp;

/// <summary>The encoding that the three decimal formats share: IEEE 754-2008 with the significand as a binary integer (3.5.2).</summary>
internal static class BinaryIntegerDecimal
{
    private const int MaxScale = 28;
    private static readonly UInt128 Limit = UInt128.One << 96;

    /// <summary>Makes a <see cref="decimal"/> of coefficient × 10^exponent when that is exact.</summary>
    internal static bool TryCompose(bool negative, UInt128 coefficient, int exponent, out decimal value)
    {
        if (coefficient == UInt128.Zero)
        {
            exponent = Math.Clamp(exponent, -MaxScale, 0);
        }

        while (exponent < -MaxScale || (coefficient >= Limit && exponent < 0))
        {
            (UInt128 quotient, UInt128 remainder) = UInt128.DivRem(coefficient, 10);
            if (remainder != UInt128.Zero)
            {
                value = 0;
                return false;
            }

            coefficient = quotient;
            exponent++;
        }

        while (exponent > 0 && coefficient < Limit)
        {
            coefficient *= 10;
            exponent--;
        }

        if (coefficient >= Limit)
        {
            value = 0;
            return false;
        }

        ulong low = (ulong)coefficient;
        value = new decimal((int)(uint)low, (int)(uint)(low >> 32), (int)(uint)(coefficient >> 64), negative, (byte)-exponent);
        return true;
    }
}
