using System.Diagnostics;
using TypedSender.Amqp;

namespace TypedSender.GeneratedCode;

/// <summary>Writes the context of an activity as application properties, as W3C Trace Context names and formats them. Allocates nothing.</summary>
internal static class TraceContext
{
    // "00-" trace id "-" span id "-" flags.
    private const int TraceIdStart = 3;
    private const int TraceIdLength = 32;
    private const int SpanIdStart = 36;
    private const int SpanIdLength = 16;
    private const int FlagsStart = 53;

    private static ReadOnlySpan<byte> HexDigits => "0123456789abcdef"u8;

    /// <summary>The length of the value of <c>traceparent</c>.</summary>
    public const int ParentLength = 55;

    /// <summary>Adds the keys of the context, unless the message has a context of its own, which is not touched.</summary>
    public static void Write(ref AmqpWriter writer, ref AmqpMapSection section, Activity activity)
    {
        if (activity.IdFormat != ActivityIdFormat.W3C || !section.TryKey(ref writer, "traceparent"u8))
        {
            return;
        }

        Span<byte> parent = stackalloc byte[ParentLength];
        FormatParent(activity, parent);
        writer.WriteUtf8String(parent);
        if (writer.Buffer.Settings.TraceParentCopy is { } copy && section.TryKey(ref writer, copy))
        {
            writer.WriteUtf8String(parent);
        }

        if (activity.TraceStateString is { Length: > 0 } state && section.TryKey(ref writer, "tracestate"u8))
        {
            writer.WriteString(state);
        }
    }

    /// <summary>Writes the value of <c>traceparent</c>.</summary>
    /// <param name="activity">An activity whose id has the format of W3C.</param>
    /// <param name="parent">The room: <see cref="ParentLength"/> bytes.</param>
    public static void FormatParent(Activity activity, Span<byte> parent)
    {
        // Both ids hold their text already.
        "00-"u8.CopyTo(parent);
        AsciiText.TryNarrow(activity.TraceId.ToHexString(), parent.Slice(TraceIdStart, TraceIdLength));
        parent[SpanIdStart - 1] = (byte)'-';
        AsciiText.TryNarrow(activity.SpanId.ToHexString(), parent.Slice(SpanIdStart, SpanIdLength));
        parent[FlagsStart - 1] = (byte)'-';
        int flags = (byte)activity.ActivityTraceFlags;
        parent[FlagsStart] = HexDigits[flags >> 4];
        parent[FlagsStart + 1] = HexDigits[flags & 0xF];
    }
}
