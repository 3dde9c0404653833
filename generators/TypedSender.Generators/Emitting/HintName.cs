using System.Text;
using TypedSender.Generators.Parsing;

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

        return name.Append('.').Append(kind).Append('-').Append(StableHash.Of(metadataName)).Append(".g.cs").ToString();
    }
}
