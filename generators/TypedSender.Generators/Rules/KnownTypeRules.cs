using Microsoft.CodeAnalysis;

namespace TypedSender.Generators.Rules;

/// <summary>The rules of contracts that name the types which derive from them.</summary>
internal static class KnownTypeRules
{
    public static readonly DiagnosticDescriptor NoKnownType = Rule.Error(
        "TSND0306",
        "Interface names no known type",
        "'{0}' is an interface, and a contract only through the types that implement it: name each of them, [AmqpKnownType(typeof(…))]");

    public static readonly DiagnosticDescriptor HidesKnownMember = Rule.Error(
        "TSND0507",
        "Derived member hides one of the same name in the body",
        "'{0}' hides '{1}', and a reader of '{2}' finds it in its place: override it, rename it by [AmqpMember], or mark it [AmqpIgnore]");

    public static readonly DiagnosticDescriptor NotDerived = Rule.Error(
        "TSND0508",
        "Known type does not derive from the contract",
        "'{0}' does not derive from '{1}', so no value of '{1}' is one: remove it, or derive it from '{1}'");

    public static readonly DiagnosticDescriptor NotAContract = Rule.Error(
        "TSND0509",
        "Known type is not a contract",
        "'{0}', which '{1}' names, is not a contract, so its encoding is unknown: {2}");

    public static readonly DiagnosticDescriptor SharedMark = Rule.Error(
        "TSND0510",
        "Known types cannot be told apart",
        "'{0}' is told by '{1}', and so is '{2}': give each its own");

    public static readonly DiagnosticDescriptor OtherEncoding = Rule.Error(
        "TSND0511",
        "Known type has another encoding",
        "'{0}' is sent as {1}, and '{2}', which names it, as {3}: give both the same Encoding");

    public static readonly DiagnosticDescriptor NotTold = Rule.Error(
        "TSND0512",
        "Known type cannot be told by a reader",
        "'{0}' cannot be told among {1}: {2}");

    public static readonly DiagnosticDescriptor OtherDiscriminator = Rule.Error(
        "TSND0513",
        "Type has two discriminators under one key",
        "'{0}' is told by '{1}' and by '{2}' under the key '{3}': use the same, or another key");

    public static readonly DiagnosticDescriptor NoContract = Rule.Error(
        "TSND0514",
        "Known types of a type that is no contract",
        "[AmqpKnownType] has no effect on '{0}', which is no contract: mark it [AmqpContract], or remove the attribute");
}
