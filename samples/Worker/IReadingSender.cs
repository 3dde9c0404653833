using TypedSender;

namespace Worker;

/// <summary>One value of a sensor.</summary>
[AmqpContract]
public sealed partial record Reading(string Sensor, double Value);

/// <summary>Sends to the queue of readings.</summary>
[AmqpSender("readings")]
public partial interface IReadingSender
{
    /// <summary>Sends one; fails unless the broker has taken it.</summary>
    ValueTask SendAsync(Reading reading, CancellationToken cancellationToken = default);
}
