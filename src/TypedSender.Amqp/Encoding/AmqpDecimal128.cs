using System.Runtime.CompilerServices;

namespace TypedSender.Amqp;

/// <summary>A decimal128 (AMQP 1.0, 1.6.15) as its bits: IEEE 754-2008, significand as a binary integer.</summary>
/// <param name="High">The upper 64 bits: sign, exponent, and the upper bits of the coefficient.</param>
/// <param name="Low">The lower 64 bits of the coefficient.</param>
public readonly record struct AmqpDecimal128(ulong High, ulong Low)
{
    private const int Bias = 6176;

    private static readonly UInt128 MaxCoefficient = UInt128.Parse("9999999999999999999999999999999999");

    /// <summary>Whether the value is not a number.</summary>
    public bool IsNaN => (High >> 58 & 0x1F) == 0x1F;

    /// <summary>Whether the value is plus or minus infinity.</summary>
    public bool IsInfinity => (High >> 58 & 0x1F) == 0x1E;

    /// <summary>Converts a <see cref="decimal"/>: always exact, sign of zero and scale kept.</summary>
    /// <param name="value">The value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static AmqpDecimal128 FromDecimal(decimal value)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value, parts);
        uint flags = (uint)parts[3];
        ulong exponent = Bias - (flags >> 16 & 0xFF);
        return new AmqpDecimal128(
            (ulong)(flags & 0x8000_0000) << 32 | exponent << 49 | (uint)parts[2],
            (ulong)(uint)parts[1] << 32 | (uint)parts[0]);
    }

    /// <summary>Converts to a <see cref="decimal"/> when that is exact.</summary>
    /// <param name="value">The value, scale kept where <see cref="decimal"/> has it; zero when the method returns false.</param>
    /// <returns>False when the value is not finite or <see cref="decimal"/> cannot hold it exactly.</returns>
    public bool TryToDecimal(out decimal value)
    {
        if ((High >> 59 & 0xF) == 0xF)
        {
            value = 0;
            return false;
        }

        bool large = (High >> 61 & 3) == 3;
        int exponent = (int)((large ? High >> 47 : High >> 49) & 0x3FFF) - Bias;
        UInt128 coefficient = new(High & ((1UL << 49) - 1), Low);

        // The large form always exceeds 34 digits; such a coefficient is not canonical and stands for zero (IEEE 754-2008, 3.5.2).
        if (large || coefficient > MaxCoefficient)
        {
            coefficient = UInt128.Zero;
        }

        return BinaryIntegerDecimal.TryCompose(High >> 63 != 0, coefficient, exponent, out value);
    }
}
