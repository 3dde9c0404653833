using System.Collections.Generic;
using System.Globalization;
using TypedSender.Generators.Model;

namespace TypedSender.Generators.Emitting;

/// <summary>
/// Tells when a composite's fields surely fit list8, so that its header can be written ahead of them instead of being
/// patched, and the fields moved, afterwards.
/// </summary>
internal static class CompositeSizeBound
{
    /// <summary>What list8 leaves for elements: its size octet counts the count octet too (AMQP 1.0, 1.6.22).</summary>
    private const int Room = 254;

    /// <summary>
    /// The C# condition under which the fields fit; an empty string if they always do, null if that cannot be told from
    /// the presence and length of a few fields.
    /// </summary>
    public static string? Condition(CompositeModel composite)
    {
        int room = Room;
        int binaries = 0;
        foreach (CompositeFieldModel field in composite.Fields)
        {
            room -= Width(field.Kind);
            binaries += field.Kind == CompositeFieldKind.Binary ? 1 : 0;
        }

        var conditions = new List<string>();
        foreach (CompositeFieldModel field in composite.Fields)
        {
            switch (field.Kind)
            {
                case CompositeFieldKind.Binary:
                    string length = field.IsNullable ? $"{field.Property}.GetValueOrDefault().Length" : $"{field.Property}.Length";
                    conditions.Add($"{length} <= {(room / binaries).ToString(CultureInfo.InvariantCulture)}");
                    break;
                case CompositeFieldKind.Map or CompositeFieldKind.SymbolArray or CompositeFieldKind.Encodable
                    when field.IsNullable && !field.IsMandatory:
                    conditions.Add($"{field.Property} is null");
                    break;
                case CompositeFieldKind.Map or CompositeFieldKind.SymbolArray or CompositeFieldKind.Encodable
                    or CompositeFieldKind.String or CompositeFieldKind.Symbol:
                    return null;
            }
        }

        return room < 0 ? null : string.Join(" && ", conditions);
    }

    /// <summary>The most octets a field takes; for binary, those before its content; for what must be absent, those of null.</summary>
    private static int Width(CompositeFieldKind kind)
        => kind switch
        {
            CompositeFieldKind.UByte => 2,
            CompositeFieldKind.UShort => 3,
            CompositeFieldKind.UInt or CompositeFieldKind.Binary => 5,
            CompositeFieldKind.ULong or CompositeFieldKind.Timestamp => 9,
            _ => 1,
        };
}
