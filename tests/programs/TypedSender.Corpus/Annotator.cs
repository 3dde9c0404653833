using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TypedSender.Corpus;

/// <summary>Marks types as contracts, makes them and what encloses them partial, and adds senders for the public ones.</summary>
internal static class Annotator
{
    private const int TypesOfASender = 10;

    /// <summary>The trees with the annotations, and one more with the senders.</summary>
    public static IEnumerable<SyntaxTree> Annotate(SourceFolder folder, IReadOnlyList<INamedTypeSymbol> types)
    {
        HashSet<SyntaxNode> contracts = [.. types.Select(type => type.DeclaringSyntaxReferences[0].GetSyntax())];
        ILookup<SyntaxTree, TypeDeclarationSyntax> declarations = types
            .SelectMany(Enclosing)
            .SelectMany(type => type.DeclaringSyntaxReferences)
            .Select(reference => reference.GetSyntax())
            .OfType<TypeDeclarationSyntax>()
            .Distinct()
            .ToLookup(declaration => declaration.SyntaxTree);
        foreach (SyntaxTree tree in folder.Trees)
        {
            yield return declarations.Contains(tree) ? Edit(tree, declarations[tree], contracts) : tree;
        }

        yield return Parse(Senders(types), "Senders.cs");
    }

    private static IEnumerable<INamedTypeSymbol> Enclosing(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.ContainingType)
        {
            yield return current;
        }
    }

    private static SyntaxTree Edit(SyntaxTree tree, IEnumerable<TypeDeclarationSyntax> declarations, HashSet<SyntaxNode> contracts)
    {
        List<(int Position, string Text)> insertions = [];
        foreach (TypeDeclarationSyntax declaration in declarations)
        {
            if (!declaration.Modifiers.Any(SyntaxKind.PartialKeyword))
            {
                insertions.Add((declaration.Keyword.SpanStart, "partial "));
            }

            if (contracts.Contains(declaration))
            {
                int position = declaration.AttributeLists.Count > 0 ? declaration.AttributeLists[0].SpanStart
                    : declaration.Modifiers.Count > 0 ? declaration.Modifiers[0].SpanStart
                    : declaration.Keyword.SpanStart;
                insertions.Add((position, "[global::TypedSender.AmqpContract] "));
            }
        }

        // From the end, so that earlier positions stay true; where both stand at one place the attribute goes in last, and so first in the text.
        StringBuilder text = new(tree.GetText().ToString());
        foreach ((int position, string inserted) in insertions.OrderByDescending(insertion => insertion.Position).ThenBy(insertion => insertion.Text[0] == '['))
        {
            text.Insert(position, inserted);
        }

        return Parse(text.ToString(), tree.FilePath);
    }

    private static string Senders(IReadOnlyList<INamedTypeSymbol> types)
    {
        StringBuilder text = new("#nullable enable annotations\nnamespace CorpusSenders;\n");
        foreach ((int number, INamedTypeSymbol[] group) in types.Where(IsPublic).Chunk(TypesOfASender).Index())
        {
            text.Append($"[global::TypedSender.AmqpSender(\"queue{number}\")]\npublic partial interface ISender{number}\n{{\n");
            foreach ((int index, INamedTypeSymbol type) in group.Index())
            {
                string name = type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
                text.Append($"    global::System.Threading.Tasks.ValueTask Send{index}Async({name} message, global::System.Threading.CancellationToken cancellationToken = default);\n")
                    .Append("    global::System.Threading.Tasks.ValueTask<global::System.Collections.Generic.IReadOnlyList<global::TypedSender.SendOutcome>> ")
                    .Append($"SendAll{index}Async(global::System.Collections.Generic.IReadOnlyList<{name}> messages, [global::TypedSender.Subject] string subject);\n");
            }

            text.Append("}\n");
        }

        return text.ToString();
    }

    private static bool IsPublic(INamedTypeSymbol type) => Enclosing(type).All(outer => outer.DeclaredAccessibility == Accessibility.Public);

    private static SyntaxTree Parse(string text, string path) => CSharpSyntaxTree.ParseText(text, SourceFolder.ParseOptions, path, Encoding.UTF8);
}
