using Microsoft.Extensions.Logging;

namespace TypedSender;

/// <summary>The settings that every way of sending needs, whatever carries the messages. Checked and immutable.</summary>
internal abstract class SendSettings
{
    /// <summary>The class of the options that these settings were made of, for texts.</summary>
    public abstract string OptionsName { get; }

    public required TimeSpan SendTimeout { get; init; }

    public required TimeSpan DrainTimeout { get; init; }

    public required long MaxPendingBytes { get; init; }

    /// <summary>The name of this end in spans; in AMQP its container-id (AMQP 1.0, 2.7.1).</summary>
    public required string ContainerId { get; init; }

    /// <summary>The broker that the options name; null for none.</summary>
    public BrokerProfile? Broker { get; init; }

    /// <summary>Null for that of the broker.</summary>
    public required string? MessagingSystem { get; init; }

    public required bool PropagateTraceContext { get; init; }

    /// <summary>Null for what the broker's profile says.</summary>
    public required bool? PropagateDiagnosticId { get; init; }

    public required bool UseCreateSpans { get; init; }

    public SendHook? Hook { get; init; }

    public required ILoggerFactory LoggerFactory { get; init; }

    public required TimeProvider TimeProvider { get; init; }
}
