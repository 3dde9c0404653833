using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging.Abstractions;

namespace TypedSender;

/// <summary>The checked, immutable copy of <see cref="SendTransportOptions"/>.</summary>
internal sealed class TransportSettings : SendSettings
{
    [SetsRequiredMembers]
    private TransportSettings(SendTransportOptions options)
    {
        SendTimeout = options.SendTimeout;
        DrainTimeout = options.DrainTimeout;
        MaxPendingBytes = options.MaxPendingBytes;
        Broker = options.Broker is { } kind ? BrokerProfiles.Find(kind) : null;
        MessagingSystem = options.MessagingSystem;
        ContainerId = options.ClientId ?? SendClientSettings.MakeContainerId();
        PropagateTraceContext = options.PropagateTraceContext;
        PropagateDiagnosticId = options.PropagateDiagnosticId;
        UseCreateSpans = options.UseCreateSpans;
        Hook = options.Hook;
        LoggerFactory = options.LoggerFactory ?? NullLoggerFactory.Instance;
        TimeProvider = GuardedTimeProvider.Of(options.TimeProvider);
    }

    public override string OptionsName => nameof(SendTransportOptions);

    /// <summary>Checks and copies <paramref name="options"/>.</summary>
    /// <exception cref="ArgumentException">A value is not usable.</exception>
    public static TransportSettings Create(SendTransportOptions options)
    {
        OptionCheck.Range(options.MaxPendingBytes, 1, long.MaxValue, nameof(options.MaxPendingBytes));
        OptionCheck.Timeout(options.SendTimeout, nameof(options.SendTimeout));
        OptionCheck.TimeoutOrZero(options.DrainTimeout, nameof(options.DrainTimeout));
        OptionCheck.Broker(options.Broker, nameof(options.Broker));
        OptionCheck.NullOrNotEmpty(options.MessagingSystem, nameof(options.MessagingSystem), $"Leave it null, or name the broker, such as '{BrokerProfiles.ExampleMessagingSystem}'.");
        OptionCheck.NullOrNotEmpty(options.ClientId, nameof(options.ClientId), "Leave it null for a generated name.");
        return options.TimeProvider is null
            ? throw new ArgumentException("SendTransportOptions.TimeProvider is null. Leave it TimeProvider.System, or give another one.", nameof(options))
            : new TransportSettings(options);
    }
}
