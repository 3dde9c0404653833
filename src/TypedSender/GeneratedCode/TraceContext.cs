using System.Diagnostics;
using System.Globalization;
using System.Text;
using TypedSender.Amqp;

namespace TypedSender.GeneratedCode;

/// <summary>Writes the context of an activity as application properties, as W3C Trace Context names and formats them. Allocates nothing.</summary>
internal static class TraceContext
{
    // "00-" trace id "-" span id "-" flags.
    private const int TraceIdStart = 3;
    private const int SpanIdStart = 36;
    private const int FlagsStart = 53;
    private const int ParentLength = 55;

    /// <summary>Adds both keys, unless the message has a context of its own, which is not touched.</summary>
    public static void Write(ref AmqpWriter writer, ref AmqpMapSection section, Activity activity)
    {
        if (activity.IdFormat != ActivityIdFormat.W3C || !section.TryKey(ref writer, "traceparent"u8))
        {
            return;
        }

        Span<byte> parent = stackalloc byte[ParentLength];
        FormatParent(activity, parent);
        writer.WriteUtf8String(parent);
        if (activity.TraceStateString is { Length: > 0 } state && section.TryKey(ref writer, "tracestate"u8))
        {
            writer.WriteString(state);
        }
    }

    private static void FormatParent(Activity activity, Span<byte> parent)
    {
        // Both ids hold their text already.
        "00-"u8.CopyTo(parent);
        Encoding.ASCII.GetBytes(activity.TraceId.ToHexString(), parent[TraceIdStart..]);
        parent[SpanIdStart - 1] = (byte)'-';
        Encoding.ASCII.GetBytes(activity.SpanId.ToHexString(), parent[SpanIdStart..]);
        parent[FlagsStart - 1] = (byte)'-';
        ((byte)activity.ActivityTraceFlags).TryFormat(parent[FlagsStart..], out _, "x2", CultureInfo.InvariantCulture);
    }
}
