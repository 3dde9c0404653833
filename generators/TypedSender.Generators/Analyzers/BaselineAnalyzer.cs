using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TypedSender.Generators.Baselines;
using TypedSender.Generators.Model;
using TypedSender.Generators.Parsing;
using TypedSender.Generators.Pipeline;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Analyzers;

/// <summary>Reports what breaks the readers of contracts that were shipped, in a project that keeps AmqpContracts.Shipped.txt and AmqpContracts.Unshipped.txt.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BaselineAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(
        BaselineRules.ListWithoutBaseline,
        BaselineRules.ContractRemoved,
        BaselineRules.ValueRemoved,
        BaselineRules.BodyChanged,
        BaselineRules.TypeChanged,
        BaselineRules.NullabilityChanged,
        BaselineRules.MandatoryAdded,
        BaselineRules.Reordered,
        BaselineRules.ListExtended,
        BaselineRules.EnumChanged,
        BaselineRules.NotListed,
        BaselineRules.AddressRemoved,
        BaselineRules.MalformedLine,
        BaselineRules.DuplicateLine,
        BaselineRules.StaleLine);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (Baseline.Of(start.Options.AdditionalFiles, start.CancellationToken) is not { } baseline)
            {
                start.RegisterSymbolAction(CheckList, SymbolKind.NamedType);
                return;
            }

            var reported = new ReportedDiagnostics();
            TypeActions.Register(start, symbol => Analyze(symbol, baseline, reported));
            ExternalContractActions.Register(start, (node, external) => AnalyzeExternal(node, external, baseline, reported));
            start.RegisterCompilationEndAction(end =>
            {
                foreach (Diagnostic problem in baseline.Complete())
                {
                    end.ReportDiagnostic(problem);
                }
            });
        });
    }

    private static void Analyze(TypeAnalysis context, Baseline baseline, ReportedDiagnostics reported)
    {
        INamedTypeSymbol type = context.Type;
        if (Attributes.Find(type, Attributes.Contract) is not null)
        {
            reported.Report(context, Compare(type, context.Compilation, baseline, context.CancellationToken));
        }
        else if (type.TypeKind == TypeKind.Interface && Attributes.Find(type, Attributes.Sender) is { } sender)
        {
            AnalyzeSender(context, type, sender, baseline);
        }
    }

    /// <summary>Reports a list that other projects may read, in a project without a baseline.</summary>
    private static void CheckList(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (Attributes.Find(type, Attributes.Contract) is not { } attribute || ContractSettings.Body(attribute) is not (BodyEncoding.List or BodyEncoding.Sequence))
        {
            return;
        }

        for (INamedTypeSymbol? each = type; each is not null; each = each.ContainingType)
        {
            if (each.DeclaredAccessibility != Accessibility.Public)
            {
                return;
            }
        }

        context.ReportDiagnostic(Diagnostic.Create(BaselineRules.ListWithoutBaseline, Locations.OfNamedArgument(attribute, "Encoding", Locations.Of(type)), Names.Display(type)));
    }

    private static void AnalyzeExternal(TypeAnalysis context, ExternalContracts.External external, Baseline baseline, ReportedDiagnostics reported)
    {
        // A generic contract has its lines, whatever closed types are named.
        if (!ClosedContracts.Is(external.Declaration.Type))
        {
            reported.Report(
                context.ReportDiagnostic, context.Compilation, external.Declaration.Location, Compare(external.Declaration.Type, context.Compilation, baseline, context.CancellationToken));
        }
    }

    private static IReadOnlyList<Diagnostic> Compare(INamedTypeSymbol type, Compilation compilation, Baseline baseline, CancellationToken cancellationToken)
    {
        using ExternAliases.Scope aliases = ExternAliases.Enter(compilation);
        using ExternalContracts.Scope externals = ExternalContracts.Enter(compilation);
        baseline.SeeOwner(ContractLines.Name(Names.FullName(type)));

        // What cannot be sent has no lines yet; its own rules say what is wrong with it.
        if (SharedParse.OfContract(type, compilation, cancellationToken) is not { StubRule: null, Model: { } model } || ContractDeclaration.Of(type) is not { } contract)
        {
            baseline.SetIncomplete();
            return Array.Empty<Diagnostic>();
        }

        return ContractComparison.Compare(baseline, contract, model, ContractMembers.Of(type, contract.Reader, compilation));
    }

    private static void AnalyzeSender(TypeAnalysis context, INamedTypeSymbol type, AttributeData attribute, Baseline baseline)
    {
        if (SharedParse.OfSender(type, context.Compilation, context.CancellationToken) is not { StubRule: null, Model: { } model })
        {
            baseline.SetIncomplete();
            return;
        }

        foreach (BaselineLine line in ContractLines.Of(model))
        {
            string subject = $"What '{Names.Display(type)}' sends to {line.Owner}";
            if (ContractComparison.CheckListed(baseline, line, subject, Locations.OfArgument(attribute, 0, Locations.Of(type))) is { } missing)
            {
                context.ReportDiagnostic(missing);
            }
        }
    }
}
