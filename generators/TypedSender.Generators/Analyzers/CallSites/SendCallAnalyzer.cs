using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Analyzers.CallSites;

/// <summary>Reports sends whose task is dropped (TSND0702), and those that are not given the token at hand (TSND0707).</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SendCallAnalyzer : CallSiteAnalyzer
{
    /// <summary>The property of a diagnostic with the name of the token.</summary>
    private const string Token = "Token";

    /// <summary>Makes the analyzer.</summary>
    public SendCallAnalyzer()
        : base(CallSiteRules.NotAwaited, CallSiteRules.TokenNotPassed)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext context, INamedTypeSymbol client)
        => context.RegisterOperationAction(static context => Analyze(context, (IInvocationOperation)context.Operation), OperationKind.Invocation);

    private static void Analyze(OperationAnalysisContext context, IInvocationOperation call)
    {
        if (!Sends.Is(call) || IsDescribed(call))
        {
            return;
        }

        if (Sends.Outermost(call).Parent is IExpressionStatementOperation)
        {
            context.ReportDiagnostic(Diagnostic.Create(CallSiteRules.NotAwaited, Sends.NameOf(call), call.TargetMethod.Name));
        }

        if (OmitsToken(call) && TokenInScope(call, context.ContainingSymbol) is { } token)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                CallSiteRules.TokenNotPassed, Sends.NameOf(call), ImmutableDictionary<string, string?>.Empty.Add(Token, token.Name), call.TargetMethod.Name, token.Name));
        }
    }

    /// <summary>Whether nothing is sent, because the call is part of an expression tree, as libraries of fakes take them.</summary>
    private static bool IsDescribed(IInvocationOperation call)
    {
        for (IOperation? each = call.Parent; each is not null; each = each.Parent)
        {
            if (each is IAnonymousFunctionOperation { Parent: IConversionOperation { Type: { Name: "Expression", ContainingNamespace.Name: "Expressions" } } })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the method takes a token that the call leaves out.</summary>
    private static bool OmitsToken(IInvocationOperation call)
    {
        foreach (IArgumentOperation argument in call.Arguments)
        {
            if (argument.ArgumentKind == ArgumentKind.DefaultValue && argument.Parameter is { } parameter && IsToken(parameter.Type))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The one token among the parameters of the functions around the call, the innermost first; null if there is none, or a function has several.</summary>
    private static IParameterSymbol? TokenInScope(IOperation call, ISymbol containing)
    {
        for (IOperation? operation = call.Parent; operation is not null; operation = operation.Parent)
        {
            IMethodSymbol? function = operation switch
            {
                IAnonymousFunctionOperation lambda => lambda.Symbol,
                ILocalFunctionOperation local => local.Symbol,
                _ => null,
            };
            if (function is not null)
            {
                if (OneToken(function, out bool several) is { } token)
                {
                    return token;
                }

                if (several || function.IsStatic)
                {
                    return null;
                }
            }
        }

        return containing is IMethodSymbol method ? OneToken(method, out _) : null;
    }

    private static IParameterSymbol? OneToken(IMethodSymbol method, out bool several)
    {
        several = false;
        IParameterSymbol? token = null;
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            if (IsToken(parameter.Type) && parameter.RefKind == RefKind.None)
            {
                several |= token is not null;
                token = parameter;
            }
        }

        return several ? null : token;
    }

    private static bool IsToken(ITypeSymbol type)
        => type is INamedTypeSymbol { Name: "CancellationToken", ContainingNamespace: { Name: "Threading", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } };
}
