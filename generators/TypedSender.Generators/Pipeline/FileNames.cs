using System.Collections.Generic;
using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using TypedSender.Generators.Parsing;

namespace TypedSender.Generators.Pipeline;

/// <summary>What a file declares, and the words that it consists of, so that it can be told what of a project an edit can reach. Found once for each tree, and not before the first edit.</summary>
internal sealed class FileNames
{
    private const string Suffix = "Attribute";

    private static readonly ConditionalWeakTable<SyntaxTree, FileNames> Known = new();

    private readonly HashSet<string> _types = new();
    private readonly HashSet<string> _namespaces = new();
    private readonly int[] _words;
    private readonly bool _hasEscapes;

    private FileNames(SyntaxTree tree)
    {
        var root = (CompilationUnitSyntax)tree.GetRoot();
        IsGlobal = root.AttributeLists.Count > 0;
        foreach (UsingDirectiveSyntax each in root.Usings)
        {
            IsGlobal |= each.GlobalKeyword.RawKind != 0;
        }

        AddMembers(root.Members, string.Empty);
        _words = Words(tree.GetText().ToString(), out _hasEscapes);
    }

    /// <summary>Whether it says something of the whole project: by global usings, by attributes of the assembly, by types of namespaces that code depends on without naming them, or by types that may take the name of an encoder.</summary>
    public bool IsGlobal { get; private set; }

    /// <summary>The names of its types, as references write them: those of attributes without their suffix, too.</summary>
    public IReadOnlyCollection<string> Types => _types;

    /// <summary>Its namespaces in full, and those around them.</summary>
    public HashSet<string> Namespaces => _namespaces;

    public static FileNames Of(SyntaxTree tree) => Known.GetValue(tree, static each => new FileNames(each));

    /// <summary>Whether the file may contain one of the names. Words in comments count too, so the answer may be true without a reference, never false with one.</summary>
    /// <param name="names">The hashes of names.</param>
    public bool MayMention(HashSet<int> names)
    {
        if (_hasEscapes)
        {
            return names.Count > 0;
        }

        foreach (int name in names)
        {
            if (System.Array.BinarySearch(_words, name) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The hash of a name (FNV-1a).</summary>
    public static int Hash(string name)
    {
        uint hash = HashBegin;
        foreach (char each in name)
        {
            hash = Add(hash, each);
        }

        return unchecked((int)hash);
    }

    private const uint HashBegin = 2166136261;

    private static uint Add(uint hash, char each) => unchecked((hash ^ each) * 16777619);

    private void AddMembers(SyntaxList<MemberDeclarationSyntax> members, string space)
    {
        foreach (MemberDeclarationSyntax member in members)
        {
            switch (member)
            {
                case BaseNamespaceDeclarationSyntax inner:
                    string name = space.Length == 0 ? Written(inner.Name) : space + "." + Written(inner.Name);
                    for (int end = name.IndexOf('.'); end >= 0; end = name.IndexOf('.', end + 1))
                    {
                        _namespaces.Add(name.Substring(0, end));
                    }

                    _namespaces.Add(name);
                    IsGlobal |= name == "System" || name.StartsWith("System.", System.StringComparison.Ordinal)
                        || name == Attributes.Namespace || name.StartsWith(Attributes.Namespace + ".", System.StringComparison.Ordinal);
                    AddMembers(inner.Members, name);
                    break;
                case TypeDeclarationSyntax type:
                    AddType(type.Identifier.ValueText);
                    AddMembers(type.Members, space);
                    break;
                case EnumDeclarationSyntax type:
                    AddType(type.Identifier.ValueText);
                    break;
                case DelegateDeclarationSyntax type:
                    AddType(type.Identifier.ValueText);
                    break;
                case GlobalStatementSyntax:
                    AddType("Program");
                    break;
                default:
                    break;
            }
        }
    }

    private void AddType(string name)
    {
        _types.Add(name);
        IsGlobal |= name.IndexOf(ExternalContracts.EncoderSuffix, System.StringComparison.Ordinal) >= 0;
        if (name.EndsWith(Suffix, System.StringComparison.Ordinal))
        {
            _types.Add(name.Substring(0, name.Length - Suffix.Length));
        }
    }

    private static string Written(NameSyntax name) => name switch
    {
        QualifiedNameSyntax qualified => Written(qualified.Left) + "." + qualified.Right.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => name.ToString(),
    };

    /// <summary>The hashes of all words, sorted.</summary>
    private static int[] Words(string text, out bool hasEscapes)
    {
        var words = new HashSet<int>();
        hasEscapes = false;
        uint hash = HashBegin;
        bool isWord = false;
        foreach (char each in text)
        {
            if (each is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_' || (each > '\u007f' && SyntaxFacts.IsIdentifierPartCharacter(each)))
            {
                // Characters that format text do not belong to the identifier that they stand in.
                hasEscapes |= each > '\u007f' && CharUnicodeInfo.GetUnicodeCategory(each) == UnicodeCategory.Format;
                hash = Add(hash, each);
                isWord = true;
            }
            else if (isWord)
            {
                words.Add(unchecked((int)hash));
                hash = HashBegin;
                isWord = false;
            }
        }

        if (isWord)
        {
            words.Add(unchecked((int)hash));
        }

        hasEscapes |= text.IndexOf("\\u", System.StringComparison.OrdinalIgnoreCase) >= 0;
        var sorted = new int[words.Count];
        words.CopyTo(sorted);
        System.Array.Sort(sorted);
        return sorted;
    }
}
