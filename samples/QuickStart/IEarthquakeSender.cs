using TypedSender;

namespace QuickStart;

/// <summary>Sends earthquakes to the address "earthquakes".</summary>
[AmqpSender("earthquakes")]
public partial interface IEarthquakeSender
{
    /// <summary>Sends one that people may have felt, ahead of the others, and tells what became of it.</summary>
    [Priority(8)]
    ValueTask<SendOutcome> AlertAsync(Earthquake earthquake, CancellationToken cancellationToken = default);

    /// <summary>Sends each of the list as a message of its own, many in flight at a time, and tells what became of each.</summary>
    ValueTask<IReadOnlyList<SendOutcome>> RecordAllAsync(IReadOnlyList<Earthquake> earthquakes, CancellationToken cancellationToken = default);
}
