using System.Text.RegularExpressions;

namespace TypedSender.Structure.Tests;

/// <summary>One C# file and what it imports.</summary>
internal sealed partial record SourceFile(string Path, string Text)
{
    /// <summary>The file without comments and string literals, so that words in prose are not taken for code.</summary>
    public string Code { get; } = CommentOrLiteral().Replace(Text, match => match.Value.StartsWith('/') ? " " : "\"\"");

    public int LineCount => Text.AsSpan().TrimEnd('\n').Count('\n') + 1;

    public string? Namespace => NamespaceDeclaration().Match(Code) is { Success: true } match ? match.Groups[1].Value : null;

    /// <summary>Namespaces and types named by using directives, aliases' targets included.</summary>
    public IEnumerable<string> Usings => UsingDirective().Matches(Code).Select(match => match.Groups[1].Value);

    /// <summary>Whether the code names a namespace: in a using directive or in front of a type.</summary>
    public bool Mentions(string name) => Regex.IsMatch(Code, $@"(?<![\w.]){Regex.Escape(name)}(?![\w])");

    /// <summary>Whether the code reaches a sibling namespace by its last part alone, as in <c>Engine.Session</c>.</summary>
    public bool MentionsInFrontOfType(string lastPart) => Regex.IsMatch(Code, $@"(?<![\w.)\]]){Regex.Escape(lastPart)}\.[A-Z]\w*");

    [GeneratedRegex("""//[^\n]*|/\*.*?\*/|"{3,}.*?"{3,}|@"(?:[^"]|"")*"|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)+'""", RegexOptions.Singleline)]
    private static partial Regex CommentOrLiteral();

    [GeneratedRegex(@"^\s*namespace\s+([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex NamespaceDeclaration();

    [GeneratedRegex(@"^\s*(?:global\s+)?using\s+(?:static\s+)?(?:\w+\s*=\s*)?(?:global::)?([\w.]+)[^;()]*;", RegexOptions.Multiline)]
    private static partial Regex UsingDirective();
}
