namespace TypedSender.AotProbe;

/// <summary>A small message.</summary>
[AmqpContract, Subject("reading")]
public readonly partial record struct Reading([MessageId] ulong Number, [ApplicationProperty("sensor")] int Sensor, string Unit, double Value);

/// <summary>Sends readings.</summary>
[AmqpSender("readings")]
public partial interface IReadingSender
{
    /// <summary>Sends one; fails unless it was taken.</summary>
    ValueTask SendAsync(Reading reading, CancellationToken cancellationToken = default);
}
