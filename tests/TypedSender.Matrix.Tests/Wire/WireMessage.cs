namespace TypedSender.Matrix.Tests.Wire;

/// <summary>What a message holds, as text, by where it is: <c>durable</c>, <c>message-id</c>, <c>application-properties key</c>, <c>body Name</c>.</summary>
internal static class WireMessage
{
    private static readonly string[] Header = ["durable", "priority", "ttl", "first-acquirer", "delivery-count"];

    private static readonly string[] Properties =
    [
        "message-id", "user-id", "to", "subject", "reply-to", "correlation-id", "content-type", "content-encoding", "absolute-expiry-time", "creation-time", "group-id",
        "group-sequence", "reply-to-group-id",
    ];

    public static IReadOnlyDictionary<string, string> Read(byte[] message)
    {
        Dictionary<string, string> places = [];
        WireReader reader = new(message);
        while (!reader.IsAtEnd)
        {
            switch (reader.ReadSection())
            {
                case 0x70:
                    AddFields(Header, reader.ReadList());
                    break;
                case 0x71:
                    AddEntries("delivery-annotations", "symbol ", reader.ReadMap());
                    break;
                case 0x72:
                    AddEntries("message-annotations", "symbol ", reader.ReadMap());
                    break;
                case 0x73:
                    AddFields(Properties, reader.ReadList());
                    break;
                case 0x74:
                    AddEntries("application-properties", "string ", reader.ReadMap());
                    break;
                case 0x77:
                    AddEntries("body", "string ", reader.ReadMap());
                    break;
                case 0x78:
                    AddEntries("footer", "symbol ", reader.ReadMap());
                    break;
                case var section:
                    throw new FormatException($"A message of a contract has no section {section:x2}.");
            }
        }

        return places;

        void AddFields(string[] names, IReadOnlyList<string> values)
        {
            foreach ((int index, string value) in values.Index().Where(field => field.Item != "null"))
            {
                places.Add(names[index], value);
            }
        }

        void AddEntries(string section, string prefix, IReadOnlyList<KeyValuePair<string, string>> entries)
        {
            foreach ((string key, string value) in entries)
            {
                places.Add($"{section} {(key.StartsWith(prefix, StringComparison.Ordinal) ? key[prefix.Length..] : throw new FormatException($"'{key}' is no key of {section}."))}", value);
            }
        }
    }
}
