namespace TypedSender.Amqp;

/// <summary>A decimal64 (AMQP 1.0, 1.6.14) as its bits: IEEE 754-2008, significand as a binary integer.</summary>
/// <param name="Bits">The 64 bits.</param>
public readonly record struct AmqpDecimal64(ulong Bits)
{
    private const int Bias = 398;
    private const ulong MaxCoefficient = 9_999_999_999_999_999;

    /// <summary>Whether the value is not a number.</summary>
    public bool IsNaN => (Bits >> 58 & 0x1F) == 0x1F;

    /// <summary>Whether the value is plus or minus infinity.</summary>
    public bool IsInfinity => (Bits >> 58 & 0x1F) == 0x1E;

    /// <summary>Converts to a <see cref="decimal"/> when that is exact.</summary>
    /// <param name="value">The value, scale kept where <see cref="decimal"/> has it; zero when the method returns false.</param>
    /// <returns>False when the value is not finite or <see cref="decimal"/> cannot hold it exactly.</returns>
    public bool TryToDecimal(out decimal value)
    {
        if ((Bits >> 59 & 0xF) == 0xF)
        {
            value = 0;
            return false;
        }

        bool large = (Bits >> 61 & 3) == 3;
        ulong coefficient = large ? 1UL << 53 | (Bits & ((1UL << 51) - 1)) : Bits & ((1UL << 53) - 1);
        int exponent = (int)((large ? Bits >> 51 : Bits >> 53) & 0x3FF) - Bias;

        // A coefficient of more than sixteen digits is not canonical and stands for zero (IEEE 754-2008, 3.5.2).
        return BinaryIntegerDecimal.TryCompose(Bits >> 63 != 0, coefficient > MaxCoefficient ? 0 : coefficient, exponent, out value);
    }
}
