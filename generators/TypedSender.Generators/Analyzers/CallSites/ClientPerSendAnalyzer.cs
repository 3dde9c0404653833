using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Analyzers.CallSites;

/// <summary>Reports clients that are made and closed in each turn of a loop, or for one send (TSND0705).</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ClientPerSendAnalyzer : CallSiteAnalyzer
{
    /// <summary>Makes the analyzer.</summary>
    public ClientPerSendAnalyzer()
        : base(CallSiteRules.ClientPerSend)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext context, INamedTypeSymbol client)
    {
        context.RegisterOperationAction(
            context =>
            {
                var operation = (IUsingOperation)context.Operation;
                Analyze(context, operation.Resources as IVariableDeclarationGroupOperation, operation.Body, client);
            },
            OperationKind.Using);
        context.RegisterOperationAction(
            context =>
            {
                var operation = (IUsingDeclarationOperation)context.Operation;
                Analyze(context, operation.DeclarationGroup, operation.Parent, client);
            },
            OperationKind.UsingDeclaration);
    }

    private static void Analyze(OperationAnalysisContext context, IVariableDeclarationGroupOperation? group, IOperation? scope, INamedTypeSymbol client)
    {
        if (group is null || scope is null)
        {
            return;
        }

        foreach (IVariableDeclarationOperation declaration in group.Declarations)
        {
            foreach (IVariableDeclaratorOperation declarator in declaration.Declarators)
            {
                if (Clients.Is(declarator.Symbol.Type, client)
                    && Making(declarator.GetVariableInitializer()?.Value) is { } made
                    && Waste(context.ContainingSymbol, group, scope) is { } waste)
                {
                    context.ReportDiagnostic(Diagnostic.Create(CallSiteRules.ClientPerSend, made, declarator.Symbol.Type.Name, waste));
                }
            }
        }
    }

    /// <summary>Where the client is made; null if it is taken from somewhere.</summary>
    private static Location? Making(IOperation? value)
    {
        while (value is IConversionOperation conversion)
        {
            value = conversion.Operand;
        }

        return value switch
        {
            IObjectCreationOperation { Syntax: ObjectCreationExpressionSyntax creation } => creation.Type.GetLocation(),
            IObjectCreationOperation { Syntax: ImplicitObjectCreationExpressionSyntax creation } => creation.NewKeyword.GetLocation(),
            IInvocationOperation { TargetMethod: { IsStatic: true, Name: "Create" } } call => Sends.NameOf(call),
            _ => null,
        };
    }

    private static string? Waste(ISymbol containing, IOperation declaration, IOperation scope)
    {
        bool inLambda = false;
        for (IOperation? each = declaration.Parent; each is not null && !inLambda; each = each.Parent)
        {
            if (each is ILoopOperation)
            {
                return "in each turn of a loop";
            }

            inLambda = each is IAnonymousFunctionOperation or ILocalFunctionOperation;
        }

        return (inLambda || !IsProgramOrTest(containing)) && SendsOnce(scope) ? "for one send" : null;
    }

    private static bool SendsOnce(IOperation scope)
    {
        int sends = 0;
        foreach (IOperation each in scope.Descendants())
        {
            if (each is IInvocationOperation call && Sends.Is(call))
            {
                sends += IsRepeated(call, scope) ? 2 : 1;
            }
        }

        return sends == 1;
    }

    private static bool IsRepeated(IOperation call, IOperation scope)
    {
        for (IOperation? each = call.Parent; each is not null && each != scope; each = each.Parent)
        {
            if (each is ILoopOperation or IAnonymousFunctionOperation or ILocalFunctionOperation)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the method runs once: the entry point of a program, or a test.</summary>
    private static bool IsProgramOrTest(ISymbol containing)
    {
        if (containing is not IMethodSymbol method || method is { IsStatic: true, Name: "Main" or "<Main>$" })
        {
            return true;
        }

        foreach (AttributeData attribute in method.GetAttributes())
        {
            if (attribute.AttributeClass?.Name is "FactAttribute" or "TheoryAttribute" or "TestAttribute" or "TestMethodAttribute" or "TestCaseAttribute")
            {
                return true;
            }
        }

        return false;
    }
}
