using Microsoft.CodeAnalysis;
using TypedSender.Generators.Model;

namespace TypedSender.Generators.Parsing;

/// <summary>Reads the return type of a send method.</summary>
internal static class ReturnTypes
{
    /// <summary>The shape, and whether it is a Task in place of a ValueTask; null if it is none of ours.</summary>
    public static (ReturnShape Shape, bool IsTask)? Of(ITypeSymbol type)
    {
        if (type is not INamedTypeSymbol named)
        {
            return null;
        }

        switch (Names.WellKnown(named))
        {
            case "System.Threading.Tasks.ValueTask":
                return (ReturnShape.Nothing, false);
            case "System.Threading.Tasks.Task":
                return (ReturnShape.Nothing, true);
            case "System.Threading.Tasks.ValueTask`1":
                return Result(named.TypeArguments[0]) is { } value ? (value, false) : null;
            case "System.Threading.Tasks.Task`1":
                return Result(named.TypeArguments[0]) is { } task ? (task, true) : null;
            case "System.Collections.Generic.IAsyncEnumerable`1":
                return IsOutcome(named.TypeArguments[0]) ? (ReturnShape.OutcomeStream, false) : null;
            default:
                return null;
        }
    }

    private static ReturnShape? Result(ITypeSymbol type)
        => IsOutcome(type) ? ReturnShape.Outcome
            : type is INamedTypeSymbol { TypeArguments.Length: 1 } list
                && Names.WellKnown(list) == "System.Collections.Generic.IReadOnlyList`1" && IsOutcome(list.TypeArguments[0]) ? ReturnShape.Outcomes
            : null;

    private static bool IsOutcome(ITypeSymbol type) => type is INamedTypeSymbol { Name: "SendOutcome" } named && Attributes.IsOurs(named);
}
