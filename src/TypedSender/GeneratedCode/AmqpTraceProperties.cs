using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using TypedSender.Amqp;

namespace TypedSender.GeneratedCode;

/// <summary>
/// The trace context of a send, written as the last application properties of its message, as W3C Trace Context names and formats them. Allocates nothing. The default
/// value is that of a send without one, and writes nothing.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct AmqpTraceProperties
{
    // Descriptor, header of a map, and what a wide header takes more.
    private const int SectionRoom = 3 + 3 + 6;

    // Constructor and length of a key and of its value, and the value.
    private const int CopyRoom = 2 + 2 + TraceContext.ParentLength;

    private readonly Activity? _activity;
    private readonly byte[]? _copy;

    private AmqpTraceProperties(Activity activity, byte[]? copy)
    {
        _activity = activity;
        _copy = copy;
    }

    /// <summary>The most bytes that the two keys and their values take, and a section around them; 0 without a context.</summary>
    public long Room => _activity is null ? 0 : GetRoom(_activity) + (_copy is null ? 0 : CopyRoom + _copy.Length);

    private static ReadOnlySpan<byte> SectionStart => [0x00, 0x53, 0x74, 0, 0, 0];

    // The key as str8 (1.6.20), and the constructor and length of its value.
    private static ReadOnlySpan<byte> ParentKey => [0xA1, 11, (byte)'t', (byte)'r', (byte)'a', (byte)'c', (byte)'e', (byte)'p', (byte)'a', (byte)'r', (byte)'e', (byte)'n', (byte)'t', 0xA1, TraceContext.ParentLength];

    private static ReadOnlySpan<byte> StateKey => [0xA1, 10, (byte)'t', (byte)'r', (byte)'a', (byte)'c', (byte)'e', (byte)'s', (byte)'t', (byte)'a', (byte)'t', (byte)'e'];

    /// <summary>The context of the send that <paramref name="writer"/> writes a message for.</summary>
    /// <param name="writer">The writer.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static AmqpTraceProperties Of(in AmqpWriter writer)
        => writer.TraceContext is { IdFormat: ActivityIdFormat.W3C } activity ? new(activity, writer.Buffer.Settings.TraceParentCopy) : default;

    /// <summary>Writes an application-properties section (AMQP 1.0, 3.2.5) that has nothing but the trace context; nothing without one.</summary>
    /// <param name="writer">The writer that takes the bytes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WriteSection(ref AmqpWriter writer)
    {
        if (writer.TraceContext is not null)
        {
            AmqpTraceProperties trace = Of(in writer);
            writer.Advance(trace.WriteSection(writer.GetSpan(trace.Room), 0));
        }
    }

    /// <summary>Puts an application-properties section (AMQP 1.0, 3.2.5) that has nothing but the trace context; nothing without one.</summary>
    /// <param name="bytes">The room.</param>
    /// <param name="at">Where it goes.</param>
    /// <returns>Where the next value goes.</returns>
    public int WriteSection(Span<byte> bytes, int at)
    {
        if (_activity is null)
        {
            return at;
        }

        SectionStart.CopyTo(bytes[at..]);
        int map = at + 3;
        int count = 0;
        at = WriteContext(_activity, bytes, map + 3, ref count, hasParent: false, hasState: false);
        return AmqpPrimitives.EndMap(bytes, map, at, count);
    }

    /// <summary>
    /// Puts the keys that the message does not have yet, and their values; nothing without a context, and nothing beside a parent of the message's own.
    /// </summary>
    /// <param name="bytes">The room.</param>
    /// <param name="at">Where they go.</param>
    /// <param name="count">The number of keys and values in the map.</param>
    /// <param name="hasParent">Whether the message has a <c>traceparent</c> of its own, to which a state belongs.</param>
    /// <param name="hasState">Whether it has a <c>tracestate</c> of its own.</param>
    /// <returns>Where the next value goes.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Write(Span<byte> bytes, int at, ref int count, bool hasParent = false, bool hasState = false)
        => _activity is null ? at : WriteContext(_activity, bytes, at, ref count, hasParent, hasState);

    private int WriteContext(Activity activity, Span<byte> bytes, int at, ref int count, bool hasParent, bool hasState)
    {
        if (hasParent)
        {
            return at;
        }

        at = AmqpPrimitives.WriteRaw(bytes, at, ParentKey);
        Span<byte> parent = bytes.Slice(at, TraceContext.ParentLength);
        TraceContext.FormatParent(activity, parent);
        at += TraceContext.ParentLength;
        count += 2;
        if (_copy is not null)
        {
            at = WriteCopy(_copy, parent, bytes, at);
            count += 2;
        }

        if (!hasState && activity.TraceStateString is { Length: > 0 } state)
        {
            at = AmqpPrimitives.WriteRaw(bytes, at, StateKey);
            at = AmqpPrimitives.WriteString(bytes, at, state);
            count += 2;
        }

        return at;
    }

    private static int WriteCopy(byte[] key, ReadOnlySpan<byte> parent, Span<byte> bytes, int at)
    {
        at = AmqpPrimitives.WriteRaw(bytes, at, [FormatCode.String8, (byte)key.Length]);
        at = AmqpPrimitives.WriteRaw(bytes, at, key);
        at = AmqpPrimitives.WriteRaw(bytes, at, [FormatCode.String8, TraceContext.ParentLength]);
        return AmqpPrimitives.WriteRaw(bytes, at, parent);
    }

    private static long GetRoom(Activity activity)
        => SectionRoom + ParentKey.Length + TraceContext.ParentLength + StateKey.Length + AmqpPrimitives.Room(activity.TraceStateString);
}
