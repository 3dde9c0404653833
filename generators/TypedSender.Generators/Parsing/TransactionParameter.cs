using System;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Parsing;

/// <summary>Recognizes the parameter that is the transaction of what a method sends: by its type, as the token is. It may stand anywhere.</summary>
internal static class TransactionParameter
{
    /// <summary>The property of <c>SendOptions</c>.</summary>
    public const string Property = "Transaction";

    // SenderSettleMode.Settled (AMQP 1.0, 2.8.2).
    private const int Settled = 1;

    /// <summary>Whether the type is that of transactions.</summary>
    public static bool Is(ITypeSymbol type) => type is INamedTypeSymbol named && Names.WellKnown(named) == "TypedSender.AmqpTransaction";

    /// <summary>Reports a transaction of a method whose interface says that its messages are sent settled.</summary>
    public static void CheckMode(IParameterSymbol parameter, INamedTypeSymbol sender, Location fallback, DiagnosticBag diagnostics)
    {
        if (Attributes.Find(sender, Attributes.Sender) is { } attribute
            && Attributes.Named(attribute, "SendSettleMode") is byte or int
            && Convert.ToInt32(Attributes.Named(attribute, "SendSettleMode"), System.Globalization.CultureInfo.InvariantCulture) == Settled)
        {
            diagnostics.Add(TransactionRules.SentSettled, TypeToken.Of(parameter, fallback).Location, parameter.Name, sender.Name);
        }
    }
}
