using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Model;
using TypedSender.Generators.Parsing;

namespace TypedSender.Generators.Pipeline;

/// <summary>What a generator has made of a type.</summary>
/// <param name="Name">The name of the type in metadata.</param>
/// <param name="Result">Its model.</param>
/// <param name="Found">What is wrong with it; null if analyzers have to find it themselves.</param>
internal readonly record struct ParsedType<TModel>(string Name, ParseResult<TModel> Result, IReadOnlyList<Diagnostic>? Found)
    where TModel : class
{
    /// <summary>What is wrong with a type, as far as it can be kept: a fault in another file would move when that file is edited.</summary>
    /// <param name="tree">The file of the type.</param>
    /// <param name="diagnostics">All that was found.</param>
    public static IReadOnlyList<Diagnostic>? Keep(SyntaxTree tree, DiagnosticBag diagnostics)
    {
        if (diagnostics.StubRule is not null)
        {
            return null;
        }

        foreach (Diagnostic problem in diagnostics.Found)
        {
            if (problem.Location.SourceTree != tree || problem.AdditionalLocations.Count > 0)
            {
                return null;
            }
        }

        return diagnostics.Found;
    }

    /// <summary>The type in a file that was edited and still declares the same: what was found may stand elsewhere in it.</summary>
    public ParsedType<TModel> WithoutPlaces() => Found is { Count: > 0 } ? this with { Found = null } : this;
}
