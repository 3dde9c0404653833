using Microsoft.CodeAnalysis;

namespace TypedSender.Generators.Rules;

/// <summary>The rules of contracts that an attribute of the assembly makes, and of generic ones.</summary>
internal static class ExternalRules
{
    public static readonly DiagnosticDescriptor OwnAttribute = Rule.Warning(
        "TSND0313",
        "External contract has its own attribute",
        "'{0}' is marked [AmqpContract] itself, and that alone holds: remove [AmqpContractFor]");

    public static readonly DiagnosticDescriptor TypeArgument = Rule.Error(
        "TSND0314",
        "Generic contract cannot be sent with its type arguments",
        "'{0}' cannot be sent: {1}");

    public static readonly DiagnosticDescriptor TypeArgumentAdvice = Rule.Warning(
        "TSND0341",
        "Generic contract loses something with its type arguments",
        "'{0}': {1}");

    public static readonly DiagnosticDescriptor Unusable = Rule.Error(
        "TSND0330",
        "Type cannot be an external contract",
        "'{0}' cannot be made a contract here: {1}");

    public static readonly DiagnosticDescriptor NoSuchMember = Rule.Error(
        "TSND0331",
        "Member of the metadata type stands for none",
        "'{0}' stands for no member that '{1}' sends: {2}");

    public static readonly DiagnosticDescriptor Twice = Rule.Error(
        "TSND0332",
        "External contract is declared twice",
        "'{0}' is made a contract by another attribute already, and that alone holds: remove one of them");
}
