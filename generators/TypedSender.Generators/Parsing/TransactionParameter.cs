using System;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Parsing;

/// <summary>Recognizes the parameter that is the transaction of what a method sends: by its type, as the token is. It may stand anywhere.</summary>
internal static class TransactionParameter
{
    /// <summary>The property of <c>SendOptions</c>.</summary>
    public const string Property = "Transaction";

    // SenderSettleMode (AMQP 1.0, 2.8.2).
    private const int Settled = 1;
    private const int Mixed = 2;

    /// <summary>Whether the type is that of transactions.</summary>
    public static bool Is(ITypeSymbol type) => type is INamedTypeSymbol named && Names.WellKnown(named) == "TypedSender.AmqpTransaction";

    /// <summary>Reports a transaction of a method whose messages are sent settled, as it or its interface says. A method that contradicts its interface is reported elsewhere.</summary>
    public static void CheckMode(IParameterSymbol parameter, INamedTypeSymbol sender, IMethodSymbol method, Location fallback, DiagnosticBag diagnostics)
    {
        int mode = Attributes.Find(sender, Attributes.Sender) is { } attribute && Attributes.Named(attribute, "SendSettleMode") is byte or int
            ? Convert.ToInt32(Attributes.Named(attribute, "SendSettleMode"), System.Globalization.CultureInfo.InvariantCulture)
            : 0;
        bool? own = Attributes.Find(method, Attributes.Settled) is { AttributeConstructor: not null } settled ? Attributes.Value(Attributes.Positional(settled, 0)) as bool? : null;
        bool isOwn = mode == Mixed && own == true;
        if (isOwn || (mode == Settled && own != false))
        {
            diagnostics.Add(
                TransactionRules.SentSettled,
                TypeToken.Of(parameter, fallback).Location,
                parameter.Name,
                isOwn ? method.Name : sender.Name,
                isOwn ? "Remove [Settled]" : "Leave SendSettleMode out");
        }
    }
}
