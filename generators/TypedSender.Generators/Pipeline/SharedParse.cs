using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Model;
using TypedSender.Generators.Parsing;

namespace TypedSender.Generators.Pipeline;

/// <summary>What the parser finds out about a type.</summary>
/// <param name="Model">The model, or null.</param>
/// <param name="Found">What is wrong.</param>
/// <param name="StubRule">The first rule that forbids real code, or null.</param>
internal sealed record SharedParse<TModel>(TModel? Model, IReadOnlyList<Diagnostic> Found, string? StubRule)
    where TModel : class
{
    private static readonly ConditionalWeakTable<Compilation, ConcurrentDictionary<INamedTypeSymbol, SharedParse<TModel>>> Known = new();

    /// <summary>What is known of the type, or parses it. A parser that is cancelled, or fails, leaves nothing behind.</summary>
    internal static SharedParse<TModel> Of(
        INamedTypeSymbol type, Compilation compilation, Func<INamedTypeSymbol, Compilation, DiagnosticBag, CancellationToken, TModel?> parse, CancellationToken cancellationToken)
    {
        ConcurrentDictionary<INamedTypeSymbol, SharedParse<TModel>> known = Known.GetValue(
            compilation, static _ => new ConcurrentDictionary<INamedTypeSymbol, SharedParse<TModel>>(SymbolEqualityComparer.Default));
        if (known.TryGetValue(type, out SharedParse<TModel>? found))
        {
            return found;
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (ParserFindings<TModel>.Find(type, compilation) is { } parsed)
        {
            return known.GetOrAdd(type, new SharedParse<TModel>(parsed.Result.Model, parsed.Found!, null));
        }

        var diagnostics = new DiagnosticBag();
        TModel? model = parse(type, compilation, diagnostics, cancellationToken);
        return known.GetOrAdd(type, new SharedParse<TModel>(model, diagnostics.Found, diagnostics.StubRule));
    }
}

/// <summary>Parses types for the analyzers of a compilation: each once, however many analyzers ask, and none of which a generator knows already what is wrong. Thread-safe.</summary>
internal static class SharedParse
{
    public static SharedParse<ContractModel> OfContract(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellationToken)
        => SharedParse<ContractModel>.Of(type, compilation, ContractParser.Parse, cancellationToken);

    public static SharedParse<SenderModel> OfSender(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellationToken)
        => SharedParse<SenderModel>.Of(type, compilation, SenderParser.Parse, cancellationToken);

    public static SharedParse<ManagementModel> OfManagement(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellationToken)
        => SharedParse<ManagementModel>.Of(type, compilation, ManagementParser.Parse, cancellationToken);
}
