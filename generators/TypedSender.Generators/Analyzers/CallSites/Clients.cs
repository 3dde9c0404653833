using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace TypedSender.Generators.Analyzers.CallSites;

/// <summary>Recognizes clients, and what closes them.</summary>
internal static class Clients
{
    /// <summary>Whether the type is <c>ISendClient</c> or implements it.</summary>
    public static bool Is(ITypeSymbol? type, INamedTypeSymbol client)
    {
        if (type is null || SymbolEqualityComparer.Default.Equals(type, client))
        {
            return type is not null;
        }

        foreach (INamedTypeSymbol implemented in type.AllInterfaces)
        {
            if (SymbolEqualityComparer.Default.Equals(implemented, client))
            {
                return true;
            }
        }

        return false;
    }

    public static bool IsClosing(IMethodSymbol method) => method.Name is "DisposeAsync" or "CloseAsync";

    /// <summary>The local variable or parameter that is named.</summary>
    public static ISymbol? Variable(IOperation? operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => null,
    };

    /// <summary>The variable of the client that a sender comes from: <c>client.GetSender&lt;T&gt;()</c> and its like.</summary>
    public static ISymbol? Origin(IOperation? value)
    {
        while (value is IConversionOperation conversion)
        {
            value = conversion.Operand;
        }

        return value is IInvocationOperation { TargetMethod: { } method } call && method.Name.StartsWith("Get", System.StringComparison.Ordinal)
            ? Variable(call.Instance ?? (call.Arguments.Length > 0 ? call.Arguments[0].Value : null))
            : null;
    }
}
