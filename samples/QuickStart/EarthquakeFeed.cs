using System.Text.Json;
using System.Text.Json.Serialization;

namespace QuickStart;

/// <summary>A GeoJSON feed of the United States Geological Survey.</summary>
internal sealed record EarthquakeFeed(FeedMetadata Metadata, IReadOnlyList<FeedFeature> Features)
{
    /// <summary>Reads the file that lies beside the program.</summary>
    public static EarthquakeFeed Load()
    {
        using FileStream file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "earthquakes.geojson"));
        return JsonSerializer.Deserialize(file, FeedContext.Default.EarthquakeFeed)
            ?? throw new InvalidDataException("earthquakes.geojson is empty.");
    }
}

/// <summary>What the feed says about itself.</summary>
internal sealed record FeedMetadata(string Title, long Generated, int Count);

/// <summary>One earthquake of the feed.</summary>
internal sealed record FeedFeature(string Id, FeedProperties Properties, FeedGeometry Geometry)
{
    public Earthquake ToEarthquake() => new()
    {
        Id = Id,
        Updated = DateTimeOffset.FromUnixTimeMilliseconds(Properties.Updated),
        Network = Properties.Net,
        Tsunami = Properties.Tsunami != 0,
        Magnitude = Properties.Mag,
        Time = DateTimeOffset.FromUnixTimeMilliseconds(Properties.Time),
        Place = Properties.Place,
        Location = new Location(Geometry.Coordinates[0], Geometry.Coordinates[1], Geometry.Coordinates[2]),
        Significance = Properties.Sig,
        Status = Properties.Status == "reviewed" ? EarthquakeStatus.Reviewed : EarthquakeStatus.Automatic,
        Felt = Properties.Felt,
        Intensity = Properties.Cdi,
        Alert = Properties.Alert,
        Stations = Properties.Nst,
        Gap = Properties.Gap,
    };
}

/// <summary>What was measured; times in milliseconds since 1970.</summary>
internal sealed record FeedProperties(
    double Mag, string Place, long Time, long Updated, int? Felt, double? Cdi, string? Alert, string Status, int Tsunami, int Sig, string Net, int? Nst, double? Gap);

/// <summary>Longitude, latitude, depth.</summary>
internal sealed record FeedGeometry(IReadOnlyList<double> Coordinates);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(EarthquakeFeed))]
internal sealed partial class FeedContext : JsonSerializerContext;
