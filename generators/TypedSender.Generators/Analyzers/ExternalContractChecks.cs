using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TypedSender.Generators.Parsing;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Analyzers;

/// <summary>Reports what is wrong with contracts that attributes of the assembly make, where those stand.</summary>
internal static class ExternalContractChecks
{
    public static void Register(CompilationStartAnalysisContext start, SharedDescriptors descriptors, ReportedDiagnostics reported)
    {
        foreach (ExternalContracts.External external in ExternalContracts.Of(start.Compilation.Assembly))
        {
            descriptors.Add(external.Declaration.Type, external.Declaration.Settings);
        }

        ExternalContractActions.Register(start, (node, external) => Analyze(node, external, reported), CheckTwice);
    }

    private static void Analyze(TypeAnalysis context, ExternalContracts.External external, ReportedDiagnostics reported)
    {
        var diagnostics = new DiagnosticBag();
        ExternalParser.Parse(external, context.Compilation, diagnostics, context.CancellationToken);
        reported.Report(context.ReportDiagnostic, context.Compilation, external.Declaration.Location, diagnostics.Found);
    }

    private static void CheckTwice(SyntaxNodeAnalysisContext context)
    {
        foreach (AttributeData attribute in context.Compilation.Assembly.GetAttributes())
        {
            if (ExternalContractActions.Is(attribute, context.Node) && Attributes.Is(attribute, Attributes.ContractFor) && ExternalContracts.TypeOf(attribute) is { } type)
            {
                context.ReportDiagnostic(Diagnostic.Create(ExternalRules.Twice, ExternalContracts.WhereOf(attribute), Names.Display(type)));
            }
        }
    }
}
