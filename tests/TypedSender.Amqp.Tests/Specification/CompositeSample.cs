using System.Reflection;
using TypedSender.Amqp.Messages;

namespace TypedSender.Amqp.Tests.Specification;

/// <summary>Instances of composites whose every field holds a value other than its default, and their bytes field by field.</summary>
internal sealed class CompositeSample
{
    private CompositeSample(object value, CompositeCodec codec, IReadOnlyList<byte[]> fields)
    {
        Value = value;
        Codec = codec;
        Fields = fields;
    }

    public object Value { get; }

    public CompositeCodec Codec { get; }

    /// <summary>The encoding of each field.</summary>
    public IReadOnlyList<byte[]> Fields { get; }

    public static CompositeSample Of(string name)
    {
        Type type = AnnotatedTypes.All[name];
        object value = type.GetProperty("Instance")?.GetValue(null) ?? Activator.CreateInstance(type, nonPublic: true)!;
        foreach (PropertyInfo property in AnnotatedTypes.Fields(type))
        {
            property.SetValue(value, SampleOf(property));
        }

        CompositeCodec codec = CompositeCodec.For(type);
        return new CompositeSample(value, codec, SplitFields(codec.Encode(value)));
    }

    /// <summary>The first <paramref name="count"/> fields, with nulls in place of those given.</summary>
    public byte[] Bytes(string name, int count, string listForm, bool symbolic, int? nullAt = null)
    {
        IEnumerable<byte[]> fields = Fields.Take(count).Select((field, index) => index == nullAt ? [FormatCode.Null] : field);
        byte[] content = [.. fields.SelectMany(field => field)];
        byte[] descriptor = symbolic
            ? [0x00, FormatCode.Symbol8, (byte)name.Length, .. System.Text.Encoding.ASCII.GetBytes(name)]
            : [0x00, FormatCode.SmallULong, (byte)Codec.DescriptorCode];
        byte[] header = listForm switch
        {
            "list0" => [FormatCode.List0],
            "list8" => [FormatCode.List8, checked((byte)(content.Length + 1)), (byte)count],
            _ => [FormatCode.List32, 0, 0, (byte)((content.Length + 4) >> 8), (byte)(content.Length + 4), 0, 0, 0, (byte)count],
        };
        return [.. descriptor, .. header, .. content];
    }

    private static List<byte[]> SplitFields(byte[] bytes)
    {
        var reader = new AmqpReader(bytes);
        reader.ReadDescriptor();
        AmqpCompoundHeader list = reader.ReadListHeader();
        List<byte[]> fields = [];
        for (int index = 0; index < list.Count; index++)
        {
            fields.Add(reader.ReadEncoded().ToArray());
        }

        reader.Leave(list);
        return fields;
    }

    private static object SampleOf(PropertyInfo property)
    {
        AmqpFieldAttribute field = AnnotatedTypes.Attribute(property);
        Type type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        uint number = (uint)field.Index + 1;
        if (type.IsEnum)
        {
            return Enum.GetValues(type).Cast<object>().Last(value => !value.Equals(field.Default));
        }

        return type switch
        {
            _ when type == typeof(bool) => field.Default is not true,
            _ when type == typeof(byte) => (byte)number,
            _ when type == typeof(ushort) => (ushort)number,
            _ when type == typeof(uint) => number,
            _ when type == typeof(ulong) => (ulong)number,
            _ when type == typeof(string) => $"text{number}",
            _ when type == typeof(AmqpSymbol) => new AmqpSymbol($"s{number}"),
            _ when type == typeof(AmqpSymbol[]) => new AmqpSymbol[] { $"m{number}", "n" },
            _ when type == typeof(ReadOnlyMemory<byte>) => new ReadOnlyMemory<byte>([1, 2, (byte)number]),
            _ when type == typeof(DateTimeOffset) => DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_000 + number),
            _ when type == typeof(AmqpMap) => new AmqpMap { { new AmqpSymbol("k"), number } },
            _ when type == typeof(AmqpError) => new AmqpError { Condition = AmqpErrorConditions.NotFound },
            _ when type == typeof(AmqpMessageId) => new AmqpMessageId(number),
            _ when type == typeof(TransactionId) => new TransactionId([7, (byte)number]),
            _ when type == typeof(DeliveryState) => Accepted.Instance,
            _ when type == typeof(Terminus) => field.Name == "source" ? new Source { Address = "a" } : new Target { Address = "b" },
            _ => throw new NotSupportedException($"No sample for {type}."),
        };
    }
}
