using System.Text.Json.Serialization;
using TypedSender;
using TypedSender.Azure;

namespace Weather.Stations;

/// <summary>A measurement of a station, as JSON. Those of one station have one partition, and stay in order there.</summary>
[AmqpContract(Encoding = AmqpBodyEncoding.Json, JsonContext = typeof(StationJson)), Subject("measured")]
public sealed partial record Measurement([PartitionKey] string Station, [ApplicationProperty("unit")] string Unit, double Value);

[JsonSerializable(typeof(Measurement))]
internal sealed partial class StationJson : JsonSerializerContext;

/// <summary>Sends to the hub of measurements.</summary>
[AmqpSender("telemetry"), AmqpBroker(AmqpBrokerKind.EventHubs)]
public partial interface IMeasurementSender
{
    /// <summary>Sends one; fails unless the hub has taken it.</summary>
    ValueTask SendAsync(Measurement measurement, CancellationToken cancellationToken = default);

    /// <summary>Sends many in as few messages as they fit in, those of each station together, and tells the outcome of each.</summary>
    [AmqpBatch]
    ValueTask<IReadOnlyList<SendOutcome>> SendAllAsync(IReadOnlyList<Measurement> measurements, CancellationToken cancellationToken = default);
}
