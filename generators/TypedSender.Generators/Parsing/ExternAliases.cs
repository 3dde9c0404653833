using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.CodeAnalysis;

namespace TypedSender.Generators.Parsing;

/// <summary>
/// The assemblies that a compilation references under an alias alone: their types have no name that begins with <c>global</c>. A symbol does not know its
/// alias and names are made in many places, so the aliases of the compilation that is parsed are kept for its thread, from the begin of a parser to its end.
/// </summary>
internal sealed class ExternAliases
{
    private static readonly ConditionalWeakTable<Compilation, ExternAliases> Known = new();

    [ThreadStatic]
    private static ExternAliases? t_current;

    private readonly Dictionary<IAssemblySymbol, string> _aliases = new(SymbolEqualityComparer.Default);
    private readonly SymbolFacts _facts = new();

    private readonly Compilation _compilation;

    private ExternAliases(Compilation compilation)
    {
        _compilation = compilation;
        foreach (MetadataReference reference in compilation.References)
        {
            if (!reference.Properties.Aliases.IsDefaultOrEmpty
                && !reference.Properties.Aliases.Contains(MetadataReferenceProperties.GlobalAlias)
                && compilation.GetAssemblyOrModuleSymbol(reference) is IAssemblySymbol assembly)
            {
                _aliases[assembly] = reference.Properties.Aliases[0];
            }
        }
    }

    /// <summary>What is known of the symbols of the compilation that is parsed; null outside of a parser.</summary>
    public static SymbolFacts? Facts => t_current?._facts;

    /// <summary>The compilation that is parsed; null outside of a parser.</summary>
    public static Compilation? Compilation => t_current?._compilation;

    /// <summary>Has names be made as the compilation needs them, until the result is disposed of.</summary>
    public static Scope Enter(Compilation compilation)
    {
        ExternAliases? outer = t_current;
        t_current = Known.GetValue(compilation, static each => new ExternAliases(each));
        return new Scope(outer);
    }

    /// <summary>The alias that names of the assembly's types begin with; null for <c>global</c>.</summary>
    public static string? Of(IAssemblySymbol? assembly)
        => assembly is not null && t_current is { } current && current._aliases.TryGetValue(assembly, out string? alias) ? alias : null;

    /// <summary>A type in full, with the alias of each type's assembly.</summary>
    public static string Display(ITypeSymbol type, SymbolDisplayFormat format)
    {
        if (t_current is not { _aliases.Count: > 0 })
        {
            return type.ToDisplayString(format);
        }

        var name = new StringBuilder();
        foreach (SymbolDisplayPart part in type.ToDisplayParts(format))
        {
            name.Append(part.Symbol is INamespaceSymbol { IsGlobalNamespace: true } space && Of(space.ContainingAssembly) is { } alias ? Names.Escape(alias) : part.ToString());
        }

        return name.ToString();
    }

    /// <summary>Puts the aliases of the surrounding parser back.</summary>
    internal readonly struct Scope : IDisposable
    {
        private readonly ExternAliases? _outer;

        internal Scope(ExternAliases? outer) => _outer = outer;

        public void Dispose() => t_current = _outer;
    }
}
