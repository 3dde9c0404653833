using System.ComponentModel;
using System.Runtime.CompilerServices;
using TypedSender.Amqp;
using TypedSender.Amqp.Messages;

namespace TypedSender.GeneratedCode;

/// <summary>
/// The annotations, the application properties or the footer of a message while they are written, nearest bindings first: a key
/// that is there already is not written again. The section begins with its first entry, so that an empty one costs nothing.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct AmqpMapSection
{
    private const ulong DeliveryAnnotationsCode = 0x71;
    private const ulong MessageAnnotationsCode = 0x72;
    private const ulong ApplicationPropertiesCode = 0x74;
    private const ulong FooterCode = 0x78;

    private readonly ulong _code;
    private CompoundScope _scope;
    private long _start;
    private long _nearerEnd;
    private int _count;

    // Where the value begins that is to be noted, as long as it is not known where it ends; 0 for none.
    private long _notedStart;

    private AmqpMapSection(ulong code) => _code = code;

    /// <summary>A delivery-annotations section (AMQP 1.0, 3.2.2); keys are symbols.</summary>
    public static AmqpMapSection DeliveryAnnotations() => new(DeliveryAnnotationsCode);

    /// <summary>A message-annotations section (AMQP 1.0, 3.2.3); keys are symbols.</summary>
    public static AmqpMapSection MessageAnnotations() => new(MessageAnnotationsCode);

    /// <summary>An application-properties section (AMQP 1.0, 3.2.5); keys are strings.</summary>
    public static AmqpMapSection ApplicationProperties() => new(ApplicationPropertiesCode);

    /// <summary>A footer (AMQP 1.0, 3.2.9); keys are symbols.</summary>
    public static AmqpMapSection Footer() => new(FooterCode);

    /// <summary>Writes a key, unless a nearer level has written it; if it returns true, the caller writes the value.</summary>
    /// <param name="writer">The writer that takes the bytes.</param>
    /// <param name="key">The key in UTF-8.</param>
    public bool TryKey(ref AmqpWriter writer, scoped ReadOnlySpan<byte> key)
    {
        NoteEnd(ref writer);
        if (_count == 0)
        {
            Begin(ref writer);
        }
        else if (_nearerEnd > _start && IsWritten(ref writer, key))
        {
            return false;
        }

        if (_code == ApplicationPropertiesCode)
        {
            writer.WriteUtf8String(key);
        }
        else
        {
            writer.WriteAsciiSymbol(key);
            _notedStart = _code == MessageAnnotationsCode && AmqpNotes.IsNoted(in writer, key) ? writer.Position : 0;
        }

        _count += 2;
        return true;
    }

    /// <summary>Writes the entries of a section of an untyped message, before any other; there is one at least.</summary>
    /// <exception cref="AmqpEncodeException">An entry does not belong there, or cannot be encoded; named in it.</exception>
    internal void WriteEntries(ref AmqpWriter writer, AmqpMap entries)
    {
        Begin(ref writer);
        MessageEncoding.WriteEntries(ref writer, _code, entries);
        _count = 2 * entries.Count;
    }

    /// <summary>Begins a level: what follows is farther than what was written so far.</summary>
    /// <param name="writer">The writer that takes the bytes.</param>
    public void NextLevel(ref AmqpWriter writer)
    {
        if (_count > 0)
        {
            _nearerEnd = writer.Position;
        }
    }

    /// <summary>Ends the section, if it has begun. Application properties end with the trace context of the send, if there is one.</summary>
    /// <param name="writer">The writer that takes the bytes.</param>
    public void End(ref AmqpWriter writer)
    {
        NoteEnd(ref writer);
        if (_code == ApplicationPropertiesCode && writer.TraceContext is { } activity)
        {
            NextLevel(ref writer);
            TraceContext.Write(ref writer, ref this, activity);
        }

        if (_count > 0)
        {
            writer.EndMap(_scope, _count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Begin(ref AmqpWriter writer)
    {
        writer.WriteDescriptor(_code);
        _scope = writer.BeginMap();
        _start = writer.Position;
        _nearerEnd = _start;
    }

    /// <summary>The value before is written whole.</summary>
    private void NoteEnd(ref AmqpWriter writer)
    {
        if (_notedStart > 0)
        {
            AmqpNotes.PartitionKey(in writer, _notedStart);
            _notedStart = 0;
        }
    }

    private readonly bool IsWritten(ref AmqpWriter writer, scoped ReadOnlySpan<byte> key)
    {
        var reader = new AmqpReader(writer.WrittenIn(_scope)[..(int)(_nearerEnd - _start)]);
        while (!reader.End)
        {
            if (reader.ReadTextSpan().SequenceEqual(key))
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }
}
