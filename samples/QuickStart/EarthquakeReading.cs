using TypedSender.Amqp;
using TypedSender.Amqp.Messages;

namespace QuickStart;

/// <summary>Makes an earthquake of an untyped message: what a reader written in any language does.</summary>
internal static class EarthquakeReading
{
    /// <summary>Reads every section that the contract writes.</summary>
    /// <exception cref="FormatException">Something is missing, too much, or of another type.</exception>
    public static Earthquake Read(AmqpMessage message)
    {
        Properties properties = message.Properties ?? throw new FormatException("no properties section");
        AmqpMap application = message.ApplicationProperties ?? throw new FormatException("no application-properties section");
        AmqpMap body = message.Value as AmqpMap ?? throw new FormatException("the body is not a map");
        AmqpMap location = Required<AmqpMap>(body, "Location");

        Expect(message.Header?.Durable == true, "the header is not durable");
        Expect(Required<string>(application, "source") == "usgs.gov", "another source");
        Earthquake earthquake = new()
        {
            Id = properties.MessageId.ToObject() as string ?? throw new FormatException("no message-id"),
            Updated = properties.CreationTime ?? throw new FormatException("no creation-time"),
            Network = Required<string>(application, "network"),
            Tsunami = Required<bool>(application, "tsunami"),
            Magnitude = Required<double>(body, "Magnitude"),
            Time = Required<DateTimeOffset>(body, "Time"),
            Place = Required<string>(body, "Place"),
            Location = new Location(Required<double>(location, "Longitude"), Required<double>(location, "Latitude"), Required<double>(location, "Depth")),
            Significance = Required<int>(body, "Significance"),
            Status = Enum.Parse<EarthquakeStatus>(Required<string>(body, "Status")),
            Felt = Optional<int>(body, "Felt"),
            Intensity = Optional<double>(body, "Intensity"),
            Alert = body.TryGetValue("Alert", out string? alert) ? alert : null,
            Stations = Optional<int>(body, "Stations"),
            Gap = Optional<double>(body, "Gap"),
        };
        Expect(properties.Subject == earthquake.MagnitudeClass, "another subject");
        Expect(Required<double>(application, "magnitude") == earthquake.Magnitude, "another magnitude in the application properties");
        Expect(application.Count == 4, "more application properties than expected");
        Expect(body.Count == 6 + Count(earthquake.Felt, earthquake.Intensity, earthquake.Alert, earthquake.Stations, earthquake.Gap), "more in the body than expected");
        return earthquake;
    }

    private static int Count(params ReadOnlySpan<object?> values)
    {
        int count = 0;
        foreach (object? value in values)
        {
            count += value is null ? 0 : 1;
        }

        return count;
    }

    private static T Required<T>(AmqpMap map, string key)
        where T : notnull =>
        map.TryGetValue(key, out T? value) && value is not null ? value : throw new FormatException($"no {typeof(T).Name} under '{key}'");

    private static T? Optional<T>(AmqpMap map, string key)
        where T : struct => map.ContainsKey(key) ? Required<T>(map, key) : null;

    private static void Expect(bool condition, string otherwise)
    {
        if (!condition)
        {
            throw new FormatException(otherwise);
        }
    }
}
