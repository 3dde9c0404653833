using System.Reflection;
using TypedSender.Amqp.Messages;

namespace TypedSender.Amqp.Tests.Specification;

/// <summary>What the generated code writes and reads is what the XML of the specification says.</summary>
public sealed class CompositeEncodingTests
{
    public static TheoryData<string> Names => new(SpecificationFiles.Composites.Keys);

    public static TheoryData<string, string, bool> Forms
    {
        get
        {
            var forms = new TheoryData<string, string, bool>();
            foreach (string name in SpecificationFiles.Composites.Keys)
            {
                forms.Add(name, "list8", false);
                forms.Add(name, "list8", true);
                forms.Add(name, "list32", false);
                forms.Add(name, "list32", true);
            }

            return forms;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_field_is_written_in_its_place_with_its_type(string name)
    {
        CompositeSample sample = CompositeSample.Of(name);
        CompositeDefinition definition = SpecificationFiles.Composites[name];
        Assert.Equal(definition.Fields.Count, sample.Fields.Count);
        foreach (FieldDefinition field in definition.Fields)
        {
            byte constructor = sample.Fields[field.Index][0];
            Assert.True(Constructors(field).Contains(constructor), $"{name}, {field.Name}: 0x{constructor:X2} is no {field.Type}");
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Trailing_fields_may_be_omitted_in_every_form_of_list_and_descriptor(string name, string listForm, bool symbolic)
    {
        CompositeSample sample = CompositeSample.Of(name);
        int least = SpecificationFiles.Composites[name].Fields.LastOrDefault(field => field.Mandatory) is { } last ? last.Index + 1 : 0;
        for (int count = least; count <= sample.Fields.Count; count++)
        {
            string form = count == 0 && listForm == "list8" ? "list0" : listForm;
            object decoded = sample.Codec.Decode(sample.Bytes(name, count, form, symbolic));
            string expected = Wire.Hex(sample.Bytes(name, count, count == 0 ? "list0" : "list8", symbolic: false));
            Assert.Equal(expected, Wire.Hex(sample.Codec.Encode(decoded)));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_omitted_field_and_a_null_field_have_the_default(string name)
    {
        CompositeSample sample = CompositeSample.Of(name);
        FieldDefinition[] fields = [.. SpecificationFiles.Composites[name].Fields];
        PropertyInfo[] properties = [.. AnnotatedTypes.Fields(AnnotatedTypes.All[name])];
        foreach (FieldDefinition field in fields.Where(field => !field.Mandatory))
        {
            object decoded = sample.Codec.Decode(sample.Bytes(name, sample.Fields.Count, "list8", symbolic: false, nullAt: field.Index));
            Assert.Equal(field.Default, Text(properties[field.Index].GetValue(decoded)));
            int count = Trimmed(field, fields);
            Assert.Equal(Wire.Hex(sample.Bytes(name, count, count == 0 ? "list0" : "list8", symbolic: false, field.Index)), Wire.Hex(sample.Codec.Encode(decoded)));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_new_instance_holds_the_defaults(string name)
    {
        Type type = AnnotatedTypes.All[name];
        object? instance = type.GetProperty("Instance")?.GetValue(null) ?? Activator.CreateInstance(type, nonPublic: true);
        PropertyInfo[] properties = [.. AnnotatedTypes.Fields(type)];
        foreach (FieldDefinition field in SpecificationFiles.Composites[name].Fields.Where(field => !field.Mandatory))
        {
            Assert.Equal(field.Default, Text(properties[field.Index].GetValue(instance)));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_missing_mandatory_field_is_named(string name)
    {
        CompositeSample sample = CompositeSample.Of(name);
        foreach (FieldDefinition field in SpecificationFiles.Composites[name].Fields.Where(field => field.Mandatory))
        {
            byte[] omitted = sample.Bytes(name, field.Index, field.Index == 0 ? "list0" : "list8", symbolic: false);
            byte[] isNull = sample.Bytes(name, sample.Fields.Count, "list8", symbolic: false, nullAt: field.Index);
            foreach (byte[] bytes in new[] { omitted, isNull })
            {
                AmqpDecodeException exception = Assert.Throws<AmqpDecodeException>(() => sample.Codec.Decode(bytes));
                Assert.Contains($"The {name.Split(':')[1]} lacks its mandatory field {field.Name}", exception.Message, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void More_fields_than_defined_are_refused(string name)
    {
        CompositeSample sample = CompositeSample.Of(name);
        byte[] bytes = [0x00, 0x53, (byte)sample.Codec.DescriptorCode, 0xC0, (byte)(sample.Fields.Count + 2), (byte)(sample.Fields.Count + 1), .. Enumerable.Repeat((byte)0x40, sample.Fields.Count + 1)];
        AmqpDecodeException exception = Assert.Throws<AmqpDecodeException>(() => sample.Codec.Decode(bytes));
        Assert.Contains($"has {sample.Fields.Count + 1} fields", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Another_descriptor_is_refused(string name)
    {
        CompositeSample sample = CompositeSample.Of(name);
        AmqpDecodeException exception = Assert.Throws<AmqpDecodeException>(() => sample.Codec.Decode([0x00, 0x53, 0x99, 0x45]));
        Assert.Contains($"Expected {name}", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>If the last field is null, the list ends before it.</summary>
    private static int Trimmed(FieldDefinition field, FieldDefinition[] fields) => field.Index == fields.Length - 1 ? field.Index : fields.Length;

    private static string? Text(object? value)
        => value switch
        {
            null or AmqpMessageId { IsNone: true } or AmqpSymbol[] { Length: 0 } => null,
            bool truth => truth ? "true" : "false",
            Enum choice => choice.ToString("D"),
            _ => value.ToString(),
        };

    private static byte[] Constructors(FieldDefinition field)
        => (field.Multiple, SpecificationFiles.Primitive(field.Type)) switch
        {
            (true, _) => [FormatCode.Array8],
            (_, "boolean") => [FormatCode.BooleanTrue, FormatCode.BooleanFalse],
            (_, "ubyte") => [FormatCode.UByte],
            (_, "ushort") => [FormatCode.UShort],
            (_, "uint") => [FormatCode.UInt, FormatCode.SmallUInt, FormatCode.UInt0],
            (_, "ulong") => [FormatCode.ULong, FormatCode.SmallULong, FormatCode.ULong0],
            (_, "timestamp") => [FormatCode.Timestamp],
            (_, "binary") => [FormatCode.Binary8],
            (_, "string") => [FormatCode.String8],
            (_, "symbol") => [FormatCode.Symbol8],
            (_, "map") => [FormatCode.Map8],
            (_, "error") => [FormatCode.Described],
            _ when field.Name is "message-id" or "correlation-id" => [FormatCode.SmallULong],
            _ when field.Name is "txn-id" or "global-id" => [FormatCode.Binary8],
            _ when field.Name is "address" or "to" or "reply-to" => [FormatCode.String8],
            _ => [FormatCode.Described],
        };
}
