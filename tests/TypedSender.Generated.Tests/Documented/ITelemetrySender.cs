using TypedSender;

namespace Building;

[AmqpContract]
public sealed partial record Reading(double Value);

[AmqpContract]
public sealed partial record Alarm(string Text);

/// <summary>Sends what the sensors of a region measure, and what they warn of on a floor.</summary>
[AmqpSender("telemetry/{region}", SendSettleMode = SenderSettleMode.Mixed), TargetCapability("queue")]
public partial interface ITelemetrySender
{
    /// <summary>A reading that may be lost: it is sent settled.</summary>
    [Settled]
    ValueTask<SendOutcome> SendAsync(Reading reading, string region, CancellationToken cancellationToken = default);

    /// <summary>An alarm, with the outcome that the receiver tells.</summary>
    [Address("alarms/{region}/{floor}")]
    ValueTask<SendOutcome> RaiseAsync(Alarm alarm, string region, int floor, CancellationToken cancellationToken = default);
}
