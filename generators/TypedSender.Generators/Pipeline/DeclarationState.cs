using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TypedSender.Generators.Pipeline;

/// <summary>
/// Everything that decides what the declarations of a compilation mean: its name, its options, its references, and its files. Two compilations of one state have symbols that answer every question
/// alike, except for where they stand. It holds no compilation, neither its own nor one that it refers to.
/// </summary>
internal sealed class DeclarationState
{
    private static readonly ConditionalWeakTable<Compilation, DeclarationState> Known = new();
    private static readonly ConditionalWeakTable<Compilation, DeclarationState> KnownWithoutGenerated = new();

    private readonly string? _assemblyName;
    private readonly CompilationOptions _options;
    private readonly List<Reference> _references = new();
    private HashSet<string>? _globalAliases;
    private Tuple<WeakReference<DeclarationState>, EditReach>? _reached;

    private DeclarationState(CSharpCompilation compilation, ImmutableArray<SyntaxTree> trees)
    {
        _assemblyName = compilation.AssemblyName;
        _options = compilation.Options;
        Trees = trees;
        foreach (MetadataReference reference in compilation.References)
        {
            _references.Add(new Reference(reference));
        }
    }

    /// <summary>The files, in the order of the compilation.</summary>
    public ImmutableArray<SyntaxTree> Trees { get; }

    /// <summary>The names that the project's <c>global using</c> directives give to types.</summary>
    public HashSet<string> GlobalAliases => _globalAliases ??= AnnotatedDeclarations.AllGlobalAliases(Trees);

    public static DeclarationState Of(CSharpCompilation compilation) => Known.GetValue(compilation, static each => new DeclarationState((CSharpCompilation)each, ((CSharpCompilation)each).SyntaxTrees));

    /// <summary>The state of a compilation without the files that generators of this product have added: the state of the compilation that they were given, where there are no other generators.</summary>
    public static DeclarationState WithoutGenerated(CSharpCompilation compilation)
        => KnownWithoutGenerated.GetValue(
            compilation, static each => new DeclarationState((CSharpCompilation)each, ((CSharpCompilation)each).SyntaxTrees.RemoveAll(static tree => Parsing.GeneratedFiles.Has(tree))));

    /// <summary>What differs from an earlier state. Several generators ask for the same.</summary>
    public EditReach ReachedFrom(DeclarationState earlier)
    {
        Tuple<WeakReference<DeclarationState>, EditReach>? known = _reached;
        if (known is null || !known.Item1.TryGetTarget(out DeclarationState? other) || !ReferenceEquals(other, earlier))
        {
            // A strong reference would keep the files of every edit.
            known = Tuple.Create(new WeakReference<DeclarationState>(earlier), HasSettingsOf(earlier) ? EditReach.Of(earlier.Trees, Trees) : EditReach.Everything());
            _reached = known;
        }

        return known.Item2;
    }

    /// <summary>Whether the other state differs by its files at most.</summary>
    private bool HasSettingsOf(DeclarationState other)
    {
        if (_assemblyName != other._assemblyName
            || !(ReferenceEquals(_options, other._options) || _options.Equals(other._options))
            || _references.Count != other._references.Count)
        {
            return false;
        }

        for (int i = 0; i < _references.Count; i++)
        {
            if (!_references[i].IsSame(other._references[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether two versions of a file declare the same, so that they differ in bodies of methods, initializers of fields and comments at most.</summary>
    public static bool DeclareTheSame(SyntaxTree one, SyntaxTree other)
        => ReferenceEquals(one, other)
            || (one.FilePath == other.FilePath
                && one.Options.Equals(other.Options)
                && one.GetRoot().GetLeadingTrivia().ToFullString() == other.GetRoot().GetLeadingTrivia().ToFullString() // may mark the file as generated, where references are not nullable
                && SyntaxFactory.AreEquivalent(one, other, topLevel: true)
                && ComputeTheSame(one, other));

    /// <summary>Whether properties have the same bodies, of two files that otherwise declare the same: which fields a body names decides whether a decoder restores the property.</summary>
    private static bool ComputeTheSame(SyntaxTree one, SyntaxTree other)
    {
        using IEnumerator<PropertyDeclarationSyntax> others = Properties(other).GetEnumerator();
        foreach (PropertyDeclarationSyntax property in Properties(one))
        {
            if (!others.MoveNext() || !SyntaxFactory.AreEquivalent(property, others.Current, topLevel: false))
            {
                return false;
            }
        }

        return true;
    }

    private static IEnumerable<PropertyDeclarationSyntax> Properties(SyntaxTree tree)
    {
        foreach (SyntaxNode node in tree.GetRoot().DescendantNodes(static node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax))
        {
            if (node is PropertyDeclarationSyntax property)
            {
                yield return property;
            }
        }
    }

    /// <summary>A reference, or the project that it refers to, which must not be kept alive.</summary>
    private readonly struct Reference
    {
        private readonly MetadataReference? _file;
        private readonly WeakReference<Compilation>? _project;
        private readonly MetadataReferenceProperties _properties;

        public Reference(MetadataReference reference)
        {
            _properties = reference.Properties;
            _project = reference is CompilationReference project ? new WeakReference<Compilation>(project.Compilation) : null;
            _file = _project is null ? reference : null;
        }

        public bool IsSame(Reference other)
            => _project is null
                ? ReferenceEquals(_file, other._file)
                : other._project is not null
                    && _project.TryGetTarget(out Compilation? one)
                    && other._project.TryGetTarget(out Compilation? another)
                    && ReferenceEquals(one, another)
                    && _properties.Equals(other._properties);
    }
}
