using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace TypedSender.Generators.Tests.Support;

/// <summary>A section of the page of a rule, with its code and the additional files that it shows.</summary>
internal sealed partial class RulePage
{
    private readonly string _text;

    private RulePage(string text) => _text = text;

    /// <summary>The code as a file of C#.</summary>
    public string Code => "using System.Threading.Tasks; using System.ComponentModel.DataAnnotations; using TypedSender; " + CodeBlock().Match(_text).Groups[1].Value;

    public static RulePage Section(string rule, string title, [CallerFilePath] string path = "")
    {
        string page = System.IO.File.ReadAllText(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", "..", "generators", "rules", rule + ".md"))).ReplaceLineEndings("\n");
        return new RulePage(Regex.Match(page, $"\n## {title}\n(.*?)(?=\n## |$)", RegexOptions.Singleline).Groups[1].Value);
    }

    /// <summary>The text of an additional file; null if the section shows none of this name.</summary>
    public string? File(string name)
        => Regex.Match(_text, Regex.Escape(name) + ":\n\n```text\n(.*?)\n?```", RegexOptions.Singleline) is { Success: true } match ? match.Groups[1].Value : null;

    [GeneratedRegex("```csharp\n(.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
