using TypedSender;

namespace QuickStart;

/// <summary>One earthquake, as its observers reported it.</summary>
[AmqpContract, Durable, ApplicationProperty("source", "usgs.gov")]
public sealed partial record Earthquake
{
    [MessageId]                                                 // properties.message-id
    public required string Id { get; init; }

    [Subject]                                                   // properties.subject: what a reader can select by
    public string MagnitudeClass => Magnitude switch
    {
        >= 8 => "great", >= 7 => "major", >= 6 => "strong", >= 5 => "moderate", >= 4 => "light", >= 3 => "minor", _ => "micro",
    };

    [CreationTime]                                              // properties.creation-time
    public required DateTimeOffset Updated { get; init; }

    [ApplicationProperty("network")]                            // application-properties: out of the body
    public required string Network { get; init; }

    [ApplicationProperty("tsunami")]
    public required bool Tsunami { get; init; }

    [ApplicationProperty("magnitude"), AmqpMember]              // here and in the body
    public required double Magnitude { get; init; }

    public required DateTimeOffset Time { get; init; }          // from here on: the body, a map of names and values

    public required string Place { get; init; }

    public required Location Location { get; init; }

    public required int Significance { get; init; }

    [AmqpEnumAsString]
    public required EarthquakeStatus Status { get; init; }

    public int? Felt { get; init; }                             // null: not in the message

    public double? Intensity { get; init; }

    public string? Alert { get; init; }

    public int? Stations { get; init; }

    public double? Gap { get; init; }
}

/// <summary>Where it began.</summary>
/// <param name="Longitude">Degrees, east positive.</param>
/// <param name="Latitude">Degrees, north positive.</param>
/// <param name="Depth">Kilometres below the surface.</param>
[AmqpContract]
public readonly partial record struct Location(double Longitude, double Latitude, double Depth);

/// <summary>Whether a person has looked at it.</summary>
public enum EarthquakeStatus
{
    /// <summary>Only a computer has.</summary>
    Automatic,

    /// <summary>A person has.</summary>
    Reviewed,
}
