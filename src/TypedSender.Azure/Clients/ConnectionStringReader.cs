using System.Globalization;

namespace TypedSender.Azure;

/// <summary>Reads connection strings of the form <c>key=value;key=value</c>, as the Azure SDKs do, and refuses what these ignore.</summary>
internal static class ConnectionStringReader
{
    // What the Azure SDKs allow: Authorization/SharedAccessSignature.cs, MaximumKeyNameLength and MaximumKeyLength.
    private const int LongestKey = 256;

    private static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(49);

    /// <summary>Splits a connection string into the known keys and their values.</summary>
    /// <exception cref="ArgumentException">It is malformed, or has a key that is not known.</exception>
    public static Dictionary<string, string> Split(string connectionString)
    {
        if (string.IsNullOrWhiteSpace(connectionString))
        {
            throw ConnectionStringErrors.Empty();
        }

        if (connectionString.TrimStart()[0] is '"' or '\'')
        {
            throw ConnectionStringErrors.InQuotes();
        }

        Dictionary<string, string> values = new(StringComparer.Ordinal);
        string? previous = null;
        int part = 0;
        foreach (string text in connectionString.Split(';'))
        {
            if (string.IsNullOrWhiteSpace(text))
            {
                continue;
            }

            part++;
            (previous, string value) = ReadPart(text, part, previous);
            if (!values.TryAdd(previous, value))
            {
                throw ConnectionStringErrors.Twice(previous);
            }
        }

        return values;
    }

    /// <summary>Checks the key or the signature that a connection string logs in with.</summary>
    /// <exception cref="ArgumentException">There is none, half of one, or too much.</exception>
    public static void CheckLogin(IReadOnlyDictionary<string, string> values)
    {
        bool hasName = values.ContainsKey(ConnectionStringKey.KeyName);
        bool hasKey = values.ContainsKey(ConnectionStringKey.Key);
        if (values.TryGetValue(ConnectionStringKey.Signature, out string? signature))
        {
            if (hasName || hasKey)
            {
                throw ConnectionStringErrors.KeyAndSignature(hasKey ? ConnectionStringKey.Key : ConnectionStringKey.KeyName);
            }

            CheckSignature(signature);
        }
        else if (!hasName && !hasKey)
        {
            throw ConnectionStringErrors.NoLogin();
        }
        else if (!hasName || !hasKey)
        {
            throw hasName
                ? ConnectionStringErrors.Half(ConnectionStringKey.KeyName, ConnectionStringKey.Key)
                : ConnectionStringErrors.Half(ConnectionStringKey.Key, ConnectionStringKey.KeyName);
        }
        else
        {
            CheckLength(values, ConnectionStringKey.KeyName);
            CheckLength(values, ConnectionStringKey.Key);
        }
    }

    /// <summary>Whether the emulator is meant.</summary>
    public static bool ReadEmulator(IReadOnlyDictionary<string, string> values) => values.TryGetValue(ConnectionStringKey.UseEmulator, out string? text)
        && (bool.TryParse(text, out bool value) ? value : throw ConnectionStringErrors.NoBoolean(ConnectionStringKey.UseEmulator));

    /// <summary>What carries the connection; null where nothing is said.</summary>
    public static AmqpTransportKind? ReadTransport(IReadOnlyDictionary<string, string> values) => values.GetValueOrDefault(ConnectionStringKey.TransportType)?.ToUpperInvariant() switch
    {
        null => null,
        "AMQP" or "AMQPTCP" => AmqpTransportKind.Tcp,
        "AMQPWEBSOCKETS" => AmqpTransportKind.WebSocket,
        _ => throw ConnectionStringErrors.NoTransportType(),
    };

    /// <summary>How long an operation may take; null where nothing is said.</summary>
    public static TimeSpan? ReadTimeout(IReadOnlyDictionary<string, string> values)
    {
        if (!values.TryGetValue(ConnectionStringKey.OperationTimeout, out string? text))
        {
            return null;
        }

        // A time span without colons would be a number of days.
        bool isTime = TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan time) && text.Contains(':', StringComparison.Ordinal);
        if (!isTime && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds))
        {
            (isTime, time) = (true, TimeSpan.FromSeconds(seconds));
        }

        return isTime && time > TimeSpan.Zero && time <= LongestTimeout ? time : throw ConnectionStringErrors.NoTimeout();
    }

    private static (string Key, string Value) ReadPart(string text, int part, string? previous)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0)
        {
            throw ConnectionStringErrors.NoPair(part, previous);
        }

        string spelt = text[..equals].Trim();
        string value = text[(equals + 1)..].Trim();
        if (spelt.Length == 0)
        {
            throw ConnectionStringErrors.NoKey(part, previous);
        }

        string key = ConnectionStringKey.Find(spelt) ?? throw ConnectionStringErrors.UnknownKey(spelt, part, previous);
        if (value.Length == 0)
        {
            throw ConnectionStringErrors.NoValue(key);
        }

        if (value[0] is '"' or '\'' && value[^1] == value[0])
        {
            throw ConnectionStringErrors.ValueInQuotes(key);
        }

        return value.Any(char.IsControl) ? throw ConnectionStringErrors.ControlCharacter(key) : (key, value);
    }

    private static void CheckSignature(string signature)
    {
        try
        {
            _ = SharedAccessSignature.Parse(signature);
        }
        catch (ArgumentException exception)
        {
            throw ConnectionStringErrors.Signature(exception);
        }
    }

    private static void CheckLength(IReadOnlyDictionary<string, string> values, string key)
    {
        if (values[key].Length > LongestKey)
        {
            throw ConnectionStringErrors.TooLong(key, LongestKey);
        }
    }
}
