using System.Buffers.Binary;
using System.Globalization;
using TypedSender.Amqp;

namespace TypedSender.Tool.Explaining;

/// <summary>Annotates whole inputs: what a connection carries (headers and frames), the sections of a message, or values.</summary>
internal sealed class ByteAnnotator
{
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly List<Annotation> _annotations = [];
    private readonly ValueAnnotator _values;

    private ByteAnnotator(ReadOnlyMemory<byte> bytes)
    {
        _bytes = bytes;
        _values = new ValueAnnotator(bytes, _annotations);
    }

    private ReadOnlySpan<byte> Span => _bytes.Span;

    /// <summary>Annotates bytes. Never throws: what cannot be read is an annotation too, the last one.</summary>
    public static IReadOnlyList<Annotation> Annotate(ReadOnlyMemory<byte> bytes, InputKind kind = InputKind.Any)
    {
        ByteAnnotator annotator = new(bytes);
        try
        {
            annotator.AnnotateAll(kind == InputKind.Any ? annotator.Guess() : kind);
        }
        catch (AmqpDecodeException exception)
        {
            annotator.AddFault(exception);
        }

        return annotator._annotations;
    }

    /// <summary>Every frame of up to 16 MiB begins with a zero, as described values do; behind it these have the constructor of their descriptor, and frames a size.</summary>
    private InputKind Guess()
    {
        if (Span.StartsWith("AMQP"u8))
        {
            return InputKind.Frames;
        }

        bool isFrame = Span.Length >= 8 && BinaryPrimitives.ReadUInt32BigEndian(Span) is >= 8 and <= 16 * 1024 * 1024 && Span[4] >= 2 && Span[5] <= 1
            && Span[1] is not (FormatCode.SmallULong or FormatCode.ULong or FormatCode.ULong0 or FormatCode.Symbol8 or FormatCode.Symbol32);
        return isFrame ? InputKind.Frames : InputKind.Values;
    }

    private void AnnotateAll(InputKind kind)
    {
        for (int at = 0; at < Span.Length;)
        {
            at = kind != InputKind.Frames ? _values.Annotate(at, Span.Length, 0)
                : Span[at..].StartsWith("AMQP"u8) ? AnnotateHeader(at)
                : AnnotateFrame(at);
        }
    }

    private int AnnotateHeader(int at)
    {
        if (Span.Length - at < 8)
        {
            throw new AmqpDecodeException($"A protocol header has 8 bytes, and {Span.Length - at} are left", at);
        }

        byte id = Span[at + 4];
        (string text, string section) = id switch
        {
            0 => ("AMQP frames follow", "2.2"),
            2 => ("TLS follows", "5.2.1"),
            3 => ("SASL frames follow", "5.3.2"),
            _ => ("this protocol id is not defined", "2.2"),
        };
        _values.Add(at, 8, 0, string.Create(CultureInfo.InvariantCulture, $"protocol header: version {Span[at + 5]}.{Span[at + 6]}.{Span[at + 7]}, protocol id {id}: {text}"), section, AnnotationKind.Heading);
        return at + 8;
    }

    private int AnnotateFrame(int at)
    {
        if (Span.Length - at < 8)
        {
            throw new AmqpDecodeException($"A frame begins with 8 bytes, and {Span.Length - at} are left", at);
        }

        uint size = BinaryPrimitives.ReadUInt32BigEndian(Span[at..]);
        (int offset, byte type) = (Span[at + 4] * 4, Span[at + 5]);
        _values.Add(at, 4, 0, string.Create(CultureInfo.InvariantCulture, $"frame of {size:N0} bytes"), "2.3.1", AnnotationKind.Heading);
        if (size < 8 || size > Span.Length - at)
        {
            throw new AmqpDecodeException($"A frame says that it has {size} bytes, and {Span.Length - at} are left", at);
        }

        _values.Add(at + 4, 1, 1, $"doff {Span[at + 4]}: the body begins at byte {offset} of the frame", "2.3.1");
        if (offset < 8 || offset > size)
        {
            throw new AmqpDecodeException($"The body of a frame of {size} bytes cannot begin at byte {offset}", at + 4);
        }

        bool isSasl = type == 1;
        _values.Add(at + 5, 1, 1, type switch { 0 => "type 0: AMQP", 1 => "type 1: SASL", _ => $"type {type}: not defined" }, isSasl ? "5.3.1" : "2.3.1");
        ushort channel = BinaryPrimitives.ReadUInt16BigEndian(Span[(at + 6)..]);
        _values.Add(at + 6, 2, 1, isSasl ? "of no meaning in a SASL frame" : string.Create(CultureInfo.InvariantCulture, $"channel {channel}"), isSasl ? "5.3.1" : "2.3.2");
        if (offset > 8)
        {
            _values.Add(at + 8, offset - 8, 1, "extended header, to be ignored", "2.3.1");
        }

        int end = at + (int)size;
        AnnotateBody(at + offset, end);
        return end;
    }

    private void AnnotateBody(int at, int end)
    {
        if (at == end)
        {
            _values.Add(at, 0, 1, "no body: the frame says that the peer lives", "2.4.5");
            return;
        }

        object? descriptor = _values.PeekDescriptor(at);
        bool isWhole = descriptor is 0x14ul or AmqpSymbol { Value: "amqp:transfer:list" } && !HasMore(at, end);
        at = _values.Annotate(at, end, 1);
        if (at == end)
        {
            return;
        }

        // Parts of a message end anywhere; a whole one consists of sections.
        if (isWhole && CompositeTypes.IsSection(_values.PeekDescriptor(at)))
        {
            while (at < end)
            {
                at = _values.Annotate(at, end, 1);
            }

            return;
        }

        _values.Add(at, end - at, 1, string.Create(CultureInfo.InvariantCulture, $"part of a message, {end - at:N0} bytes"), "2.6.14");
    }

    private bool HasMore(int at, int end)
    {
        AmqpReader reader = new(Span[at..end]);
        return reader.ReadValue() is AmqpDescribed { Value: List<object?> fields } && fields.Count > 5 && fields[5] is true;
    }

    private void AddFault(AmqpDecodeException exception)
    {
        int covered = _annotations.Count == 0 ? 0 : _annotations.Max(static each => each.Offset + each.Length);
        int left = Span.Length - covered;
        string unexplained = left > 0 ? $" {Screens.Count(left, "byte")} cannot be explained: begin where a frame or a value begins, and give all of it." : "";
        _values.Add(covered, left, 0, $"{exception.Message.TrimEnd('.')}.{unexplained}", "", AnnotationKind.Fault);
    }
}
