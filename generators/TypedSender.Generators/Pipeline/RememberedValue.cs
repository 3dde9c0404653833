using System;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace TypedSender.Generators.Pipeline;

/// <summary>A value that is computed of a compilation, and holds for later ones that declare the same. Thread-safe.</summary>
internal sealed class RememberedValue<TValue>
{
    private readonly Func<CSharpCompilation, CancellationToken, TValue> _compute;
    private Tuple<DeclarationState, TValue>? _last;

    public RememberedValue(Func<CSharpCompilation, CancellationToken, TValue> compute) => _compute = compute;

    public TValue Of(Compilation compilation, CancellationToken cancellationToken)
    {
        DeclarationState declarations = DeclarationState.Of((CSharpCompilation)compilation);
        TValue value = Volatile.Read(ref _last) is { } last && (ReferenceEquals(last.Item1, declarations) || declarations.ReachedFrom(last.Item1).IsNothing)
            ? last.Item2
            : _compute((CSharpCompilation)compilation, cancellationToken);
        Volatile.Write(ref _last, Tuple.Create(declarations, value));
        return value;
    }
}
