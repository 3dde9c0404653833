using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace TypedSender.Generators.Tests.Support;

/// <summary>A page of docs that shows a file, and what the compiler prints for it.</summary>
internal sealed class DocumentPage
{
    private readonly string _text;

    public DocumentPage(string name, [CallerFilePath] string path = "")
        => _text = File.ReadAllText(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", "..", "docs", name))).ReplaceLineEndings("\n");

    /// <summary>What the page says that the compiler prints.</summary>
    public string[] Printed => Match("The compiler prints:\n\n```text\n(.*?)```").TrimEnd().Split('\n');

    /// <summary>The file of C# that the page shows.</summary>
    public string Source(string name) => Match($"\n{Regex.Escape(name)}[:,][^\n]*\n\n```csharp\n(.*?)```");

    /// <summary>The file of text that the page shows.</summary>
    public string TextOf(string name) => Match($"\n{Regex.Escape(name)}:\n\n```text\n(.*?)```");

    /// <summary>As MSBuild prints it, without the folder and the project.</summary>
    public static IEnumerable<string> Print(IEnumerable<Diagnostic> diagnostics)
    {
        foreach (Diagnostic diagnostic in diagnostics.OrderBy(each => each.Location.SourceSpan.Start))
        {
            FileLinePositionSpan position = diagnostic.Location.GetLineSpan();
            string severity = diagnostic.Severity == DiagnosticSeverity.Error ? "error" : "warning";
            yield return $"{position.Path}({position.StartLinePosition.Line + 1},{position.StartLinePosition.Character + 1}): {severity} {diagnostic.Id}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}";
        }
    }

    private string Match(string pattern)
        => Regex.Match(_text, pattern, RegexOptions.Singleline) is { Success: true } match ? match.Groups[1].Value : throw new InvalidOperationException($"The page has no {pattern}");
}
