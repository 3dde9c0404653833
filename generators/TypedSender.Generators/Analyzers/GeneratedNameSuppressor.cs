using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TypedSender.Generators.Parsing;

namespace TypedSender.Generators.Analyzers;

/// <summary>
/// Suppresses the compiler's warning that a member of the user's hides one that is generated, or one of an interface that generated code adds:
/// no code calls those by name, and the user cannot rename them.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GeneratedNameSuppressor : DiagnosticSuppressor
{
    private static readonly SuppressionDescriptor Hiding = new("TSNDS0108", "CS0108", "The hidden member is generated and is not called by name");

    /// <inheritdoc/>
    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions { get; } = ImmutableArray.Create(Hiding);

    /// <inheritdoc/>
    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        foreach (Diagnostic diagnostic in context.ReportedDiagnostics)
        {
            if (Declared(context, diagnostic.Location, context.CancellationToken) is { ContainingType: { } type } member && HidesGenerated(type, member.Name))
            {
                context.ReportSuppression(Suppression.Create(Hiding, diagnostic));
            }
        }
    }

    private static ISymbol? Declared(SuppressionAnalysisContext context, Location location, CancellationToken cancellationToken)
        => location.SourceTree is { } tree
            ? context.GetSemanticModel(tree).GetDeclaredSymbol(tree.GetRoot(cancellationToken).FindNode(location.SourceSpan), cancellationToken)
            : null;

    private static bool HidesGenerated(INamedTypeSymbol type, string name)
    {
        List<ISymbol> hidden = Inherited(type).SelectMany(inherited => inherited.GetMembers(name)).ToList();
        return hidden.Count > 0 && hidden.All(static member => Attributes.IsWrittenByUs(member) || GeneratedInterfaces.Has(member.ContainingType));
    }

    private static IEnumerable<INamedTypeSymbol> Inherited(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
        {
            yield return ancestor;
        }

        foreach (INamedTypeSymbol inherited in type.AllInterfaces)
        {
            yield return inherited;
        }
    }
}
