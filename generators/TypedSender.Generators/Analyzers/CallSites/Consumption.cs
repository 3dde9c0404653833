using System;
using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace TypedSender.Generators.Analyzers.CallSites;

/// <summary>Follows a local ValueTask along the control flow: where the result of a send that it holds may be taken although it was taken before.</summary>
internal sealed class Consumption
{
    private readonly ILocalSymbol _local;

    public Consumption(ILocalSymbol local) => _local = local;

    // What the variable may hold.
    [Flags]
    private enum State
    {
        Nothing = 0,
        Send = 1,
        Taken = 2,
    }

    /// <summary>The places where a result is taken that may have been taken already.</summary>
    public IEnumerable<SyntaxNode> FindSecond(ControlFlowGraph graph)
    {
        var entries = new State[graph.Blocks.Length];
        var found = new HashSet<SyntaxNode>();
        var waiting = new Queue<BasicBlock>(graph.Blocks);
        while (waiting.Count > 0)
        {
            BasicBlock block = waiting.Dequeue();
            State state = entries[block.Ordinal];
            foreach (IOperation statement in block.Operations)
            {
                Visit(statement, ref state, found);
            }

            if (block.BranchValue is { } value)
            {
                Visit(value, ref state, found);
            }

            Flow(block.FallThroughSuccessor, state);
            Flow(block.ConditionalSuccessor, state);
        }

        return found;

        void Flow(ControlFlowBranch? branch, State state)
        {
            if (branch?.Destination is { } next && (entries[next.Ordinal] | state) != entries[next.Ordinal])
            {
                entries[next.Ordinal] |= state;
                waiting.Enqueue(next);
            }
        }
    }

    /// <summary>Operands come before what uses them.</summary>
    private void Visit(IOperation operation, ref State state, HashSet<SyntaxNode> found)
    {
        if (operation is ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } assignment && Is(target))
        {
            Visit(assignment.Value, ref state, found);
            state = Sends.Innermost(assignment.Value) is not null && !IsPreserved(assignment.Value) ? State.Send : State.Nothing;
            return;
        }

        foreach (IOperation child in operation.ChildOperations)
        {
            Visit(child, ref state, found);
        }

        if (operation is ILocalReferenceOperation reference && Is(reference) && Takes(reference))
        {
            if ((state & State.Taken) != 0)
            {
                found.Add(reference.Syntax);
            }

            state = (state & State.Send) != 0 ? State.Taken : state;
        }
    }

    private bool Is(ILocalReferenceOperation reference) => SymbolEqualityComparer.Default.Equals(reference.Local, _local);

    private static bool Takes(ILocalReferenceOperation reference) => reference.Parent switch
    {
        IAwaitOperation => true,
        IInvocationOperation { TargetMethod.Name: "AsTask" or "ConfigureAwait" or "GetAwaiter" or "Preserve" } call => call.Instance == reference,
        IPropertyReferenceOperation { Property.Name: "Result" } => true,
        _ => false,
    };

    private static bool IsPreserved(IOperation value) => value is IInvocationOperation { TargetMethod.Name: "Preserve" };
}
