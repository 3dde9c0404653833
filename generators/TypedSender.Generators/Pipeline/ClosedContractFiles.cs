using System;
using System.Collections.Generic;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TypedSender.Generators.Collections;
using TypedSender.Generators.Model;
using TypedSender.Generators.Parsing;

namespace TypedSender.Generators.Pipeline;

/// <summary>
/// The closed types of generic contracts that a project needs: those that its contracts, senders and management interfaces hold, those that its code names, and those that these hold. Each is
/// found by the files that need it, and looked for again only in files that an edit reaches (<see cref="ParsedTypes{TModel}"/>), or in which other closed types are named. Thread-safe.
/// </summary>
internal sealed class ClosedContractFiles
{
    private const string Contract = Attributes.Namespace + "." + Attributes.Contract;
    private const string Sender = Attributes.Namespace + "." + Attributes.Sender;
    private const string Management = Attributes.Namespace + "." + Attributes.Management;

    private State? _last;

    /// <summary>The models, each once.</summary>
    public EquatableArray<ParseResult<ContractModel>> Of(Compilation compilation, CancellationToken cancellationToken)
    {
        State? last = Volatile.Read(ref _last);
        DeclarationState declarations = DeclarationState.Of((CSharpCompilation)compilation);
        if (last is not null && ReferenceEquals(last.Declarations, declarations))
        {
            return last.Results;
        }

        HashSet<string> names = GenericContractNames.Of((CSharpCompilation)compilation);
        var files = new Dictionary<SyntaxTree, List<ParseResult<ContractModel>>>();
        if (names.Count > 0)
        {
            EditReach reach = last is not { Names.Count: > 0 } ? EditReach.Everything() : declarations.ReachedFrom(last.Declarations);
            foreach (SyntaxTree tree in declarations.Trees)
            {
                if (!reach.Reaches(tree) && GenericMentions.AreTheSame(reach.Earlier(tree), tree, names))
                {
                    if (last!.Files.TryGetValue(reach.Earlier(tree), out List<ParseResult<ContractModel>>? known))
                    {
                        files.Add(tree, known);
                    }
                }
                else if (LanguageVersions.TooOld(tree.Options) is null && Parse(tree, names, declarations, compilation, cancellationToken) is { Count: > 0 } parsed)
                {
                    files.Add(tree, parsed);
                }
            }
        }

        var next = new State(declarations, names, files, Arrange(last, declarations, files));
        Volatile.Write(ref _last, HasFailures(next) ? null : next);
        return next.Results;
    }

    private static List<ParseResult<ContractModel>> Parse(
        SyntaxTree tree, HashSet<string> names, DeclarationState declarations, Compilation compilation, CancellationToken cancellationToken)
    {
        using ExternAliases.Scope aliases = ExternAliases.Enter(compilation);
        using ExternalContracts.Scope externals = ExternalContracts.Enter(compilation);
        SemanticModel semantics = compilation.GetSemanticModel(tree);
        var results = new List<ParseResult<ContractModel>>();
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.IncludeNullability);
        foreach (string attribute in new[] { Contract, Sender, Management })
        {
            foreach (TypeDeclarationSyntax declaration in AnnotatedDeclarations.Of(tree).MayCarry(attribute, declarations.GlobalAliases))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (semantics.GetDeclaredSymbol(declaration, cancellationToken) is { } type && FirstDeclaration.Is(type, declaration, attribute))
                {
                    Add(UsedBy(type, attribute, compilation, cancellationToken), declaration, results, seen, isNamedAlone: false, compilation, cancellationToken);
                }
            }
        }

        foreach (ExpressionSyntax name in GenericMentions.Of(tree).Of(names))
        {
            TypeSyntax written = name as TypeSyntax ?? SyntaxFactory.ParseTypeName(name.ToString());
            if (semantics.GetSpeculativeSymbolInfo(name.SpanStart, written, SpeculativeBindingOption.BindAsTypeOrNamespace).Symbol is INamedTypeSymbol type
                && ClosedContracts.Is(type)
                && ContractReference.HasEncoder(type))
            {
                Add([(INamedTypeSymbol)type.WithNullableAnnotation(NullableAnnotation.None)], name, results, seen, isNamedAlone: true, compilation, cancellationToken);
            }
        }

        return results;
    }

    private static List<INamedTypeSymbol> UsedBy(INamedTypeSymbol type, string attribute, Compilation compilation, CancellationToken cancellationToken)
        => ClosedContracts.UsedBy(() =>
        {
            try
            {
                object? parsed = attribute switch
                {
                    Contract => ContractParser.Parse(type, compilation, new DiagnosticBag(), cancellationToken),
                    Sender => SenderParser.Parse(type, compilation, new DiagnosticBag(), cancellationToken),
                    _ => ManagementParser.Parse(type, compilation, new DiagnosticBag(), cancellationToken),
                };
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // The step of the type itself reports it.
            }
        });

    /// <summary>Adds closed types and those that they hold.</summary>
    private static void Add(
        List<INamedTypeSymbol> closed,
        SyntaxNode where,
        List<ParseResult<ContractModel>> results,
        HashSet<ISymbol> seen,
        bool isNamedAlone,
        Compilation compilation,
        CancellationToken cancellationToken)
    {
        var pending = new Queue<INamedTypeSymbol>(closed);
        while (pending.Count > 0)
        {
            INamedTypeSymbol type = pending.Dequeue();
            if (!ClosedContracts.IsNameable(type, compilation) || !seen.Add(type))
            {
                continue;
            }

            ClosedCode? code = null;
            ParseResult<ContractModel> result = ParserRunner.Run(where, type, () => (code = ClosedContracts.Find(type, cancellationToken))?.Model);
            if (isNamedAlone && result.Model is { StubRule: not null })
            {
                // Nothing sends it, as far as can be seen, so that nothing has to compile.
                seen.Remove(type);
                continue;
            }

            results.Add(result);
            if (result.Model is not { StubRule: null })
            {
                // A stub calls nothing. That of a type that holds itself with ever longer type arguments would have no last one.
                continue;
            }

            foreach (INamedTypeSymbol used in code!.Used)
            {
                pending.Enqueue(used);
            }
        }
    }

    /// <summary>Each type once, those that were there before at the places that they had: the driver compares results by their places.</summary>
    private static EquatableArray<ParseResult<ContractModel>> Arrange(State? last, DeclarationState declarations, Dictionary<SyntaxTree, List<ParseResult<ContractModel>>> files)
    {
        var byName = new Dictionary<string, ParseResult<ContractModel>>();
        var order = new List<string>();
        var failures = new List<ParseResult<ContractModel>>();
        foreach (SyntaxTree tree in declarations.Trees)
        {
            if (!files.TryGetValue(tree, out List<ParseResult<ContractModel>>? results))
            {
                continue;
            }

            foreach (ParseResult<ContractModel> result in results)
            {
                if (result.Model is not { } model)
                {
                    failures.Add(result);
                }
                else if (!byName.ContainsKey(model.FileName))
                {
                    byName.Add(model.FileName, result);
                    order.Add(model.FileName);
                }
            }
        }

        var arranged = new List<ParseResult<ContractModel>>();
        foreach (ParseResult<ContractModel> earlier in last is null ? default : last.Results)
        {
            if (earlier.Model is { } model && byName.TryGetValue(model.FileName, out ParseResult<ContractModel>? result))
            {
                arranged.Add(result);
                byName.Remove(model.FileName);
            }
        }

        foreach (string name in order)
        {
            if (byName.TryGetValue(name, out ParseResult<ContractModel>? result))
            {
                arranged.Add(result);
            }
        }

        arranged.AddRange(failures);
        return arranged.ToEquatableArray();
    }

    private static bool HasFailures(State state)
    {
        foreach (ParseResult<ContractModel> result in state.Results)
        {
            if (result.Failure is not null)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What is known of a compilation: names and models, and no symbol.</summary>
    private sealed record State(
        DeclarationState Declarations,
        HashSet<string> Names,
        Dictionary<SyntaxTree, List<ParseResult<ContractModel>>> Files,
        EquatableArray<ParseResult<ContractModel>> Results);
}
