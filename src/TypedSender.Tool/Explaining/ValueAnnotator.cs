using System.Buffers.Binary;
using System.Globalization;
using TypedSender.Amqp;

namespace TypedSender.Tool.Explaining;

/// <summary>Annotates encoded values, byte by byte (AMQP 1.0, 1.2). Whatever the bytes are, every one of them ends up in an annotation or behind a fault.</summary>
internal sealed class ValueAnnotator(ReadOnlyMemory<byte> bytes, List<Annotation> annotations)
{
    private const int MaxDepth = 32;
    private const int MaxItems = 100;

    /// <summary>Annotates the next value.</summary>
    /// <param name="at">Where it begins.</param>
    /// <param name="end">Where the bytes end that it may have.</param>
    /// <param name="depth">How deep it lies.</param>
    /// <param name="label">What it is called, such as <c>container-id</c>; empty for nothing.</param>
    /// <param name="owner">The type of the specification that it is a field of; null for none.</param>
    /// <returns>Where the next value begins.</returns>
    /// <exception cref="AmqpDecodeException">The bytes are no value; what came before is annotated.</exception>
    public int Annotate(int at, int end, int depth, string label = "", CompositeType? owner = null)
    {
        if (depth > MaxDepth)
        {
            throw new AmqpDecodeException($"Values are nested more than {MaxDepth} deep", at);
        }

        byte code = Peek(at, end);
        if (code == FormatCode.Described)
        {
            return AnnotateDescribed(at, end, depth, label);
        }

        (string name, string section) = PrimitiveTypes.Find(code) ?? throw new AmqpDecodeException($"0x{code:X2} is no constructor of a value", at);
        if (PrimitiveTypes.IsCompound(code))
        {
            return AnnotateCompound(at, end, depth, label, owner: null);
        }

        int length = MeasureValue(code, at + 1, end) + 1;
        object? value = Read(at, length);
        bool isSecret = owner is { Name: ['s', 'a', 's', 'l', '-', ..] } && label is "initial-response" or "challenge" or "response" or "additional-data" && value is not null;
        string shown = isSecret ? $"{length} bytes, not shown: they may hold a password" : ShowField(label, owner, value);
        Add(at, length, depth, value is null ? $"{Prefix(label)}null" : $"{Prefix(label)}{shown} ({name})", owner?.Section ?? section, isSecret ? AnnotationKind.Hidden : AnnotationKind.Value);
        return at + length;
    }

    /// <summary>The descriptor of a described value, without annotating it; null where none begins.</summary>
    public object? PeekDescriptor(int at)
    {
        try
        {
            if (Peek(at, bytes.Length) != FormatCode.Described)
            {
                return null;
            }

            AmqpReader reader = new(bytes.Span[(at + 1)..]);
            return reader.ReadValue();
        }
        catch (AmqpDecodeException)
        {
            return null;
        }
    }

    public void Add(int offset, int length, int depth, string text, string section, AnnotationKind kind = AnnotationKind.Value) =>
        annotations.Add(new Annotation(offset, length, depth, text, section, kind));

    private static string Prefix(string label) => label.Length > 0 ? $"{label} = " : "";

    private static string ShowField(string label, CompositeType? owner, object? value) => (owner?.Name, label, value) switch
    {
        ("attach" or "disposition", "role", bool isReceiver) => isReceiver ? "true: receiver" : "false: sender",
        ("attach", "snd-settle-mode", byte mode) => mode switch { 0 => "0: unsettled", 1 => "1: settled", 2 => "2: mixed", _ => ValueText.Show(value) },
        ("attach" or "transfer", "rcv-settle-mode", byte mode) => mode switch { 0 => "0: first", 1 => "1: second", _ => ValueText.Show(value) },
        ("sasl-outcome", "code", byte code) => code switch { 0 => "0: ok", 1 => "1: the credentials are refused", 2 or 3 or 4 => $"{code}: the peer's system failed", _ => ValueText.Show(value) },
        ("transfer", "delivery-tag", byte[] tag) => Convert.ToHexString(tag),
        _ => ValueText.Show(value),
    };

    private int AnnotateDescribed(int at, int end, int depth, string label)
    {
        byte code = Peek(at + 1, end);
        if (PrimitiveTypes.Find(code) is null || PrimitiveTypes.IsCompound(code))
        {
            throw new AmqpDecodeException($"0x{code:X2} is no constructor of a descriptor", at + 1);
        }

        int length = MeasureValue(code, at + 2, end) + 2;
        object? descriptor = Read(at + 1, length - 1);
        CompositeType? type = CompositeTypes.Find(descriptor);
        string text = type is null ? $"described by {ShowDescriptor(descriptor)}" : $"{type.Name}: {type.Purpose}";
        Add(at, length, depth, Prefix(label) + text, type?.Section ?? "1.5", AnnotationKind.Heading);
        at += length;
        return Peek(at, end) is var value && PrimitiveTypes.IsCompound(value) && PrimitiveTypes.Find(value) is not null
            ? AnnotateCompound(at, end, depth + 1, "", type)
            : Annotate(at, end, depth + 1);
    }

    private static string ShowDescriptor(object? descriptor) => descriptor is ulong code ? string.Create(CultureInfo.InvariantCulture, $"0x{code:X16}") : ValueText.Show(descriptor);

    /// <summary>A list, map or array: its head, and what is in it.</summary>
    private int AnnotateCompound(int at, int end, int depth, string label, CompositeType? owner)
    {
        byte code = Peek(at, end);
        (string name, string section) = PrimitiveTypes.Find(code)!.Value;
        if (code == FormatCode.List0)
        {
            Add(at, 1, depth, $"{Prefix(label)}empty list", section);
            return at + 1;
        }

        int width = PrimitiveTypes.WidthOf(code);
        uint size = ReadSize(at + 1, width, end);
        int content = at + 1 + width;
        if (size > end - content || size < width)
        {
            throw new AmqpDecodeException($"A {name} says that it has {size} bytes, and {end - content} are left", at);
        }

        uint count = ReadSize(content, width, end);
        int next = content + (int)size;
        string what = owner is { Fields.Count: > 0 } ? $"{count} of {owner.Fields.Count} fields" : name == "map" ? $"map of {count / 2}" : $"{name} of {count}";
        Add(at, 1 + (2 * width), depth, $"{Prefix(label)}{what}, {size} bytes", section);
        int inner = name == "array"
            ? new ArrayAnnotator(bytes, this).Annotate(content + width, next, depth + 1, count)
            : AnnotateItems(content + width, next, depth + 1, count, name == "map", owner);
        if (inner != next)
        {
            throw new AmqpDecodeException($"A {name} ends {next - inner} bytes before its size says", inner);
        }

        return next;
    }

    private int AnnotateItems(int at, int end, int depth, uint count, bool isMap, CompositeType? owner)
    {
        for (int index = 0; index < count; index++)
        {
            if (index == MaxItems)
            {
                Add(at, end - at, depth, string.Create(CultureInfo.InvariantCulture, $"{count - index:N0} further {(isMap ? "keys and values" : "values")}"), "1.6.22");
                return end;
            }

            string label = isMap ? (index % 2 == 0 ? "key" : "value") : owner is { } type && index < type.Fields.Count ? type.Fields[index] : "";
            at = Annotate(at, end, depth + (isMap ? index % 2 : 0), label, owner is { Fields.Count: > 0 } ? owner : null);
        }

        return at;
    }

    /// <summary>The bytes of a value behind its constructor.</summary>
    public int MeasureValue(byte code, int at, int end)
    {
        int width = PrimitiveTypes.WidthOf(code);
        long length = PrimitiveTypes.IsVariable(code) ? (long)width + ReadSize(at, width, end) : width;
        return length <= end - at ? (int)length : throw new AmqpDecodeException($"A value needs {length} bytes and {end - at} are left", at - 1);
    }

    private object? Read(int at, int length)
    {
        try
        {
            AmqpReader reader = new(bytes.Span.Slice(at, length));
            return reader.ReadValue();
        }
        catch (AmqpDecodeException exception)
        {
            // It counts from where it began to read.
            throw new AmqpDecodeException(exception.Message[..exception.Message.LastIndexOf(" (at byte", StringComparison.Ordinal)], at + exception.Offset);
        }
    }

    private uint ReadSize(int at, int width, int end)
    {
        if (width > end - at)
        {
            throw new AmqpDecodeException($"A size needs {width} bytes and {end - at} are left", at);
        }

        return width == 1 ? bytes.Span[at] : BinaryPrimitives.ReadUInt32BigEndian(bytes.Span[at..]);
    }

    private byte Peek(int at, int end) => at < end ? bytes.Span[at] : throw new AmqpDecodeException("The bytes end where a value should begin", at);
}
