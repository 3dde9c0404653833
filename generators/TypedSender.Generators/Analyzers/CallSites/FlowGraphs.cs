using System.Collections.Generic;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace TypedSender.Generators.Analyzers.CallSites;

/// <summary>The control flow of the function that an operation is in.</summary>
internal static class FlowGraphs
{
    /// <summary>The graph of the innermost function around the operation; null where none can be made.</summary>
    public static ControlFlowGraph? Of(OperationAnalysisContext context, IOperation operation)
    {
        var functions = new Stack<IOperation>();
        for (IOperation? each = operation.Parent; each is not null; each = each.Parent)
        {
            if (each is IAnonymousFunctionOperation or ILocalFunctionOperation)
            {
                functions.Push(each);
            }
        }

        ControlFlowGraph? graph = context.GetControlFlowGraph();
        while (graph is not null && functions.Count > 0)
        {
            graph = functions.Pop() is ILocalFunctionOperation local
                ? graph.GetLocalFunctionControlFlowGraphInScope(local.Symbol, context.CancellationToken)
                : OfLambda(graph, operation.Syntax, context.CancellationToken);
        }

        return graph;
    }

    private static ControlFlowGraph? OfLambda(ControlFlowGraph graph, SyntaxNode inside, CancellationToken cancellationToken)
    {
        foreach (BasicBlock block in graph.Blocks)
        {
            foreach (IOperation statement in block.Operations)
            {
                if (Find(statement, inside) is { } lambda)
                {
                    return graph.GetAnonymousFunctionControlFlowGraphInScope(lambda, cancellationToken);
                }
            }

            if (block.BranchValue is { } value && Find(value, inside) is { } last)
            {
                return graph.GetAnonymousFunctionControlFlowGraphInScope(last, cancellationToken);
            }
        }

        return null;
    }

    private static IFlowAnonymousFunctionOperation? Find(IOperation operation, SyntaxNode inside)
    {
        foreach (IOperation each in operation.DescendantsAndSelf())
        {
            if (each is IFlowAnonymousFunctionOperation lambda && lambda.Syntax.Span.Contains(inside.Span))
            {
                return lambda;
            }
        }

        return null;
    }
}
