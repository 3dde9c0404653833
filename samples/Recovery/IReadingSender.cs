using TypedSender;

namespace Recovery;

/// <summary>One reading of a weather station.</summary>
/// <param name="Id">Readers know a reading by it, and pass over one that comes twice.</param>
/// <param name="Station">Where.</param>
/// <param name="Celsius">How warm.</param>
[AmqpContract]
public sealed partial record Reading([MessageId] Guid Id, string Station, double Celsius);

/// <summary>Sends readings to the address "readings".</summary>
[AmqpSender("readings")]
public partial interface IReadingSender
{
    /// <summary>Sends one, and tells what became of it.</summary>
    ValueTask<SendOutcome> SendAsync(Reading reading, CancellationToken cancellationToken = default);
}
