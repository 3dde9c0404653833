using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TypedSender.Generators.Collections;
using TypedSender.Generators.Model;
using TypedSender.Generators.Parsing;

namespace TypedSender.Generators.Pipeline;

/// <summary>
/// The models of the types with one attribute. Roslyn runs a transform again for every type after each edit; this parses again only the types of files that the edit reaches
/// (<see cref="EditReach"/>), and looks at no symbol for the others. What it remembers of the last compilation are models, syntax trees and settings, and no symbol. Thread-safe.
/// </summary>
/// <remarks>
/// It holds as long as a parser asks for nothing but the type, what its declaration refers to, directly or through others, and the attributes of the assembly. A parser that looked for types by
/// walking through namespaces would have to be run for every compilation.
/// </remarks>
internal sealed class ParsedTypes<TModel>
    where TModel : class
{
    private const int FewestSideBySide = 64;

    private static readonly ParseResult<TModel> Nothing = new(null, null);

    private readonly string _attribute;
    private readonly Func<INamedTypeSymbol, Compilation, DiagnosticBag, CancellationToken, TModel?> _parse;
    private State? _last;

    /// <param name="attribute">The attribute's full name in metadata.</param>
    /// <param name="parse">Makes a model of a type.</param>
    public ParsedTypes(string attribute, Func<INamedTypeSymbol, Compilation, DiagnosticBag, CancellationToken, TModel?> parse)
    {
        _attribute = attribute;
        _parse = parse;
    }

    /// <summary>The models, each at the place that it had for the last compilation; the place of a type that was removed holds nothing.</summary>
    public EquatableArray<ParseResult<TModel>> Of(Compilation compilation, CancellationToken cancellationToken)
    {
        State? last = Volatile.Read(ref _last);
        DeclarationState declarations = DeclarationState.Of((CSharpCompilation)compilation);
        if (last is not null && ReferenceEquals(last.Declarations, declarations))
        {
            return last.Results;
        }

        EditReach reach = last is null ? EditReach.Everything() : declarations.ReachedFrom(last.Declarations);
        State next = new(declarations, Parse(last, declarations, reach, compilation, cancellationToken), last, reach.IsNothing);

        // Where a failure stands changes with every edit.
        Volatile.Write(ref _last, next.HasFailures ? null : next);
        ParserFindings<TModel>.Publish(declarations, next.Files);
        return next.Results;
    }

    private Dictionary<SyntaxTree, List<ParsedType<TModel>>> Parse(
        State? last, DeclarationState declarations, EditReach reach, Compilation compilation, CancellationToken cancellationToken)
    {
        if (reach.IsNothing && reach.Replaced.Count == 0)
        {
            return last!.Files;
        }

        var files = new Dictionary<SyntaxTree, List<ParsedType<TModel>>>();
        var reached = new List<SyntaxTree>();
        foreach (SyntaxTree tree in declarations.Trees)
        {
            if (reach.Reaches(tree))
            {
                reached.Add(tree);
            }
            else if (last!.Files.TryGetValue(reach.Earlier(tree), out List<ParsedType<TModel>>? known))
            {
                files.Add(tree, reach.Earlier(tree) == tree ? known : known.ConvertAll(static type => type.WithoutPlaces()));
            }
        }

        List<ParsedType<TModel>>?[] parsed = ParseFiles(reached, declarations, compilation, cancellationToken);
        for (int i = 0; i < parsed.Length; i++)
        {
            if (parsed[i] is { } types)
            {
                files.Add(reached[i], types);
            }
        }

        return files;
    }

    /// <summary>Parses files side by side if they are many: the first time, and after an edit that reaches everything. Symbols and parsers are thread-safe, as analyzers need them to be.</summary>
    private List<ParsedType<TModel>>?[] ParseFiles(List<SyntaxTree> trees, DeclarationState declarations, Compilation compilation, CancellationToken cancellationToken)
    {
        var parsed = new List<ParsedType<TModel>>?[trees.Count];
        void ParseAt(int index) => parsed[index] = LanguageVersions.TooOld(trees[index].Options) is null ? ParseFile(trees[index], declarations, compilation, cancellationToken) : null;
        if (trees.Count >= FewestSideBySide)
        {
            Parallel.For(0, trees.Count, new ParallelOptions { CancellationToken = cancellationToken }, ParseAt);
            return parsed;
        }

        for (int i = 0; i < trees.Count; i++)
        {
            ParseAt(i);
        }

        return parsed;
    }

    private List<ParsedType<TModel>>? ParseFile(SyntaxTree tree, DeclarationState declarations, Compilation compilation, CancellationToken cancellationToken)
    {
        List<ParsedType<TModel>>? parsed = null;
        SemanticModel? semantics = null;
        foreach (TypeDeclarationSyntax declaration in AnnotatedDeclarations.Of(tree).MayCarry(_attribute, declarations.GlobalAliases))
        {
            cancellationToken.ThrowIfCancellationRequested();
            semantics ??= compilation.GetSemanticModel(tree);
            if (semantics.GetDeclaredSymbol(declaration, cancellationToken) is { } type && FirstDeclaration.Is(type, declaration, _attribute))
            {
                var diagnostics = new DiagnosticBag();
                ParseResult<TModel> result = ParserRunner.Run(declaration, type, () => _parse(type, compilation, diagnostics, cancellationToken));
                parsed ??= new List<ParsedType<TModel>>();
                parsed.Add(new ParsedType<TModel>(Names.Metadata(type), result, ParsedType<TModel>.Keep(tree, diagnostics)));
            }
        }

        return parsed;
    }

    /// <summary>What is known of a compilation.</summary>
    private sealed class State
    {
        private readonly Dictionary<string, int> _places;

        public State(DeclarationState declarations, Dictionary<SyntaxTree, List<ParsedType<TModel>>> files, State? last, bool isUnchanged)
        {
            Declarations = declarations;
            Files = files;
            if (isUnchanged)
            {
                _places = last!._places;
                Results = last.Results;
                return;
            }

            _places = new Dictionary<string, int>();
            Results = Arrange(last).ToEquatableArray();
        }

        public DeclarationState Declarations { get; }

        /// <summary>The types of each file by their names in metadata.</summary>
        public Dictionary<SyntaxTree, List<ParsedType<TModel>>> Files { get; }

        public EquatableArray<ParseResult<TModel>> Results { get; }

        public bool HasFailures { get; private set; }

        /// <summary>Leaves each type where it was: the driver compares results by their places, and would print anew what has moved.</summary>
        private ParseResult<TModel>[] Arrange(State? last)
        {
            var added = new List<ParsedType<TModel>>();
            var results = new List<ParseResult<TModel>?>();
            for (int i = 0; i < (last?.Results.Count ?? 0); i++)
            {
                results.Add(null);
            }

            foreach (SyntaxTree tree in Declarations.Trees)
            {
                if (!Files.TryGetValue(tree, out List<ParsedType<TModel>>? types))
                {
                    continue;
                }

                foreach ((string name, ParseResult<TModel> result, _) in types)
                {
                    HasFailures |= result.Failure is not null;
                    if (last is not null && last._places.TryGetValue(name, out int place) && results[place] is null)
                    {
                        results[place] = result;
                        _places[name] = place;
                    }
                    else
                    {
                        added.Add(new ParsedType<TModel>(name, result, null));
                    }
                }
            }

            int free = 0;
            foreach ((string name, ParseResult<TModel> result, _) in added)
            {
                while (free < results.Count && results[free] is not null)
                {
                    free++;
                }

                if (free == results.Count)
                {
                    results.Add(null);
                }

                results[free] = result;
                _places[name] = free;
            }

            return results.ConvertAll(static result => result ?? Nothing).ToArray();
        }
    }
}
