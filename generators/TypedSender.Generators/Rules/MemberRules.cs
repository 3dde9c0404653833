using Microsoft.CodeAnalysis;

namespace TypedSender.Generators.Rules;

/// <summary>The rules of the members of contracts, and of the types that members and parameters have.</summary>
internal static class MemberRules
{
    public static readonly DiagnosticDescriptor NoEncoding = Rule.Error(
        "TSND0401",
        "Type has no AMQP encoding",
        "'{0}' in '{2}' has no AMQP encoding; {1}");

    public static readonly DiagnosticDescriptor NotAContract = Rule.Error(
        "TSND0402",
        "Type is not a contract",
        "'{0}' in '{2}' is not a contract, so its encoding is unknown: {1}");

    public static readonly DiagnosticDescriptor NotReadable = Rule.Error(
        "TSND0403",
        "Member cannot be read",
        "'{0}' cannot be read by generated code: give it a getter that the contract can reach");

    public static readonly DiagnosticDescriptor MappedAndIgnored = Rule.Error(
        "TSND0405",
        "Member is both mapped and ignored",
        "'{0}' is marked [AmqpIgnore] and [{1}]: remove one of them");

    public static readonly DiagnosticDescriptor KeyType = Rule.Error(
        "TSND0406",
        "Map key type is not supported",
        "'{0}' in '{1}' cannot be the key of a map: use a string, AmqpSymbol, integer, char, Guid or enum");

    public static readonly DiagnosticDescriptor MultidimensionalArray = Rule.Error(
        "TSND0407",
        "Array has more than one dimension",
        "'{0}' in '{2}' has {1} dimensions, and AMQP has no such array: use an array of arrays");

    public static readonly DiagnosticDescriptor AmbiguousItems = Rule.Error(
        "TSND0409",
        "Collection has items of more than one type",
        "'{0}' in '{1}' is a collection of several types of items, and its own GetEnumerator yields none of them: send one of them, for instance as IReadOnlyCollection<T>");

    public static readonly DiagnosticDescriptor ArrayElement = Rule.Error(
        "TSND0408",
        "Array needs elements of one type",
        "'{0}' in '{1}' {2}, and the elements of an AMQP array share one constructor (AMQP 1.0, 1.6.24): remove [AmqpArray] to send a list");

    public static readonly DiagnosticDescriptor Decimal = Rule.Hint(
        "TSND0411",
        "Decimal is unknown to some readers",
        "'{0}' in '{1}' is sent as decimal128, which AMQPNetLite and go-amqp do not read: where they do, send its text by [AmqpFormatter(typeof(AmqpTextFormatter<decimal>))]");

    public static readonly DiagnosticDescriptor HalfCharacter = Rule.Hint(
        "TSND0412",
        "Char may be half a character",
        "'{0}' in '{1}' cannot be sent while it holds a surrogate, half of a character beyond U+FFFF: Rune and string hold every character");

    public static readonly DiagnosticDescriptor NotTransparent = Rule.Error(
        "TSND0436",
        "Type cannot be transparent",
        "'{0}' {1}cannot be sent as the value that it wraps: {2}");

    public static readonly DiagnosticDescriptor DateTimeKind = Rule.Info(
        "TSND0410",
        "DateTime may have no kind",
        "'{0}' in '{1}' is a DateTime, which cannot be sent while its kind is Unspecified: DateTimeOffset always names a moment, and [AmqpAssumeUtc] takes it for one in UTC");

    public static readonly DiagnosticDescriptor Dynamic = Rule.Error(
        "TSND0413",
        "Type is only known at run time",
        "'{0}' in '{1}' can hold anything, so its encoding cannot be chosen: use the type that is sent, or {2}");

    public static readonly DiagnosticDescriptor Formatter = Rule.Error(
        "TSND0415",
        "Formatter cannot be used",
        "'{0}' cannot format {1}: {2}");

    public static readonly DiagnosticDescriptor StaticMember = Rule.Error(
        "TSND0416",
        "Attribute on a member that has no value of its own",
        "'{0}' is {1}, so it is no part of a contract: remove [{2}]");

    public static readonly DiagnosticDescriptor DurationEncoding = Rule.Error(
        "TSND0418",
        "TimeSpan needs an encoding",
        "'{0}' in '{1}' is a TimeSpan, which AMQP has no type for: mark it [AmqpDuration(AmqpDurationEncoding.Milliseconds)] or [AmqpDuration(AmqpDurationEncoding.Iso8601)]");

    public static readonly DiagnosticDescriptor NoNames = Rule.Error(
        "TSND0501",
        "Enum without members cannot be sent by name",
        "'{0}' in '{1}' names no value, so that none could be sent: name its values, or remove [AmqpEnumAsString]");

    public static readonly DiagnosticDescriptor NameAsSymbol = Rule.Error(
        "TSND0503",
        "Name of an enum member is not a symbol",
        "'{0}' in '{2}' has the member '{1}', and symbols are ASCII: rename it, or send the names as strings by removing Symbol = true");

    public static readonly DiagnosticDescriptor EndlessCollection = Rule.Error(
        "TSND0420",
        "Collection holds itself",
        "'{0}' in '{1}' is a collection that, directly or through others, holds itself, or that has more than 32 levels, so no encoder can be written for it: send a contract with a member for the inner items, name a formatter by [AmqpFormatter], or mark the member [AmqpIgnore]");

    public static readonly DiagnosticDescriptor CollectionMembers = Rule.Warning(
        "TSND0422",
        "Collection has members of its own",
        "'{0}' in '{2}' is a collection, of which the elements are sent, and not {1}: send a contract that holds both, or a plain collection");

    public static readonly DiagnosticDescriptor HiddenGetter = Rule.Warning(
        "TSND0424",
        "Getter of a public property is not public",
        "'{0}' is public, but its getter is not, so it is not sent: mark it [AmqpMember] to send it, or [AmqpIgnore]");

    public static readonly DiagnosticDescriptor HidesMember = Rule.Error(
        "TSND0426",
        "Member that is not sent hides one that would be",
        "'{0}' hides '{1}', so that neither is sent: rename it, mark it [AmqpMember] to send it, or mark it [AmqpIgnore]");

    public static readonly DiagnosticDescriptor AbstractContract = Rule.Error(
        "TSND0428",
        "Contract is abstract",
        "'{0}' in '{1}' is abstract, so every value is of a derived type, whose own members would not be sent: {2}");

    public static readonly DiagnosticDescriptor Misplaced = Rule.Error(
        "TSND0430",
        "Attribute has no effect where it stands",
        "[{0}] has no effect here: {1}");

    public static readonly DiagnosticDescriptor NoOwner = Rule.WarningOfCompilation(
        "TSND0432",
        "Attribute in a type that is never sent",
        "[{0}] has no effect, because '{1}' is no {2}, and none derives from it: mark '{1}' [{3}], or remove the attribute");

    public static readonly DiagnosticDescriptor UnreadableValue = Rule.Warning(
        "TSND0434",
        "Value cannot be read by the broker's SDK",
        "'{0}' in '{1}' is sent as {2}");

    public static readonly DiagnosticDescriptor EnumAliases = Rule.Warning(
        "TSND0505",
        "Enum that is sent by name has two names for one value",
        "'{0}' in '{1}' has one value for '{2}' and '{3}', and only '{2}' is sent and read: remove one of them, or mark the one that old code alone uses [Obsolete]");

    public static readonly DiagnosticDescriptor FlagsByName = Rule.Error(
        "TSND0506",
        "Enum of flags cannot be sent by name",
        "'{0}' in '{1}' is an enum of flags, whose combinations have no names: remove [AmqpEnumAsString]");
}
