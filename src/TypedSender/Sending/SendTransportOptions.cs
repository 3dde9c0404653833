using Microsoft.Extensions.Logging;

namespace TypedSender;

/// <summary>Limits, clock and telemetry of a sender on an <see cref="ISendTransport"/>. Copied when the sender is made.</summary>
public sealed class SendTransportOptions
{
    /// <summary>The time that one send may take, from the call to the outcome; <see cref="Timeout.InfiniteTimeSpan"/> for no limit. Default: 60 s.</summary>
    public TimeSpan SendTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>The time that <see cref="MessageSender.CloseAsync"/> waits for sends that are outstanding. Default: 10 s.</summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How much memory, in bytes, the messages may take up that the transport has not completed. A message beyond it ends as NotSent (QueueFull); one that is larger than all of it
    /// ends as NotSent (MessageTooLarge). Default: 64 MiB.
    /// </summary>
    public long MaxPendingBytes { get; set; } = 64L * 1024 * 1024;

    /// <summary>The kind of broker behind the transport. Null (the default) takes what <see cref="AmqpBrokerAttribute"/> says.</summary>
    public AmqpBrokerKind? Broker { get; set; }

    /// <summary>The value of <c>messaging.system</c> in spans and metrics.</summary>
    /// <remarks>Null (the default) takes that of the broker, which is <c>amqp</c> where none is named.</remarks>
    public string? MessagingSystem { get; set; }

    /// <summary>The value of <c>messaging.client.id</c> in spans. Null (the default) makes one of the process name and a random part.</summary>
    public string? ClientId { get; set; }

    /// <inheritdoc cref="SendClientOptions.PropagateTraceContext"/>
    public bool PropagateTraceContext { get; set; } = true;

    /// <inheritdoc cref="SendClientOptions.PropagateDiagnosticId"/>
    public bool? PropagateDiagnosticId { get; set; }

    /// <inheritdoc cref="SendClientOptions.UseCreateSpans"/>
    public bool UseCreateSpans { get; set; } = true;

    /// <summary>Called around each send. Null (the default) calls nothing.</summary>
    public SendHook? Hook { get; set; }

    /// <summary>The factory of the loggers. Null (the default) for no logging.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>The clock and its timers. Default: <see cref="TimeProvider.System"/>.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;
}
