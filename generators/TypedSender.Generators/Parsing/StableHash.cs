using System.Globalization;

namespace TypedSender.Generators.Parsing;

/// <summary>A hash of a text that is the same on every machine and run, unlike <see cref="object.GetHashCode"/>: FNV-1a.</summary>
internal static class StableHash
{
    /// <summary>The hash in eight digits.</summary>
    public static string Of(string text)
    {
        uint hash = 2166136261;
        foreach (char c in text)
        {
            hash = unchecked((hash ^ c) * 16777619);
        }

        return hash.ToString("x8", CultureInfo.InvariantCulture);
    }
}
