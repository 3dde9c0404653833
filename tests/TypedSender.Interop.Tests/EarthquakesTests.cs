using QuickStart;
using TypedSender.Interop.Tests.Peers;
using Xunit;
using static TypedSender.Interop.Tests.Peers.ProtonValue;

namespace TypedSender.Interop.Tests;

/// <summary>The sample's contract and data: every earthquake of a real week, as qpid-proton decodes it.</summary>
public class EarthquakesTests
{
    [ProtonFact]
    public async Task Every_earthquake_arrives_with_every_value()
    {
        Earthquake[] sent = [.. EarthquakeFeed.Load().Features.Select(feature => feature.ToEarthquake())];
        Assert.Equal(1707, sent.Length);
        await using ProtonReceiver receiver = await ProtonReceiver.ListenAsync(sent.Length);
        await using SendClient client = new(receiver.Url);
        IEarthquakeSender sender = client.GetSender<IEarthquakeSender>();

        SendOutcome first = await sender.AlertAsync(sent[0]);
        IReadOnlyList<SendOutcome> rest = await sender.RecordAllAsync(sent[1..]);
        IReadOnlyList<ProtonMessage> received = await receiver.ReadMessagesAsync(sent.Length);

        Assert.Equal(SendOutcome.Accepted, first);
        Assert.All(rest, outcome => Assert.Equal(SendOutcome.Accepted, outcome));
        for (int i = 0; i < sent.Length; i++)
        {
            Assert.Equal(i == 0 ? List(Boolean(true), UByte(8)) : List(Boolean(true)), received[i]["header"]);
            AssertEqual(sent[i], received[i]);
        }
    }

    private static void AssertEqual(Earthquake sent, ProtonMessage received)
    {
        Assert.Equal(
            List(ProtonValue.String(sent.Id), Null, Null, ProtonValue.String(sent.MagnitudeClass), Null, Null, Null, Null, Null, Timestamp(sent.Updated)),
            received["properties"]);
        Assert.Equal(
            [
                (ProtonValue.String("magnitude"), ProtonValue.Double(sent.Magnitude)),
                (ProtonValue.String("network"), ProtonValue.String(sent.Network)),
                (ProtonValue.String("source"), ProtonValue.String("usgs.gov")),
                (ProtonValue.String("tsunami"), Boolean(sent.Tsunami)),
            ],
            received.Entries("application-properties"));
        Assert.Equal(Body(sent), received["amqp-value"]);
        Assert.Equal(4, received.Sections.Count);
    }

    private static ProtonValue Body(Earthquake sent)
    {
        List<(ProtonValue, ProtonValue)> entries =
        [
            (ProtonValue.String("Magnitude"), ProtonValue.Double(sent.Magnitude)),
            (ProtonValue.String("Time"), Timestamp(sent.Time)),
            (ProtonValue.String("Place"), ProtonValue.String(sent.Place)),
            (ProtonValue.String("Location"), Map(
                (ProtonValue.String("Longitude"), ProtonValue.Double(sent.Location.Longitude)),
                (ProtonValue.String("Latitude"), ProtonValue.Double(sent.Location.Latitude)),
                (ProtonValue.String("Depth"), ProtonValue.Double(sent.Location.Depth)))),
            (ProtonValue.String("Significance"), Int(sent.Significance)),
            (ProtonValue.String("Status"), ProtonValue.String(sent.Status.ToString())),
        ];
        AddIfPresent("Felt", sent.Felt is { } felt ? Int(felt) : null);
        AddIfPresent("Intensity", sent.Intensity is { } intensity ? ProtonValue.Double(intensity) : null);
        AddIfPresent("Alert", sent.Alert is { } alert ? ProtonValue.String(alert) : null);
        AddIfPresent("Stations", sent.Stations is { } stations ? Int(stations) : null);
        AddIfPresent("Gap", sent.Gap is { } gap ? ProtonValue.Double(gap) : null);
        return Map(entries);

        void AddIfPresent(string key, ProtonValue? value)
        {
            if (value is { } present)
            {
                entries.Add((ProtonValue.String(key), present));
            }
        }
    }
}
