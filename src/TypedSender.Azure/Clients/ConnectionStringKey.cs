namespace TypedSender.Azure;

/// <summary>The keys of connection strings. Texts name them from here, never as they stand in the string.</summary>
internal static class ConnectionStringKey
{
    public const string Endpoint = "Endpoint";
    public const string EntityPath = "EntityPath";
    public const string KeyName = "SharedAccessKeyName";
    public const string Key = "SharedAccessKey";
    public const string Signature = "SharedAccessSignature";
    public const string UseEmulator = "UseDevelopmentEmulator";
    public const string TransportType = "TransportType";
    public const string OperationTimeout = "OperationTimeout";

    private const int LargestDistance = 2;

    /// <summary>Those that are read.</summary>
    public static readonly string[] Known = [Endpoint, EntityPath, KeyName, Key, Signature, UseEmulator, TransportType, OperationTimeout];

    /// <summary>Those of other products and of clients that are no more, each with the advice for it.</summary>
    private static readonly (string Key, string Advice)[] Foreign =
    [
        ("Authentication", "For a managed identity, give the namespace and a TokenCredential instead of a connection string."),
        ("StsEndpoint", OfFormerClients),
        ("RuntimePort", OfFormerClients),
        ("ManagementPort", OfFormerClients),
        ("SharedSecretIssuer", OfFormerClients),
        ("SharedSecretValue", OfFormerClients),
        ("DefaultEndpointsProtocol", OfStorage),
        ("AccountName", OfStorage),
        ("AccountKey", OfStorage),
        ("EndpointSuffix", OfStorage),
        ("HostName", OfDevices),
        ("DeviceId", OfDevices),
    ];

    private const string OfFormerClients = "It belongs to clients that are no longer supported, and the present SDKs ignore it: leave it out.";
    private const string OfStorage = "It belongs to the connection string of a storage account: give that of the namespace.";
    private const string OfDevices = "It belongs to the connection string of an IoT hub: give the Event Hubs-compatible one.";

    /// <summary>The key as it is spelt here; null for one that is not known.</summary>
    public static string? Find(ReadOnlySpan<char> text)
    {
        foreach (string known in Known)
        {
            if (text.Equals(known, StringComparison.OrdinalIgnoreCase))
            {
                return known;
            }
        }

        return null;
    }

    /// <summary>A key of another product, and what to do instead; null for none.</summary>
    public static (string Key, string Advice)? FindForeign(ReadOnlySpan<char> text)
    {
        foreach ((string key, string advice) in Foreign)
        {
            if (text.Equals(key, StringComparison.OrdinalIgnoreCase))
            {
                return (key, advice);
            }
        }

        return null;
    }

    /// <summary>The key that was meant, from which the text differs in up to two letters; null for none.</summary>
    public static string? FindNearest(string text)
    {
        string letters = string.Concat(text.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
        return text.Length > Signature.Length + (2 * LargestDistance)
            ? null
            : Known.Select(known => (Key: known, Distance: GetDistance(letters, known.ToUpperInvariant())))
                .Where(static candidate => candidate.Distance <= LargestDistance)
                .OrderBy(static candidate => candidate.Distance)
                .Select(static candidate => candidate.Key)
                .FirstOrDefault();
    }

    /// <summary>How many letters have to be inserted, removed or replaced (Levenshtein).</summary>
    private static int GetDistance(string left, string right)
    {
        int[] row = [.. Enumerable.Range(0, right.Length + 1)];
        for (int i = 1; i <= left.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int replaced = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
