using System.Text.Json;

namespace TypedSender.Interop.Tests.Peers;

/// <summary>A message as qpid-proton took it.</summary>
/// <param name="Sections">Name and value of each section in its order on the wire.</param>
/// <param name="Maps">The entries of the sections that are maps.</param>
/// <param name="Bytes">The length of the whole message.</param>
/// <param name="Settled">Whether it came settled.</param>
internal sealed record ProtonMessage(
    IReadOnlyList<(string Name, ProtonValue Value)> Sections,
    IReadOnlyDictionary<string, IReadOnlyList<(ProtonValue Key, ProtonValue Value)>> Maps,
    int Bytes,
    bool Settled)
{
    /// <summary>The value of the only section of that name, or null when the message has none.</summary>
    public ProtonValue? this[string section] =>
        Sections.Where(candidate => candidate.Name == section).Select(candidate => (ProtonValue?)candidate.Value).SingleOrDefault();

    /// <summary>The entries of a section that is a map, by key: their order on the wire says nothing.</summary>
    public IEnumerable<(ProtonValue Key, ProtonValue Value)> Entries(string section) =>
        Maps[section].OrderBy(entry => entry.Key.Notation, StringComparer.Ordinal);

    public static ProtonMessage Parse(JsonElement line)
    {
        List<(string, ProtonValue)> sections = [];
        Dictionary<string, IReadOnlyList<(ProtonValue, ProtonValue)>> maps = [];
        if (line.TryGetProperty("sections", out JsonElement found))
        {
            foreach (JsonElement section in found.EnumerateArray())
            {
                string name = section[0].GetString()!;
                sections.Add((name, ProtonValue.Parse(section[1])));
                if (section[1][0].GetString() == "map")
                {
                    maps[name] = [.. section[1][1].EnumerateArray().Select(entry => (ProtonValue.Parse(entry[0]), ProtonValue.Parse(entry[1])))];
                }
            }
        }

        return new ProtonMessage(sections, maps, line.GetProperty("bytes").GetInt32(), line.GetProperty("settled").GetBoolean());
    }
}
