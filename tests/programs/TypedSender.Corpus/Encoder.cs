using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TypedSender.Corpus;

/// <summary>The generated encoder of one contract, and the members that its code reads.</summary>
/// <param name="Tree">The generated file.</param>
/// <param name="StubRule">The rule that made it a stub; null for a real encoder.</param>
/// <param name="Members">The keys of the members that it reads: see <see cref="ExpectedMembers.Key"/>.</param>
internal sealed record Encoder(SyntaxTree Tree, string? StubRule, IReadOnlySet<string> Members)
{
    private const string Interface = "IAmqpEncoder";
    private const string StubAttribute = "GeneratedStubAttribute";

    /// <summary>The encoders in the generated files, by the metadata name of what they encode.</summary>
    public static IReadOnlyDictionary<string, Encoder> FindAll(Compilation compilation, IEnumerable<SyntaxTree> generated)
    {
        Dictionary<string, Encoder> encoders = [];
        foreach (SyntaxTree tree in generated)
        {
            SemanticModel model = compilation.GetSemanticModel(tree);
            foreach (StructDeclarationSyntax declaration in tree.GetRoot().DescendantNodes().OfType<StructDeclarationSyntax>())
            {
                INamedTypeSymbol encoder = (INamedTypeSymbol)model.GetDeclaredSymbol(declaration)!;
                if (encoder.Interfaces.FirstOrDefault(implemented => implemented.Name == Interface) is { TypeArguments: [INamedTypeSymbol encoded] })
                {
                    encoders[Candidates.MetadataName(encoded)] = new Encoder(tree, FindStubRule(encoder), MembersReadIn(tree, model));
                }
            }
        }

        return encoders;
    }

    private static string? FindStubRule(INamedTypeSymbol encoder) =>
        encoder.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass?.Name == StubAttribute)?.ConstructorArguments[0].Value as string;

    private static HashSet<string> MembersReadIn(SyntaxTree tree, SemanticModel model) =>
    [
        .. tree.GetRoot().DescendantNodes()
            .OfType<SimpleNameSyntax>()
            .Select(name => model.GetSymbolInfo(name).Symbol)
            .Where(symbol => symbol is IPropertySymbol or IFieldSymbol)
            .Select(symbol => ExpectedMembers.Key(symbol!)),
    ];
}
