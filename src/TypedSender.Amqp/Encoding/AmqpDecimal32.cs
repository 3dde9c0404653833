namespace TypedSender.Amqp;

/// <summary>A decimal32 (AMQP 1.0, 1.6.13) as its bits: IEEE 754-2008, significand as a binary integer.</summary>
/// <param name="Bits">The 32 bits.</param>
public readonly record struct AmqpDecimal32(uint Bits)
{
    private const int Bias = 101;
    private const uint MaxCoefficient = 9_999_999;

    /// <summary>Whether the value is not a number.</summary>
    public bool IsNaN => (Bits & 0x7C00_0000) == 0x7C00_0000;

    /// <summary>Whether the value is plus or minus infinity.</summary>
    public bool IsInfinity => (Bits & 0x7C00_0000) == 0x7800_0000;

    /// <summary>Converts to a <see cref="decimal"/> when that is exact.</summary>
    /// <param name="value">The value, scale kept where <see cref="decimal"/> has it; zero when the method returns false.</param>
    /// <returns>False when the value is not finite or <see cref="decimal"/> cannot hold it exactly.</returns>
    public bool TryToDecimal(out decimal value)
    {
        if ((Bits & 0x7800_0000) == 0x7800_0000)
        {
            value = 0;
            return false;
        }

        bool large = (Bits & 0x6000_0000) == 0x6000_0000;
        uint coefficient = large ? 0x80_0000 | (Bits & 0x1F_FFFF) : Bits & 0x7F_FFFF;
        int exponent = (int)((large ? Bits >> 21 : Bits >> 23) & 0xFF) - Bias;

        // A coefficient of more than seven digits is not canonical and stands for zero (IEEE 754-2008, 3.5.2).
        return BinaryIntegerDecimal.TryCompose((Bits & 0x8000_0000) != 0, coefficient > MaxCoefficient ? 0 : coefficient, exponent, out value);
    }
}
