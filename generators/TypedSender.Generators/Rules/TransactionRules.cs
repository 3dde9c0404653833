using Microsoft.CodeAnalysis;

namespace TypedSender.Generators.Rules;

/// <summary>The rules of transactions as parameters of send methods.</summary>
internal static class TransactionRules
{
    public static readonly DiagnosticDescriptor ManyTransactions = Rule.Error(
        "TSND0260",
        "More than one transaction",
        "'{0}' is a further AmqpTransaction of '{1}', and a message belongs to one at the most: keep one");

    public static readonly DiagnosticDescriptor SentSettled = Rule.Warning(
        "TSND0261",
        "Transaction of messages that are sent settled",
        "'{0}' is a transaction, and '{1}' sends settled, so that the peer does not say whether it took a message: the send throws. {2}, or send without a transaction");

    public static readonly DiagnosticDescriptor Enqueued = Rule.Error(
        "TSND0262",
        "A queue waits for no transaction",
        "'{0}' is a transaction, and '{1}' enqueues its message, whose outcome nobody awaits before the commit: remove the parameter, or return the outcome");
}
