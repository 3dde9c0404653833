using System;
using Microsoft.CodeAnalysis;

namespace TypedSender.Generators.Parsing;

/// <summary>The files that generators of this product have added to a compilation. The driver puts them into a folder that has the generator's full name.</summary>
internal static class GeneratedFiles
{
    private const string Generators = "TypedSender.Generators.";
    private const string Extension = ".g.cs";

    private static readonly char[] Separators = { '/', '\\' };

    public static bool Has(SyntaxTree tree)
    {
        string path = tree.FilePath;
        if (!path.EndsWith(Extension, StringComparison.Ordinal))
        {
            return false;
        }

        int end = path.LastIndexOfAny(Separators);
        int start = end <= 0 ? -1 : path.LastIndexOfAny(Separators, end - 1) + 1;
        return start >= 0
            && string.CompareOrdinal(path, start, Generators, 0, Generators.Length) == 0
            && path.IndexOf('.', start + Generators.Length, end - start - Generators.Length) < 0;
    }

    /// <summary>Whether the symbol is declared there alone.</summary>
    public static bool Declare(ISymbol symbol)
    {
        if (symbol.DeclaringSyntaxReferences.IsEmpty)
        {
            return false;
        }

        foreach (SyntaxReference reference in symbol.DeclaringSyntaxReferences)
        {
            if (!Has(reference.SyntaxTree))
            {
                return false;
            }
        }

        return true;
    }
}
