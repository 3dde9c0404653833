using System.Globalization;
using TypedSender.Amqp;

namespace TypedSender.Tool.Explaining;

/// <summary>Annotates what is in an array: one constructor, and values without any of their own (AMQP 1.0, 1.6.24).</summary>
internal sealed class ArrayAnnotator(ReadOnlyMemory<byte> bytes, ValueAnnotator values)
{
    private const int MaxElements = 32;

    /// <returns>Where the array ends.</returns>
    public int Annotate(int at, int end, int depth, uint count)
    {
        if (at == end)
        {
            throw new AmqpDecodeException("An array ends where the constructor of its elements should be", at);
        }

        byte code = bytes.Span[at];
        if (PrimitiveTypes.Find(code) is not { } type || PrimitiveTypes.IsCompound(code))
        {
            // Elements that are described, lists, maps or arrays: each has a layout of its own.
            values.Add(at, end - at, depth, string.Create(CultureInfo.InvariantCulture, $"{count:N0} elements with the constructor 0x{code:X2}"), "1.6.24");
            return end;
        }

        values.Add(at, 1, depth, $"each a {type.Name}", "1.6.24");
        at++;
        for (int index = 0; index < count; index++)
        {
            if (index == MaxElements)
            {
                values.Add(at, end - at, depth, string.Create(CultureInfo.InvariantCulture, $"{count - index:N0} further elements"), "1.6.24");
                return end;
            }

            int length = values.MeasureValue(code, at, end);
            AmqpReader reader = new((byte[])[code, .. bytes.Span.Slice(at, length)]);
            values.Add(at, length, depth, ValueText.Show(reader.ReadValue()), type.Section);
            at += length;
        }

        return at;
    }
}
