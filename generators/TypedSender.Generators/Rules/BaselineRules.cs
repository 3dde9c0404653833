using Microsoft.CodeAnalysis;

namespace TypedSender.Generators.Rules;

/// <summary>The rules of contracts that have readers elsewhere: what the two files of a baseline say against what the code says.</summary>
internal static class BaselineRules
{
    public static readonly DiagnosticDescriptor ListWithoutBaseline = Rule.Hint(
        "TSND0315",
        "List contract has no baseline",
        "'{0}' is a list, whose readers know members by their places alone, and nothing remembers these: add AmqpContracts.Shipped.txt and AmqpContracts.Unshipped.txt to the project, or send a map");

    public static readonly DiagnosticDescriptor ContractRemoved = Rule.ErrorOfCompilation(
        "TSND0801",
        "Shipped contract is gone",
        "'{0}' was shipped as '{1}', and no contract of this assembly has that name: its readers get no more messages; put it back, or, if only its C# name changed, write the new name into the file");

    public static readonly DiagnosticDescriptor ValueRemoved = Rule.Error(
        "TSND0802",
        "Shipped value is gone",
        "'{0}' was shipped with {1} of type '{2}' and no longer has it: readers that expect it find nothing; {3}");

    public static readonly DiagnosticDescriptor BodyChanged = Rule.Error(
        "TSND0803",
        "Shipped body has another layout",
        "The body of '{0}' was shipped as '{1}' and is now '{2}': readers of the shipped layout do not recognize it; restore it, or make a new contract for the new layout");

    public static readonly DiagnosticDescriptor TypeChanged = Rule.Error(
        "TSND0804",
        "Shipped value has another type",
        "{1} of '{0}' was shipped as '{2}' and is now '{3}': readers that expect '{2}' fail; restore its type, or leave it and add the new one under another name");

    public static readonly DiagnosticDescriptor NullabilityChanged = Rule.Error(
        "TSND0805",
        "Shipped value has another nullability",
        "{1} of '{0}' was shipped as '{2}' and is now '{3}': {4}");

    public static readonly DiagnosticDescriptor MandatoryAdded = Rule.Error(
        "TSND0806",
        "New value of a shipped contract is mandatory",
        "{1} is new in '{0}', which was shipped without it, and its type '{2}' has no null: readers made from the new contract fail on messages sent before; make it '{2}?'");

    public static readonly DiagnosticDescriptor Reordered = Rule.Error(
        "TSND0807",
        "Shipped fields are in another order",
        "'{1}' was shipped as field {2} of '{0}' and is now field {3}: readers take one field for another; restore its Order");

    public static readonly DiagnosticDescriptor ListExtended = Rule.Warning(
        "TSND0808",
        "Shipped list has a new field",
        "Field {1} is new in '{0}', which was shipped as a list: readers that count its fields refuse a longer one; make a new contract, or disable this rule if all readers pass over further fields");

    public static readonly DiagnosticDescriptor EnumChanged = Rule.Error(
        "TSND0809",
        "Shipped value of an enum has changed",
        "'{0}', which '{1}' carries by {2}, was shipped with {3} and {4}: readers {5}");

    public static readonly DiagnosticDescriptor NotListed = Rule.Warning(
        "TSND0810",
        "Contract is not in the baseline",
        "{0} is {1} AmqpContracts.Unshipped.txt: write the line {2}");

    public static readonly DiagnosticDescriptor AddressRemoved = Rule.ErrorOfCompilation(
        "TSND0811",
        "Nothing arrives at a shipped address any more",
        "No sender of this assembly sends '{1}' to the address {0}, which was shipped: readers of that address wait in vain; put it back, or remove the line when the last of them is gone");

    public static readonly DiagnosticDescriptor MalformedLine = Rule.ErrorOfCompilation(
        "TSND0812",
        "Line of a baseline cannot be read",
        "'{0}' in {1} is no line of a baseline: {2}");

    public static readonly DiagnosticDescriptor DuplicateLine = Rule.ErrorOfCompilation(
        "TSND0813",
        "Line of a baseline stands twice",
        "'{0}' stands in the baseline already, as '{1}' in {2}: remove one of the lines");

    public static readonly DiagnosticDescriptor StaleLine = Rule.WarningOfCompilation(
        "TSND0814",
        "Unshipped line of a baseline is out of date",
        "'{0}' says nothing of the contracts as they are now, and was never shipped: remove the line");
}
