using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using TypedSender.Generators.Parsing;

namespace TypedSender.Generators.Pipeline;

/// <summary>
/// The models of types and what a generator has found wrong with them, for the analyzers of the compilation that holds what was generated. Both run the same parser over the same files, so that what
/// holds for one compilation holds for the other, but for types that another generator's files reach (<see cref="EditReach"/>). Thread-safe. It holds syntax trees and models, and no symbol.
/// </summary>
internal sealed class ParserFindings<TModel>
    where TModel : class
{
    // By the first file, which both compilations share; the last run of a generator counts.
    private static readonly ConditionalWeakTable<SyntaxTree, Run> Runs = new();

    private static readonly ConditionalWeakTable<Compilation, ParserFindings<TModel>> Known = new();

    private readonly Dictionary<string, ParsedType<TModel>> _types = new();

    private ParserFindings(CSharpCompilation compilation)
    {
        DeclarationState declarations = DeclarationState.WithoutGenerated(compilation);
        if (declarations.Trees.IsEmpty || !Runs.TryGetValue(declarations.Trees[0], out Run? run) || run.Last is not { } last)
        {
            return;
        }

        EditReach reach = declarations.ReachedFrom(last.Declarations);
        foreach (SyntaxTree tree in declarations.Trees)
        {
            if (!reach.Reaches(tree) && last.Files.TryGetValue(reach.Earlier(tree), out List<ParsedType<TModel>>? types))
            {
                bool isEdited = reach.Earlier(tree) != tree;
                foreach (ParsedType<TModel> type in types)
                {
                    ParsedType<TModel> known = isEdited ? type.WithoutPlaces() : type;
                    if (known is { Found: not null, Result.Model: not null })
                    {
                        _types[known.Name] = known;
                    }
                }
            }
        }
    }

    /// <summary>Takes what a generator has made of a compilation.</summary>
    /// <param name="declarations">The compilation.</param>
    /// <param name="files">The types of its files.</param>
    public static void Publish(DeclarationState declarations, IReadOnlyDictionary<SyntaxTree, List<ParsedType<TModel>>> files)
    {
        if (!declarations.Trees.IsEmpty)
        {
            Runs.GetOrCreateValue(declarations.Trees[0]).Last = new Findings(declarations, files);
        }
    }

    /// <summary>What is known of a type of the compilation that has a model; null if it has to be parsed.</summary>
    public static ParsedType<TModel>? Find(INamedTypeSymbol type, Compilation compilation)
        => type.IsDefinition
            && SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly)
            && Known.GetValue(compilation, static each => new ParserFindings<TModel>((CSharpCompilation)each))._types.TryGetValue(Names.Metadata(type), out ParsedType<TModel> known)
                ? known
                : null;

    /// <summary>The last run of a generator over a project.</summary>
    private sealed class Run
    {
        private Findings? _last;

        public Findings? Last
        {
            get => Volatile.Read(ref _last);
            set => Volatile.Write(ref _last, value);
        }
    }

    private sealed class Findings
    {
        public Findings(DeclarationState declarations, IReadOnlyDictionary<SyntaxTree, List<ParsedType<TModel>>> files)
        {
            Declarations = declarations;
            Files = files;
        }

        public DeclarationState Declarations { get; }

        public IReadOnlyDictionary<SyntaxTree, List<ParsedType<TModel>>> Files { get; }
    }
}
