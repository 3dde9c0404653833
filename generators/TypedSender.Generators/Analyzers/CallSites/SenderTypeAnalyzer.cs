using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using TypedSender.Generators.Parsing;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Analyzers.CallSites;

/// <summary>Says why a type cannot be that of <c>GetSender&lt;T&gt;</c> and its like, where the compiler only names a constraint (TSND0709).</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SenderTypeAnalyzer : CallSiteAnalyzer
{
    /// <summary>The property of a diagnostic with the name of the attribute that is missing; it is there if the interface can be marked.</summary>
    private const string Missing = "Missing";

    /// <summary>Makes the analyzer.</summary>
    public SenderTypeAnalyzer()
        : base(CallSiteRules.NotMarked)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext context, INamedTypeSymbol client)
        => context.RegisterSyntaxNodeAction(static context => Analyze(context, (GenericNameSyntax)context.Node), SyntaxKind.GenericName);

    private static void Analyze(SyntaxNodeAnalysisContext context, GenericNameSyntax name)
    {
        if (name.Identifier.ValueText is not ("GetSender" or "GetManagement" or "Create" or "GetScheduledMessages" or "ScheduleSendsAsync")
            || Called(name) is not { } call
            || Method(context.SemanticModel.GetSymbolInfo(call, context.CancellationToken)) is not { } method)
        {
            return;
        }

        for (int index = 0; index < method.TypeParameters.Length && index < name.TypeArgumentList.Arguments.Count; index++)
        {
            TypeSyntax argument = name.TypeArgumentList.Arguments[index];
            if (Constraint(method.TypeParameters[index]) is { } constraint
                && context.SemanticModel.GetTypeInfo(argument, context.CancellationToken).Type is INamedTypeSymbol { TypeKind: not TypeKind.Error } type)
            {
                Check(context, argument, type, constraint, name.Identifier.ValueText);
            }
        }
    }

    private static void Check(SyntaxNodeAnalysisContext context, TypeSyntax argument, INamedTypeSymbol type, INamedTypeSymbol constraint, string method)
    {
        (string attribute, string written) = constraint.Name == "ITypedSender" ? (Attributes.Sender, "AmqpSender") : (Attributes.Management, "AmqpManagement");
        string form = attribute == Attributes.Sender ? "[AmqpSender(\"address\")]" : "[AmqpManagement]";
        if (Attributes.Find(type, attribute) is not null || Implements(type, constraint))
        {
            return;
        }

        bool canBeMarked = type is { TypeKind: TypeKind.Interface, DeclaringSyntaxReferences.Length: > 0 };
        string advice = type.TypeKind != TypeKind.Interface ? $"it is no interface, so name the interface that is marked {form}"
            : canBeMarked ? $"mark it {form}, and make it partial"
            : $"another assembly declares it without {form}, so derive an interface from it and mark that one";
        ImmutableDictionary<string, string?> properties = ImmutableDictionary<string, string?>.Empty;
        context.ReportDiagnostic(Diagnostic.Create(
            CallSiteRules.NotMarked,
            argument.GetLocation(),
            canBeMarked ? properties.Add(Missing, written) : properties,
            Names.Display(type),
            method,
            advice));
    }

    private static bool Implements(INamedTypeSymbol type, INamedTypeSymbol constraint)
    {
        foreach (INamedTypeSymbol implemented in type.AllInterfaces)
        {
            if (SymbolEqualityComparer.Default.Equals(implemented.OriginalDefinition, constraint.OriginalDefinition))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The interface that the generators implement and the type parameter is constrained to.</summary>
    private static INamedTypeSymbol? Constraint(ITypeParameterSymbol parameter)
    {
        foreach (ITypeSymbol constraint in parameter.ConstraintTypes)
        {
            if (constraint is INamedTypeSymbol named && GeneratedInterfaces.Has(named))
            {
                return named;
            }
        }

        return null;
    }

    private static InvocationExpressionSyntax? Called(GenericNameSyntax name) => name.Parent switch
    {
        InvocationExpressionSyntax call => call,
        MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } => call,
        MemberBindingExpressionSyntax { Parent: InvocationExpressionSyntax call } => call,
        _ => null,
    };

    private static IMethodSymbol? Method(SymbolInfo info)
    {
        if (info.Symbol is IMethodSymbol method)
        {
            return method.OriginalDefinition;
        }

        foreach (ISymbol candidate in info.CandidateSymbols)
        {
            if (candidate is IMethodSymbol { TypeParameters.Length: > 0 } generic)
            {
                return generic.OriginalDefinition;
            }
        }

        return null;
    }
}
