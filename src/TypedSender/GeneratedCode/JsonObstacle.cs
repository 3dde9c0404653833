using System.Buffers;
using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace TypedSender.GeneratedCode;

/// <summary>What JSON cannot hold.</summary>
internal enum JsonObstacleKind
{
    /// <summary>A number that is infinite, or none.</summary>
    Number,

    /// <summary>An element that was never set, or whose text is no Unicode.</summary>
    Element,

    /// <summary>Half of a surrogate pair, which System.Text.Json writes as U+FFFD.</summary>
    HalfCharacter,
}

/// <summary>The value that JSON cannot hold, once it is known that there is one.</summary>
/// <param name="Path">Where it is, from the value that was searched on: empty, or such as <c>.lines[2].price</c>, by the names that JSON has.</param>
/// <param name="Reason">What it is, and what to do.</param>
internal readonly record struct JsonObstacle(string Path, string Reason)
{
    public const string HalfCharacter = "it holds half of a surrogate pair, which is not valid Unicode. Remove it.";

    // A circle goes as deep as it is followed, and shared values are met again on every way to them.
    private const int MaxDepth = 64;
    private const int MaxValues = 100_000;

    /// <summary>Whether there is the character, plain or escaped, that System.Text.Json writes in place of half a surrogate pair.</summary>
    public static bool HasReplacement(ReadOnlySpan<byte> json) => json.IndexOf("\uFFFD"u8) >= 0 || json.IndexOf(@"\uFFFD"u8) >= 0;

    /// <summary>Finds the first value of the kind; null if there is none, or its place cannot be told.</summary>
    /// <param name="kind">What is searched for.</param>
    /// <param name="value">The value that was to be written.</param>
    /// <param name="options">Where the metadata of types comes from; null where only nodes and elements are searched.</param>
    public static JsonObstacle? Find(JsonObstacleKind kind, object? value, JsonSerializerOptions? options)
    {
        int left = MaxValues;
        try
        {
            return Find(kind, value, options, options?.NumberHandling ?? default, MaxDepth, ref left);
        }
        catch (Exception)
        {
            // Getters are asked again, and may throw what they did not throw before: the place is unknown then.
            return null;
        }
    }

    private static JsonObstacle? Find(JsonObstacleKind kind, object? value, JsonSerializerOptions? options, JsonNumberHandling numbers, int depth, ref int left)
    {
        if (value is null || depth == 0 || left-- <= 0)
        {
            return null;
        }

        return Reasons(kind, value, numbers) is { } reason ? new JsonObstacle(string.Empty, reason) : value switch
        {
            JsonObject members => InObject(kind, members, depth, ref left),
            JsonArray elements => InSequence(kind, elements, null, numbers, depth, ref left),
            JsonValue or JsonElement or JsonDocument or string or char => null,
            _ => options is not null && options.TryGetTypeInfo(value.GetType(), out JsonTypeInfo? type) ? InTyped(kind, value, type, numbers, depth, ref left) : null,
        };
    }

    private static JsonObstacle? InTyped(JsonObstacleKind kind, object value, JsonTypeInfo type, JsonNumberHandling numbers, int depth, ref int left) => type.Kind switch
    {
        JsonTypeInfoKind.Object => InMembers(kind, value, type, type.NumberHandling ?? numbers, depth, ref left),
        JsonTypeInfoKind.Dictionary when value is IDictionary entries => InEntries(kind, entries, type.Options, numbers, depth, ref left),
        JsonTypeInfoKind.Enumerable when value is IEnumerable items => InSequence(kind, items, type.Options, numbers, depth, ref left),
        _ => null,
    };

    private static JsonObstacle? InMembers(JsonObstacleKind kind, object value, JsonTypeInfo type, JsonNumberHandling numbers, int depth, ref int left)
    {
        foreach (JsonPropertyInfo property in type.Properties)
        {
            if (property.Get is { } get && property.CustomConverter is null && get(value) is { } member && property.ShouldSerialize?.Invoke(value, member) != false
                && Find(kind, member, type.Options, property.NumberHandling ?? numbers, depth - 1, ref left) is { } found)
            {
                return found.Below("." + property.Name);
            }
        }

        return null;
    }

    private static JsonObstacle? InEntries(JsonObstacleKind kind, IDictionary entries, JsonSerializerOptions options, JsonNumberHandling numbers, int depth, ref int left)
    {
        foreach (DictionaryEntry entry in entries)
        {
            // A key of half a character cannot be printed: its dictionary is named.
            if (Reasons(kind, entry.Key, JsonNumberHandling.AllowNamedFloatingPointLiterals) is { } reason)
            {
                return new JsonObstacle(string.Empty, reason);
            }

            if (Find(kind, entry.Value, options, numbers, depth - 1, ref left) is { } found)
            {
                return found.Below(string.Create(CultureInfo.InvariantCulture, $"['{entry.Key}']"));
            }
        }

        return null;
    }

    private static JsonObstacle? InSequence(JsonObstacleKind kind, IEnumerable items, JsonSerializerOptions? options, JsonNumberHandling numbers, int depth, ref int left)
    {
        int index = 0;
        foreach (object? item in items)
        {
            if (Find(kind, item, options, numbers, depth - 1, ref left) is { } found)
            {
                return found.Below(string.Create(CultureInfo.InvariantCulture, $"[{index}]"));
            }

            index++;
        }

        return null;
    }

    private static JsonObstacle? InObject(JsonObstacleKind kind, JsonObject members, int depth, ref int left)
    {
        foreach ((string name, JsonNode? node) in members)
        {
            if (Reasons(kind, name, default) is { } reason)
            {
                return new JsonObstacle(string.Empty, reason);
            }

            if (Find(kind, node, null, default, depth - 1, ref left) is { } found)
            {
                return found.Below("." + name);
            }
        }

        return null;
    }

    /// <summary>Why JSON cannot hold the value itself; null if it can.</summary>
    private static string? Reasons(JsonObstacleKind kind, object value, JsonNumberHandling numbers) => kind switch
    {
        JsonObstacleKind.Number when (numbers & JsonNumberHandling.AllowNamedFloatingPointLiterals) == 0 && Infinite(value) is { } number
            => string.Create(CultureInfo.InvariantCulture, $"it is {number}, and JSON has no such number (RFC 8259, 6). Send a finite one, or mark the member [JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]."),
        JsonObstacleKind.Element => value switch
        {
            JsonElement element => ElementReason(element),
            JsonValue node when node.TryGetValue(out JsonElement element) => ElementReason(element),
            _ => null,
        },
        JsonObstacleKind.HalfCharacter when IsHalved(value) => HalfCharacter,
        _ => null,
    };

    /// <summary>The number as it is written for people, if it is not finite.</summary>
    private static string? Infinite(object value)
    {
        double number = value switch
        {
            double each => each,
            float each => each,
            Half each => (double)each,
            JsonValue node when node.TryGetValue(out double each) => each,
            JsonValue node when node.TryGetValue(out float each) => each,
            JsonValue node when node.TryGetValue(out Half each) => (double)each,
            _ => 0,
        };
        return double.IsFinite(number) ? null : number.ToString(CultureInfo.InvariantCulture);
    }

    private static string? ElementReason(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Undefined)
        {
            return "it is an undefined JsonElement, which has no JSON. Set it, or make it nullable and leave it null.";
        }

        try
        {
            using var writer = new Utf8JsonWriter(Stream.Null);
            element.WriteTo(writer);
            return null;
        }
        catch (InvalidOperationException exception) when (exception is not ObjectDisposedException)
        {
            return exception.Message;
        }
    }

    private static bool IsHalved(object value) => value switch
    {
        string text => IsHalved(text.AsSpan()),
        char character => char.IsSurrogate(character),

        // What was parsed was checked when it was written.
        JsonValue node when !node.TryGetValue<JsonElement>(out _)
            => (node.TryGetValue(out string? text) && IsHalved(text.AsSpan())) || (node.TryGetValue(out char character) && char.IsSurrogate(character)),
        _ => false,
    };

    private static bool IsHalved(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out _, out int length) != OperationStatus.Done)
            {
                return true;
            }

            text = text[length..];
        }

        return false;
    }

    private JsonObstacle Below(string parent) => this with { Path = parent + Path };
}
