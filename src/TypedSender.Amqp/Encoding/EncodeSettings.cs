using System.Text;

namespace TypedSender.Amqp;

/// <summary>Settings of a sender that apply while its messages are encoded, the same for all of them. Immutable.</summary>
internal sealed class EncodeSettings
{
    private EncodeSettings(TimeProvider timeProvider, string? traceParentCopy)
    {
        TimeProvider = timeProvider;
        TraceParentCopy = traceParentCopy is null ? null : Encoding.ASCII.GetBytes(traceParentCopy);
    }

    /// <summary>For messages that no sender sends, and for most of those that one does.</summary>
    public static EncodeSettings Default { get; } = new(TimeProvider.System, null);

    /// <summary>Tells the time of creation.</summary>
    public TimeProvider TimeProvider { get; }

    /// <summary>The name of a further application property that has the value of <c>traceparent</c>, in ASCII, less than 256 characters; null for none.</summary>
    public byte[]? TraceParentCopy { get; }

    /// <summary>The settings of a sender: <see cref="Default"/> wherever they are equal, so that buffers keep them.</summary>
    /// <param name="timeProvider">Tells the time of creation.</param>
    /// <param name="traceParentCopy">The name of the further application property; null for none.</param>
    public static EncodeSettings Of(TimeProvider timeProvider, string? traceParentCopy)
        => timeProvider == TimeProvider.System && traceParentCopy is null ? Default : new EncodeSettings(timeProvider, traceParentCopy);
}
