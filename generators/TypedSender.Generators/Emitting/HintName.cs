using System.Globalization;
using System.Text;

namespace TypedSender.Generators.Emitting;

/// <summary>
/// Names generated files. The driver compares hint names without regard to case, and two equal ones cost the whole
/// project its generated code, so each carries a hash of the exact metadata name.
/// </summary>
internal static class HintName
{
    /// <param name="metadataName">The full metadata name, for instance <c>Shop.Orders+Line`1</c>.</param>
    /// <param name="kind">What the file holds, for instance <c>Composite</c>.</param>
    public static string Of(string metadataName, string kind)
    {
        var name = new StringBuilder(metadataName.Length + 24);
        foreach (char c in metadataName)
        {
            bool kept = c == '.' || c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            name.Append(kept ? c : '_');
        }

        return name.Append('.').Append(kind).Append('-').Append(Hash(metadataName)).Append(".g.cs").ToString();
    }

    /// <summary>Eight digits of a text by FNV-1a: the same on every machine and run, unlike <see cref="object.GetHashCode"/>.</summary>
    public static string Hash(string text)
    {
        uint hash = 2166136261;
        foreach (char c in text)
        {
            hash = unchecked((hash ^ c) * 16777619);
        }

        return hash.ToString("x8", CultureInfo.InvariantCulture);
    }
}
