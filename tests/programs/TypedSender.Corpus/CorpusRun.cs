using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using TypedSender.Shared.Compiling;

namespace TypedSender.Corpus;

/// <summary>One compilation: annotates the types, runs generators and analyzers, and judges each type.</summary>
internal sealed class CorpusRun
{
    // Versions of framework assemblies that were unified: true of every project.
    private static readonly string[] Unified = ["CS1701", "CS1702"];

    private readonly IReadOnlyList<string> _names;
    private readonly Compilation _updated;
    private readonly ILookup<SyntaxTree?, Diagnostic> _own;
    private readonly ILookup<SyntaxTree?, Diagnostic> _errorsBefore;
    private readonly ILookup<SyntaxTree?, Diagnostic> _compilerDiagnostics;
    private readonly HashSet<SyntaxTree> _generated;
    private readonly IReadOnlyDictionary<string, Encoder> _encoders;
    private readonly IReadOnlyList<Diagnostic> _crashes;

    private CorpusRun(SourceFolder folder, IReadOnlyList<string> names)
    {
        _names = names;
        CSharpCompilation plain = folder.Compile();
        _errorsBefore = plain.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToLookup(diagnostic => diagnostic.Location.SourceTree);
        IReadOnlyList<INamedTypeSymbol> types = [.. names.Select(name => plain.GetTypeByMetadataName(name)!)];
        CSharpCompilation annotated = SourceFolder.Compile(Annotator.Annotate(folder, types));
        GeneratorDriver driver = CSharpGeneratorDriver.Create(CompilerParts.CreateGenerators(), parseOptions: SourceFolder.ParseOptions);
        driver = driver.RunGeneratorsAndUpdateCompilation(annotated, out _updated, out ImmutableArray<Diagnostic> ofGenerators);
        ImmutableArray<Diagnostic> ofAnalyzers = _updated.WithAnalyzers(CompilerParts.CreateAnalyzers()).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();
        _own = ofAnalyzers.ToLookup(diagnostic => diagnostic.Location.SourceTree);
        _crashes = [.. ofGenerators.Concat(ofAnalyzers).Where(diagnostic => Crashes.Ids.Contains(diagnostic.Id))];
        _generated = [.. driver.GetRunResult().GeneratedTrees];
        _compilerDiagnostics = _updated.GetDiagnostics()
            .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && !diagnostic.IsSuppressed && !Unified.Contains(diagnostic.Id))
            .ToLookup(diagnostic => diagnostic.Location.SourceTree);
        _encoders = Encoder.FindAll(_updated, _generated);
    }

    public static IReadOnlyList<Verdict> Judge(SourceFolder folder, IReadOnlyList<string> names)
    {
        CorpusRun run = new(folder, names);
        return [.. names.Select(run.Judge), .. run.JudgeSenders(), .. run._crashes.Select(crash => new Verdict(crash.Id, VerdictKind.Crashed, crash.GetMessage()))];
    }

    private Verdict Judge(string name)
    {
        INamedTypeSymbol type = _updated.GetTypeByMetadataName(name)!;
        IReadOnlyList<Location> declarations = DeclarationsOf(Candidates.Hierarchy(type));
        IReadOnlyList<Diagnostic> rules = [.. declarations.SelectMany(RulesIn).OrderBy(rule => rule.Id, StringComparer.Ordinal)];
        bool isUnresolved = IsUnresolved(type);
        if (!_encoders.TryGetValue(name, out Encoder? encoder))
        {
            return rules.Count > 0 ? Refused() : Missing("no encoder");
        }

        Diagnostic[] inGenerated = [.. _compilerDiagnostics[encoder.Tree]];
        if (inGenerated.Length > 0)
        {
            return new(name, isUnresolved ? VerdictKind.Unresolved : VerdictKind.Uncompilable, string.Join("; ", inGenerated.Select(diagnostic => $"{diagnostic.Id} {diagnostic.GetMessage()}").Distinct()));
        }

        if (rules.Count > 0)
        {
            return Refused();
        }

        if (encoder.StubRule is not null)
        {
            return Missing($"a stub for {encoder.StubRule}, without a diagnostic");
        }

        string[] missing =
        [
            .. ExpectedMembers.Of(type).Where(member => !encoder.Members.Contains(ExpectedMembers.Key(member)) && !DeclarationsOf([member]).Any(HasDiagnostic)).Select(member => member.Name),
        ];
        return missing.Length > 0 ? Missing(string.Join(", ", missing)) : new(name, VerdictKind.Clean, "");

        // What a rule says of a type that is not there is not said of the type.
        Verdict Refused() => new(name, LacksTypes(type) ? VerdictKind.Unresolved : VerdictKind.Refused, string.Join(" | ", rules.Select(rule => $"{rule.Id} {rule.GetMessage()}").Distinct()));

        Verdict Missing(string what) => new(name, isUnresolved ? VerdictKind.Unresolved : VerdictKind.Silent, what);
    }

    private IEnumerable<Verdict> JudgeSenders() =>
        from tree in _generated
        where !_encoders.Values.Any(encoder => encoder.Tree == tree) && _compilerDiagnostics.Contains(tree)
        select new Verdict(
            Path.GetFileName(tree.FilePath), VerdictKind.Uncompilable, string.Join("; ", _compilerDiagnostics[tree].Select(diagnostic => $"{diagnostic.Id} {diagnostic.GetMessage()}").Distinct()));

    /// <summary>Whether the foreign code lacks the type of a member, or a type that this one derives from.</summary>
    private static bool LacksTypes(INamedTypeSymbol name) => Candidates.Hierarchy(name).Any(
        type => type.TypeKind == TypeKind.Error || type.GetMembers().Any(member => MemberType(member) is { } memberType && HasErrorType(memberType)));

    /// <summary>Whether the foreign code itself lacks something that the type, or a type that it derives from, names.</summary>
    private bool IsUnresolved(INamedTypeSymbol name) => LacksTypes(name) || Candidates.Hierarchy(name).Any(
        type => DeclarationsOf([type]).Any(location => _errorsBefore[OriginalTree(location)].Any(error => error.Location.GetLineSpan().StartLinePosition.Line is var line
                && line >= location.GetLineSpan().StartLinePosition.Line && line <= location.GetLineSpan().EndLinePosition.Line)));

    // The annotations add no lines, so that lines of the trees before and after are the same.
    private SyntaxTree? OriginalTree(Location location) =>
        _errorsBefore.Select(group => group.Key).FirstOrDefault(tree => tree is not null && tree.FilePath == location.SourceTree!.FilePath);

    private static ITypeSymbol? MemberType(ISymbol member) => member switch
    {
        IPropertySymbol property => property.Type,
        IFieldSymbol field => field.Type,
        _ => null,
    };

    private static bool HasErrorType(ITypeSymbol type) => type switch
    {
        IErrorTypeSymbol => true,
        IArrayTypeSymbol array => HasErrorType(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.Any(HasErrorType),
        _ => false,
    };

    private IReadOnlyList<Location> DeclarationsOf(IEnumerable<ISymbol> symbols) =>
    [
        .. symbols.SelectMany(symbol => symbol.DeclaringSyntaxReferences).Where(reference => !_generated.Contains(reference.SyntaxTree)).Select(reference => reference.GetSyntax().GetLocation()),
    ];

    private IEnumerable<Diagnostic> RulesIn(Location declaration) => _own[declaration.SourceTree]
        .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && declaration.SourceSpan.Contains(diagnostic.Location.SourceSpan) && !Crashes.Ids.Contains(diagnostic.Id));

    private bool HasDiagnostic(Location declaration) => _own[declaration.SourceTree].Any(diagnostic => declaration.SourceSpan.Contains(diagnostic.Location.SourceSpan));
}
