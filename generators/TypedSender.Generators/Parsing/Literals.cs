using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using TypedSender.Generators.Model;

namespace TypedSender.Generators.Parsing;

/// <summary>Constants as C# writes them.</summary>
internal static class Literals
{
    public static string String(string text) => NeedsNoEscape(text) ? "\"" + text + "\"" : SymbolDisplay.FormatLiteral(text, quote: true);

    /// <summary>The constant and how it is written, or null if it cannot be.</summary>
    public static (ValueKind Kind, string Text)? Of(TypedConstant constant)
    {
        if (constant.Kind is not (TypedConstantKind.Primitive or TypedConstantKind.Enum) || constant.Value is null)
        {
            return null;
        }

        return OfValue(constant.Value);
    }

    /// <summary>The value of a constant and how it is written, or null if it cannot be.</summary>
    public static (ValueKind Kind, string Text)? OfValue(object constant)
        => constant switch
        {
            bool value => (ValueKind.Boolean, value ? "true" : "false"),
            byte value => (ValueKind.UByte, Number(value)),
            ushort value => (ValueKind.UShort, Number(value)),
            uint value => (ValueKind.UInt, Number(value) + "u"),
            ulong value => (ValueKind.ULong, Number(value) + "ul"),
            sbyte value => (ValueKind.Byte, Number(value)),
            short value => (ValueKind.Short, Number(value)),
            int value => (ValueKind.Int, value == int.MinValue ? "int.MinValue" : Number(value)),
            long value => (ValueKind.Long, value == long.MinValue ? "long.MinValue" : Number(value) + "L"),
            float value => (ValueKind.Float, Single(value)),
            double value => (ValueKind.Double, Double(value)),
            char value => (ValueKind.Char, SymbolDisplay.FormatLiteral(value, quote: true)),
            string value => (ValueKind.String, String(value)),
            decimal value => (ValueKind.Decimal, Number(value) + "m"),
            _ => null,
        };

    // Most texts are names of types and members: for them the compiler's own way costs more than the rest of the line.
    private static bool NeedsNoEscape(string text)
    {
        foreach (char character in text)
        {
            if (character is not ((>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '.' or '_' or '-'))
            {
                return false;
            }
        }

        return true;
    }

    private static string Number(System.IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);

    private static string Single(float value)
        => float.IsNaN(value) ? "float.NaN"
            : float.IsPositiveInfinity(value) ? "float.PositiveInfinity"
            : float.IsNegativeInfinity(value) ? "float.NegativeInfinity"
            : value.ToString("R", CultureInfo.InvariantCulture) + "f";

    private static string Double(double value)
        => double.IsNaN(value) ? "double.NaN"
            : double.IsPositiveInfinity(value) ? "double.PositiveInfinity"
            : double.IsNegativeInfinity(value) ? "double.NegativeInfinity"
            : value.ToString("R", CultureInfo.InvariantCulture) + "d";
}
