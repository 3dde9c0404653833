using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using TypedSender.Generators.Parsing;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Analyzers;

/// <summary>Reports what is wrong with contracts that attributes of the assembly make, where those stand.</summary>
internal static class ExternalContractChecks
{
    public static void Register(CompilationStartAnalysisContext start, IReadOnlyList<ExternalContracts.External> externals, SharedDescriptors descriptors, ReportedDiagnostics reported)
    {
        foreach (ExternalContracts.External external in externals)
        {
            descriptors.Add(external.Declaration.Type, external.Declaration.Settings);
        }

        start.RegisterSyntaxNodeAction(node => Analyze(node, externals, reported), SyntaxKind.Attribute);
    }

    private static void Analyze(SyntaxNodeAnalysisContext context, IReadOnlyList<ExternalContracts.External> externals, ReportedDiagnostics reported)
    {
        if (context.Node.Parent?.Parent is not CompilationUnitSyntax)
        {
            return;
        }

        foreach (ExternalContracts.External external in externals)
        {
            if (Is(external.Declaration.Settings, context.Node))
            {
                var diagnostics = new DiagnosticBag();
                ExternalParser.Parse(external, context.Compilation, diagnostics, context.CancellationToken);
                reported.Report(context.ReportDiagnostic, context.Compilation, external.Declaration.Location, diagnostics.Found);
                return;
            }
        }

        CheckTwice(context);
    }

    private static bool Is(AttributeData attribute, SyntaxNode node)
        => attribute.ApplicationSyntaxReference is { } reference && reference.SyntaxTree == node.SyntaxTree && reference.Span == node.Span;

    private static void CheckTwice(SyntaxNodeAnalysisContext context)
    {
        foreach (AttributeData attribute in context.Compilation.Assembly.GetAttributes())
        {
            if (Is(attribute, context.Node) && Attributes.Is(attribute, Attributes.ContractFor) && ExternalContracts.TypeOf(attribute) is { } type)
            {
                context.ReportDiagnostic(Diagnostic.Create(ExternalRules.Twice, ExternalContracts.WhereOf(attribute), Names.Display(type)));
            }
        }
    }
}
