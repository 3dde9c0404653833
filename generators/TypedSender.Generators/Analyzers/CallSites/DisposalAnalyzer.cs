using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Analyzers.CallSites;

/// <summary>Reports a client or one of its senders that is used in the statements after the one that closes the client (TSND0706).</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DisposalAnalyzer : CallSiteAnalyzer
{
    /// <summary>Makes the analyzer.</summary>
    public DisposalAnalyzer()
        : base(CallSiteRules.UsedAfterDisposal)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext context, INamedTypeSymbol client)
    {
        context.RegisterOperationAction(context => AnalyzeCall(context, (IInvocationOperation)context.Operation, client), OperationKind.Invocation);
        context.RegisterOperationAction(context => AnalyzeUsing(context, (IUsingOperation)context.Operation, client), OperationKind.Using);
    }

    private static void AnalyzeCall(OperationAnalysisContext context, IInvocationOperation call, INamedTypeSymbol client)
    {
        if (Clients.IsClosing(call.TargetMethod)
            && Clients.Variable(call.Instance) is { } variable
            && Clients.Is(call.Instance!.Type, client)
            && call.Syntax.FirstAncestorOrSelf<StatementSyntax>() is ExpressionStatementSyntax statement)
        {
            Check(context, variable, statement, call.SemanticModel!);
        }
    }

    private static void AnalyzeUsing(OperationAnalysisContext context, IUsingOperation operation, INamedTypeSymbol client)
    {
        if (operation.Syntax is not StatementSyntax statement)
        {
            return;
        }

        foreach (ILocalSymbol local in operation.Locals)
        {
            if (Clients.Is(local.Type, client))
            {
                Check(context, local, statement, operation.SemanticModel!);
            }
        }

        if (Clients.Variable(operation.Resources) is { } variable && Clients.Is(operation.Resources.Type, client))
        {
            Check(context, variable, statement, operation.SemanticModel!);
        }
    }

    private static void Check(OperationAnalysisContext context, ISymbol client, StatementSyntax closing, SemanticModel model)
    {
        var search = new UsesAfter(client, model, context.CancellationToken);
        foreach (StatementSyntax next in Following(closing))
        {
            foreach ((Location location, string name) in search.In(next))
            {
                context.ReportDiagnostic(Diagnostic.Create(CallSiteRules.UsedAfterDisposal, location, name, client.Name));
            }

            if (search.IsOver)
            {
                return;
            }
        }
    }

    /// <summary>The statements that run only after <paramref name="closing"/>: those behind it in its block, and behind a try whose finally holds it.</summary>
    private static IEnumerable<StatementSyntax> Following(StatementSyntax closing)
    {
        for (StatementSyntax? statement = closing; statement is not null;)
        {
            StatementSyntax current = statement;
            bool behind = false;
            foreach (StatementSyntax sibling in Siblings(current))
            {
                if (behind)
                {
                    yield return sibling;
                }

                behind |= sibling == current;
            }

            statement = current.Parent is BlockSyntax { Parent: FinallyClauseSyntax { Parent: TryStatementSyntax tried } } ? tried : null;
        }
    }

    private static IEnumerable<StatementSyntax> Siblings(StatementSyntax statement)
    {
        switch (statement.Parent)
        {
            case BlockSyntax block:
                return block.Statements;
            case SwitchSectionSyntax section:
                return section.Statements;
            case GlobalStatementSyntax { Parent: CompilationUnitSyntax unit }:
                var statements = new List<StatementSyntax>();
                foreach (MemberDeclarationSyntax member in unit.Members)
                {
                    if (member is GlobalStatementSyntax global)
                    {
                        statements.Add(global.Statement);
                    }
                }

                return statements;
            default:
                return SyntaxFactory.List<StatementSyntax>();
        }
    }
}
