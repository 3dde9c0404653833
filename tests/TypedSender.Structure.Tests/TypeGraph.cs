using System.Text.RegularExpressions;

namespace TypedSender.Structure.Tests;

/// <summary>Which types of a folder name which others of it. Partial declarations count together, and nested types as part of the type around them.</summary>
internal sealed partial class TypeGraph
{
    private readonly Dictionary<string, string> _code = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string[]> _named;

    public TypeGraph(IEnumerable<SourceFile> files)
    {
        foreach (string declaration in files.SelectMany(file => StartOfDeclaration().Split(file.Code)))
        {
            if (NameOfDeclaration().Match(declaration) is { Success: true } match)
            {
                string name = match.Groups[1].Value;
                _code[name] = _code.GetValueOrDefault(name) + declaration;
            }
        }

        _named = _code.ToDictionary(type => type.Key, type => _code.Keys.Where(other => other != type.Key && Regex.IsMatch(type.Value, $@"\b{other}\b")).ToArray());
    }

    private TypeGraph(TypeGraph whole, HashSet<(string From, string To)> without)
    {
        _code = whole._code;
        _named = whole._named.ToDictionary(type => type.Key, type => type.Value.Where(other => !without.Contains((type.Key, other))).ToArray());
    }

    public IReadOnlyCollection<string> Types => _code.Keys;

    /// <summary>The same graph without some of its edges.</summary>
    public TypeGraph Without(IEnumerable<(string From, string To)> edges) => new(this, edges.ToHashSet());

    /// <summary>The types that a type names.</summary>
    public IReadOnlyList<string> GetNamed(string type) => _named[type];

    /// <summary>The types that a type reaches by names, over however many others; itself among them when it stands in a ring.</summary>
    public IReadOnlySet<string> GetReached(string type)
    {
        HashSet<string> reached = [];
        Queue<string> next = new(_named[type]);
        while (next.TryDequeue(out string? found))
        {
            if (reached.Add(found))
            {
                foreach (string further in _named[found])
                {
                    next.Enqueue(further);
                }
            }
        }

        return reached;
    }

    [GeneratedRegex(@"^(?=(?:public|internal)\s)", RegexOptions.Multiline)]
    private static partial Regex StartOfDeclaration();

    [GeneratedRegex(@"^(?:public|internal)\s+(?:(?:static|sealed|abstract|readonly|partial|ref)\s+)*(?:record\s+struct|record|class|struct|interface|enum)\s+(\w+)")]
    private static partial Regex NameOfDeclaration();
}
