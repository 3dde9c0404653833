using System.Text.Json;

namespace TypedSender.Interop.Tests.Peers;

/// <summary>A message as qpid-proton took it.</summary>
/// <param name="Sections">Name and value of each section in its order on the wire.</param>
/// <param name="Octets">The length of the whole message.</param>
/// <param name="Settled">Whether it came settled.</param>
internal sealed record ProtonMessage(IReadOnlyList<(string Name, ProtonValue Value)> Sections, int Octets, bool Settled)
{
    /// <summary>The value of the only section of that name, or null when the message has none.</summary>
    public ProtonValue? this[string section] =>
        Sections.Where(candidate => candidate.Name == section).Select(candidate => (ProtonValue?)candidate.Value).SingleOrDefault();

    public static ProtonMessage Parse(JsonElement line)
    {
        (string, ProtonValue)[] sections = line.TryGetProperty("sections", out JsonElement found)
            ? [.. found.EnumerateArray().Select(section => (section[0].GetString()!, ProtonValue.Parse(section[1])))]
            : [];
        return new ProtonMessage(sections, line.GetProperty("octets").GetInt32(), line.GetProperty("settled").GetBoolean());
    }
}
