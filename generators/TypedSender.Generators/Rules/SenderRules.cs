using Microsoft.CodeAnalysis;

namespace TypedSender.Generators.Rules;

/// <summary>The rules of sender interfaces.</summary>
internal static class SenderRules
{
    public static readonly DiagnosticDescriptor NotPartial = Rule.Error(
        "TSND0101",
        "Sender interface must be partial",
        "Sender '{0}' must be partial, so that its implementation can be nested in it: write 'partial' before 'interface'");

    public static readonly DiagnosticDescriptor ContainerNotPartial = Rule.Error(
        "TSND0102",
        "Containing type must be partial",
        "Sender '{0}' is nested in '{1}', which must be partial too: write 'partial' before its keyword");

    public static readonly DiagnosticDescriptor NotAccessible = Rule.Error(
        "TSND0103",
        "Sender is not accessible",
        "Sender '{0}' cannot be reached by generated code because '{1}' is {2}: make it internal or public");

    public static readonly DiagnosticDescriptor OpenGeneric = Rule.Error(
        "TSND0104",
        "Sender interface is generic",
        "Sender '{0}' has type parameters, its own or its container's: derive an interface without them from it, and mark that one");

    public static readonly DiagnosticDescriptor UnsupportedMember = Rule.Error(
        "TSND0105",
        "Sender interface member is not a method",
        "'{0}' is {1}; a sender interface holds methods that send, and members with a body of their own");

    public static readonly DiagnosticDescriptor NoSendMethod = Rule.Warning(
        "TSND0106",
        "Sender declares no send method",
        "Sender '{0}' has no method to send with, its own or inherited: add one that takes a contract, or remove [AmqpSender]");

    public static readonly DiagnosticDescriptor UnreachableMember = Rule.Error(
        "TSND0107",
        "Inherited member cannot be implemented",
        "'{0}' cannot be implemented for '{1}', because it is internal to another assembly: derive '{1}' from another interface, or have that assembly make it public or name this one in [InternalsVisibleTo]");

    public static readonly DiagnosticDescriptor InvalidAddress = Rule.Error(
        "TSND0109",
        "Target address is empty",
        "The address of sender '{0}' is empty: name the queue, topic or other node that its messages go to");

    public static readonly DiagnosticDescriptor AddressTemplate = Rule.Error(
        "TSND0251",
        "Template of an address is not usable",
        "'{0}' is not usable as {1}: {2}");

    public static readonly DiagnosticDescriptor UnknownBroker = Rule.Error(
        "TSND0110",
        "Kind of broker is unknown",
        "{0} is no kind of broker: use a member of AmqpBrokerKind, of which Generic stands for any");
}
