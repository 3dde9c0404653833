namespace TypedSender.AllocationProbe;

/// <summary>A small message of the kind that is sent often.</summary>
[AmqpContract, Subject("reading")]
public readonly partial record struct Reading(
    [MessageId] ulong Number,
    [ApplicationProperty("sensor")] int Sensor,
    DateTimeOffset Time,
    string Unit,
    double Value,
    double? Error);

/// <summary>Sends readings.</summary>
[AmqpSender("readings")]
public partial interface IReadingSender
{
    /// <summary>Sends one and tells what became of it.</summary>
    ValueTask<SendOutcome> SendForOutcomeAsync(Reading reading, CancellationToken cancellationToken = default);

    /// <summary>Puts one into the queue.</summary>
    bool TryEnqueue(Reading reading);
}
