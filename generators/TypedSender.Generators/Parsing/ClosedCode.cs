using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TypedSender.Generators.Model;

namespace TypedSender.Generators.Parsing;

/// <summary>What is written for a closed type of a generic contract.</summary>
/// <param name="Model">Its model; a stub if something forbids to send it.</param>
/// <param name="Problems">What is wrong with its type arguments.</param>
/// <param name="Used">The closed types that it holds.</param>
internal sealed record ClosedCode(ContractModel Model, IReadOnlyList<ClosedProblem> Problems, IReadOnlyList<INamedTypeSymbol> Used);

/// <summary>What is wrong with a closed type because of its type arguments.</summary>
/// <param name="Rule">The rule that says so.</param>
/// <param name="Message">For people: the cause, however deep it lies.</param>
/// <param name="IsError">Whether it forbids to send the type.</param>
/// <param name="Argument">The type argument that it comes from; -1 if it comes from none alone.</param>
internal sealed record ClosedProblem(string Rule, string Message, bool IsError, int Argument)
{
    private const string CauseRule = "CauseRule";
    private const string CauseMessage = "CauseMessage";

    /// <summary>What a diagnostic carries for the types that hold the one that it is about.</summary>
    public ImmutableDictionary<string, string?> ToProperties() => ImmutableDictionary<string, string?>.Empty.Add(CauseRule, Rule).Add(CauseMessage, Message);

    /// <summary>The problems that the generic type does not have by itself, and reports where it is declared.</summary>
    public static IReadOnlyList<ClosedProblem> Of(INamedTypeSymbol closed, DiagnosticBag found, Compilation compilation, CancellationToken cancellationToken)
    {
        var problems = new List<ClosedProblem>();
        IReadOnlyList<Diagnostic>? own = null;
        foreach (Diagnostic problem in found.Found)
        {
            if (problem.Severity < DiagnosticSeverity.Warning)
            {
                continue;
            }

            own ??= OfDefinition(closed, compilation, cancellationToken);
            bool isOwn = false;
            foreach (Diagnostic other in own)
            {
                isOwn |= other.Id == problem.Id && other.Location == problem.Location;
            }

            if (!isOwn)
            {
                AddOnce(problems, Cause(problem, ArgumentOf(closed, problem.Location)));
            }
        }

        return problems;
    }

    private static ClosedProblem Cause(Diagnostic problem, int argument)
    {
        bool isDeeper = problem.Properties.TryGetValue(CauseMessage, out string? message);
        return new ClosedProblem(
            isDeeper ? problem.Properties[CauseRule]! : problem.Id, isDeeper ? message! : problem.GetMessage(CultureInfo.InvariantCulture), problem.Severity == DiagnosticSeverity.Error, argument);
    }

    /// <summary>Adds a problem. A type argument that one rule refuses in several members is one cause.</summary>
    private static void AddOnce(List<ClosedProblem> problems, ClosedProblem problem)
    {
        if (!problems.Exists(other => other.Rule == problem.Rule && other.Argument == problem.Argument && (problem.Argument >= 0 || other.Message == problem.Message)))
        {
            problems.Add(problem);
        }
    }

    private static IReadOnlyList<Diagnostic> OfDefinition(INamedTypeSymbol closed, Compilation compilation, CancellationToken cancellationToken)
    {
        var diagnostics = new DiagnosticBag();
        if (closed.DeclaringSyntaxReferences.Length > 0)
        {
            ContractParser.Parse(closed.OriginalDefinition, compilation, diagnostics, cancellationToken);
        }

        return diagnostics.Found;
    }

    /// <summary>The type argument whose parameter is written where the problem lies; the only one if the declaration cannot be seen.</summary>
    private static int ArgumentOf(INamedTypeSymbol closed, Location location)
    {
        if (location.SourceTree is not { } tree)
        {
            return closed.TypeArguments.Length == 1 ? 0 : -1;
        }

        foreach (SyntaxNode node in tree.GetRoot().FindNode(location.SourceSpan).DescendantNodesAndSelf())
        {
            for (int i = 0; node is IdentifierNameSyntax name && i < closed.TypeParameters.Length; i++)
            {
                if (closed.TypeParameters[i].Name == name.Identifier.ValueText)
                {
                    return i;
                }
            }
        }

        return -1;
    }
}
