using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TypedSender.Generators.Parsing;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Analyzers.CallSites;

/// <summary>Reports dates without a kind that are given to a member of a contract or a parameter of a send where they stand (TSND0710).</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DateTimeKindAnalyzer : CallSiteAnalyzer
{
    /// <summary>Makes the analyzer.</summary>
    public DateTimeKindAnalyzer()
        : base(CallSiteRules.UnspecifiedKind)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext context, INamedTypeSymbol client)
        => context.RegisterOperationAction(
            static context => Analyze(context, context.Operation),
            OperationKind.ObjectCreation,
            OperationKind.Invocation,
            OperationKind.PropertyReference,
            OperationKind.FieldReference);

    private static void Analyze(OperationAnalysisContext context, IOperation value)
    {
        if (value.Type?.SpecialType != SpecialType.System_DateTime || UnspecifiedDate.Of(value) is not { } date)
        {
            return;
        }

        using ExternalContracts.Scope externals = ExternalContracts.Enter(context.Compilation);
        if (SentTo.Of(Whole(value)) is { } target)
        {
            context.ReportDiagnostic(Diagnostic.Create(CallSiteRules.UnspecifiedKind, value.Syntax.GetLocation(), date.Form, target, date.Certain ? "is" : "may be", date.Advice));
        }
    }

    /// <summary>The value that keeps the kind: <c>date.AddDays(1)</c>, <c>date.Date</c>, a conversion to a nullable.</summary>
    private static IOperation Whole(IOperation value)
    {
        IOperation whole = value;
        while (whole.Parent is { } parent)
        {
            bool keeps = parent is IInvocationOperation call && call.Instance == whole && call.Type?.SpecialType == SpecialType.System_DateTime && call.TargetMethod.Name.StartsWith("Add", System.StringComparison.Ordinal)
                || parent is IPropertyReferenceOperation { Property.Name: "Date" } date && date.Instance == whole
                || parent is IParenthesizedOperation
                || parent is IConversionOperation { Type: INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T or SpecialType.System_DateTime } };
            if (!keeps)
            {
                break;
            }

            whole = parent;
        }

        return whole;
    }
}
