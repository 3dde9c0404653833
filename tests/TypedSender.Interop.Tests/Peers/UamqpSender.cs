using System.Text.Json;

namespace TypedSender.Interop.Tests.Peers;

/// <summary>scripts/send_uamqp.py and send_sections_uamqp.py: a client of another house that sends over TLS.</summary>
internal sealed class UamqpSender : PeerProcess
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private UamqpSender(IEnumerable<string> arguments, string script = "send_uamqp.py")
        : base(Python.Path, script, arguments, Uamqp.Missing)
    {
    }

    /// <summary>Sends earthquakes to the address amqps://localhost/<paramref name="name"/> of a broker on this machine, whose certificate the authority in <paramref name="authorityFile"/> issued for localhost.</summary>
    public static async Task<UamqpSender> StartAsync(int port, string name, string authorityFile, IEnumerable<QuickStart.Earthquake> earthquakes)
    {
        UamqpSender sender = new([$"{port}", name, authorityFile]);
        await sender.WriteLinesAsync(earthquakes.Select(Line));
        return sender;
    }

    /// <summary>Sends so many messages with all sections to the address amqps://localhost/<paramref name="name"/>, as <see cref="StartAsync"/> does.</summary>
    public static UamqpSender StartWithSections(int port, string name, string authorityFile, int count) => new([$"{port}", name, authorityFile, $"{count}"], "send_sections_uamqp.py");

    /// <summary>What became of each message, in turn.</summary>
    public async Task<string[]> ReadOutcomesAsync(int count)
    {
        string[] outcomes = new string[count];
        for (int i = 0; i < count; i++)
        {
            outcomes[i] = (await ReadEventAsync("outcome")).GetProperty("state").GetString()!;
        }

        return outcomes;
    }

    private static string Line(QuickStart.Earthquake earthquake) => JsonSerializer.Serialize(
        new
        {
            earthquake.Id,
            Class = earthquake.MagnitudeClass,
            Updated = earthquake.Updated.ToUnixTimeMilliseconds(),
            earthquake.Network,
            earthquake.Tsunami,
            earthquake.Magnitude,
            Time = earthquake.Time.ToUnixTimeMilliseconds(),
            earthquake.Place,
            earthquake.Location,
            earthquake.Significance,
            Status = earthquake.Status.ToString(),
            earthquake.Felt,
            earthquake.Intensity,
            earthquake.Alert,
            earthquake.Stations,
            earthquake.Gap,
        },
        Json);
}
