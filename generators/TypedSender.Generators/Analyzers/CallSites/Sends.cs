using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using TypedSender.Generators.Parsing;

namespace TypedSender.Generators.Analyzers.CallSites;

/// <summary>Recognizes calls that send messages or make requests, and what becomes of the task that they return.</summary>
internal static class Sends
{
    private const string Outcome = "SendOutcome";

    // What is called on the result of one of its methods, such as Received(), asks what a fake was called with, and sends nothing.
    private const string Fakes = "NSubstitute";

    /// <summary>Whether the call sends or requests: it is one of a sender or management interface, or of a class of ours that sends without one.</summary>
    public static bool Is(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        if (method.IsStatic || !IsTask(method.ReturnType) || call.Instance is IInvocationOperation { TargetMethod.ContainingNamespace.Name: Fakes })
        {
            return false;
        }

        INamedTypeSymbol type = method.ContainingType;
        return type.TypeKind == TypeKind.Interface
            ? IsMarked(type) || (call.Instance?.Type is INamedTypeSymbol { TypeKind: TypeKind.Interface } receiver && IsMarked(receiver))
            : type.Name switch
            {
                "MessageSender" => method.Name.StartsWith("Send", System.StringComparison.Ordinal) && Attributes.IsOurs(type),
                "AmqpManagementClient" => method.Name == "RequestAsync" && Attributes.IsOurs(type),
                "ScheduledMessages" => ProductTypes.Has(type),
                _ => false,
            };
    }

    public static bool IsTask(ITypeSymbol type)
        => type is INamedTypeSymbol { Name: "Task" or "ValueTask", ContainingNamespace: { Name: "Tasks", ContainingNamespace: { Name: "Threading", ContainingNamespace.Name: "System" } } };

    public static bool IsValueTask(ITypeSymbol type) => type.Name == "ValueTask" && IsTask(type);

    /// <summary>Whether the type is an outcome, or a list of outcomes.</summary>
    public static bool IsOutcome(ITypeSymbol? type) => type switch
    {
        INamedTypeSymbol { Name: Outcome } named => Attributes.IsOurs(named),
        INamedTypeSymbol { TypeArguments.Length: 1, Name: "IReadOnlyList" } list => list.TypeArguments[0] is INamedTypeSymbol { Name: Outcome } item && Attributes.IsOurs(item),
        _ => false,
    };

    /// <summary>What the task of a call is wrapped in: <c>AsTask()</c>, <c>ConfigureAwait(false)</c>, <c>Preserve()</c>, <c>?.</c>, or the call itself.</summary>
    public static IOperation Outermost(IOperation call)
    {
        IOperation outermost = call;
        while (outermost.Parent is { } parent)
        {
            bool wraps = parent is IInvocationOperation { TargetMethod.Name: "AsTask" or "ConfigureAwait" or "Preserve" } next ? next.Instance == outermost
                : parent is IConditionalAccessOperation access ? access.WhenNotNull == outermost
                : parent is IParenthesizedOperation or IConversionOperation { IsImplicit: true };
            if (!wraps)
            {
                break;
            }

            outermost = parent;
        }

        return outermost;
    }

    /// <summary>The call whose task is wrapped in <paramref name="operation"/>, if it is a send.</summary>
    public static IInvocationOperation? Innermost(IOperation? operation)
    {
        while (operation is not null)
        {
            switch (operation)
            {
                case IInvocationOperation { TargetMethod.Name: "AsTask" or "ConfigureAwait" or "GetAwaiter" or "Preserve" } wrapper:
                    operation = wrapper.Instance;
                    break;
                case IInvocationOperation call:
                    return Is(call) ? call : null;
                case IParenthesizedOperation parenthesized:
                    operation = parenthesized.Operand;
                    break;
                case IConversionOperation conversion:
                    operation = conversion.Operand;
                    break;
                case IAwaitOperation awaited:
                    operation = awaited.Operation;
                    break;
                default:
                    return null;
            }
        }

        return null;
    }

    /// <summary>The name of the method where it is called.</summary>
    public static Location NameOf(IInvocationOperation call) => call.Syntax is InvocationExpressionSyntax syntax
        ? syntax.Expression switch
        {
            MemberAccessExpressionSyntax access => access.Name.Identifier.GetLocation(),
            MemberBindingExpressionSyntax binding => binding.Name.Identifier.GetLocation(),
            SimpleNameSyntax name => name.Identifier.GetLocation(),
            _ => syntax.Expression.GetLocation(),
        }
        : call.Syntax.GetLocation();

    private static bool IsMarked(INamedTypeSymbol type) => Attributes.Find(type, Attributes.Sender) is not null || Attributes.Find(type, Attributes.Management) is not null;
}
