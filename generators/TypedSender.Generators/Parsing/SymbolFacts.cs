using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Model;

namespace TypedSender.Generators.Parsing;

/// <summary>
/// What parsers have found out about the symbols of one compilation: many types refer to the same ones, and what is found depends on the symbol alone. It lives as long as the compilation.
/// Thread-safe, since analyzers run side by side.
/// </summary>
internal sealed class SymbolFacts
{
    public ConcurrentDictionary<ITypeSymbol, string> FullNames { get; } = new(SymbolEqualityComparer.IncludeNullability);

    public ConcurrentDictionary<ISymbol, string> DisplayNames { get; } = new(SymbolEqualityComparer.IncludeNullability);

    public ConcurrentDictionary<INamespaceSymbol, string> Namespaces { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>The constructors of types, of which the compiler makes a list anew for everyone who asks.</summary>
    public ConcurrentDictionary<INamedTypeSymbol, ImmutableArray<IMethodSymbol>> Constructors { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>Whether types are contracts that have encoders.</summary>
    public ConcurrentDictionary<INamedTypeSymbol, bool> HaveEncoders { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>The full names of encoders by their contracts.</summary>
    public ConcurrentDictionary<INamedTypeSymbol, string> Encoders { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>How the bodies of contracts are laid out that bind nothing outside; null for others.</summary>
    public ConcurrentDictionary<INamedTypeSymbol, BodyEncoding?> PlainBodies { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>What is written for closed types of generic contracts.</summary>
    public ConcurrentDictionary<INamedTypeSymbol, ClosedCode> Closed { get; } = new(SymbolEqualityComparer.IncludeNullability);

    public ConcurrentDictionary<IAssemblySymbol, BrokerProfile?> Brokers { get; } = new(SymbolEqualityComparer.Default);

    public ConcurrentDictionary<INamedTypeSymbol, SectionScope> SenderScopes { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>How values are written with which nothing is wrong, by their types and what attributes say of them.</summary>
    public ConcurrentDictionary<(ITypeSymbol Type, ValueOptions Options), ValueModel> Values { get; } = new(TypeAndOptions.Comparer);

    /// <summary>What attributes say against the use of types by an assembly.</summary>
    public ConcurrentDictionary<(INamedTypeSymbol Type, IAssemblySymbol Assembly), Restrictions> Restrictions { get; } = new(TypeAndAssembly.Comparer);

    public static ImmutableArray<IMethodSymbol> ConstructorsOf(INamedTypeSymbol type) => Get(static facts => facts.Constructors, type, static each => each.InstanceConstructors);

    /// <summary>A fact, which is computed once where a parser has entered the compilation.</summary>
    /// <param name="table">Where it is kept.</param>
    /// <param name="key">The symbol.</param>
    /// <param name="compute">Finds it out.</param>
    public static TValue Get<TKey, TValue>(Func<SymbolFacts, ConcurrentDictionary<TKey, TValue>> table, TKey key, Func<TKey, TValue> compute)
        where TKey : notnull
        => ExternAliases.Facts is { } facts ? table(facts).GetOrAdd(key, compute) : compute(key);

    private sealed class TypeAndAssembly : IEqualityComparer<(INamedTypeSymbol Type, IAssemblySymbol Assembly)>
    {
        public static TypeAndAssembly Comparer { get; } = new();

        public bool Equals((INamedTypeSymbol Type, IAssemblySymbol Assembly) one, (INamedTypeSymbol Type, IAssemblySymbol Assembly) other)
            => SymbolEqualityComparer.Default.Equals(one.Type, other.Type) && SymbolEqualityComparer.Default.Equals(one.Assembly, other.Assembly);

        public int GetHashCode((INamedTypeSymbol Type, IAssemblySymbol Assembly) key) => SymbolEqualityComparer.Default.GetHashCode(key.Type);
    }

    private sealed class TypeAndOptions : IEqualityComparer<(ITypeSymbol Type, ValueOptions Options)>
    {
        public static TypeAndOptions Comparer { get; } = new();

        public bool Equals((ITypeSymbol Type, ValueOptions Options) one, (ITypeSymbol Type, ValueOptions Options) other)
            => SymbolEqualityComparer.IncludeNullability.Equals(one.Type, other.Type) && one.Options.Equals(other.Options);

        public int GetHashCode((ITypeSymbol Type, ValueOptions Options) key)
            => unchecked((SymbolEqualityComparer.IncludeNullability.GetHashCode(key.Type) * 31) + (key.Options.EnumAsString ? 1 : 0) + (key.Options.AsSymbol ? 2 : 0) + (int)key.Options.Duration);
    }
}
