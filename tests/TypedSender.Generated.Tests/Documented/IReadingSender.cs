using TypedSender;

namespace Plant;

/// <summary>What a sensor has measured.</summary>
[AmqpContract]
public readonly partial record struct Reading(string Sensor, double Value);

/// <summary>Sends what comes from a plant.</summary>
[AmqpSender("readings")]
public partial interface IReadingSender
{
    /// <summary>Sends readings as they come, until one is not taken.</summary>
    ValueTask SendAllAsync(IAsyncEnumerable<Reading> readings, CancellationToken cancellationToken = default);

    /// <summary>Sends readings as they come, and tells what became of each.</summary>
    IAsyncEnumerable<SendOutcome> Send(IAsyncEnumerable<Reading> readings, CancellationToken cancellationToken = default);

    /// <summary>Sends any contract.</summary>
    ValueTask SendAsync<T>(T message, CancellationToken cancellationToken = default)
        where T : IAmqpContract<T>;
}
