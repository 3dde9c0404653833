using QuickStart;
using TypedSender.Testing;
using Xunit;

namespace TypedSender.Interop.Tests;

/// <summary>The bytes of the sample's contract, kept beside its baseline.</summary>
public class SampleVectorTests
{
    [Fact]
    public void The_bytes_of_an_earthquake_are_those_that_readers_know()
    {
        var least = new Earthquake
        {
            Id = "us7000test",
            Updated = DateTimeOffset.UnixEpoch.AddDays(20_000),
            Network = "us",
            Tsunami = false,
            Magnitude = 6.5,
            Time = DateTimeOffset.UnixEpoch.AddDays(19_999),
            Place = "South of Fiji",
            Location = new Location(178.5, -25.25, 579),
            Significance = 650,
            Status = EarthquakeStatus.Reviewed,
        };

        new ContractVectors("../../samples/QuickStart/AmqpContracts.Vectors.txt")
            .Add("least", least)
            .Add("most", least with { Felt = 3, Intensity = 2.5, Alert = "green", Stations = 120, Gap = 18, Status = EarthquakeStatus.Automatic, Tsunami = true })
            .Verify();
    }
}
