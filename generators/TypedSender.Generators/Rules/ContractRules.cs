using Microsoft.CodeAnalysis;

namespace TypedSender.Generators.Rules;

/// <summary>The rules of contract types.</summary>
internal static class ContractRules
{
    public static readonly DiagnosticDescriptor NotPartial = Rule.Error(
        "TSND0301",
        "Contract must be partial",
        "Contract '{0}' must be partial, so that its encoder can be nested in it: write 'partial' before its keyword");

    public static readonly DiagnosticDescriptor ContainerNotPartial = Rule.Error(
        "TSND0302",
        "Containing type must be partial",
        "Contract '{0}' is nested in '{1}', which must be partial too: write 'partial' before its keyword");

    public static readonly DiagnosticDescriptor NotAccessible = Rule.Error(
        "TSND0303",
        "Contract is not accessible",
        "Contract '{0}' cannot be reached by generated code because '{1}' is {2}: make it internal or public");

    public static readonly DiagnosticDescriptor UnsupportedKind = Rule.Error(
        "TSND0304",
        "Type cannot be a contract",
        "'{0}' is {1}, which cannot be a contract: use a class, a record, a struct or a record struct");

    public static readonly DiagnosticDescriptor NoMembers = Rule.Warning(
        "TSND0305",
        "Contract sends none of its members",
        "'{0}' sends nothing, because none of its members is public: make '{1}' public, mark it [AmqpMember] to send it, or [AmqpIgnore]");

    public static readonly DiagnosticDescriptor SharedDescriptor = Rule.ErrorOfCompilation(
        "TSND0307",
        "Two contracts share a descriptor",
        "'{0}' has the descriptor {1}, and so has '{2}': a reader could not tell them apart, so give each its own");

    public static readonly DiagnosticDescriptor ReservedDescriptor = Rule.Warning(
        "TSND0308",
        "Descriptor is reserved",
        "'{0}' lies in {1}, which is kept for the types of AMQP itself (AMQP 1.0, 1.5): use a domain of your own, such as 'com.acme:order:list'");

    public static readonly DiagnosticDescriptor MalformedDescriptor = Rule.Error(
        "TSND0309",
        "Descriptor cannot be sent",
        "'{0}' is no descriptor: it must be one or more ASCII characters, such as 'com.acme:order:list'");

    public static readonly DiagnosticDescriptor OrderMissing = Rule.Error(
        "TSND0310",
        "List contract needs explicit order",
        "'{0}' needs a place in the list: mark it [AmqpMember(Order = n)], n from 0 to 4095");

    public static readonly DiagnosticDescriptor HiddenType = Rule.Error(
        "TSND0316",
        "Type is not visible to the generator",
        "'{0}' has no encoder, because the type of one of its members was not there yet: types that other generators make come too late, so write that type by hand");

    public static readonly DiagnosticDescriptor DuplicateMember = Rule.Error(
        "TSND0311",
        "Two members share a place in the body",
        "'{0}' has the same {1} as '{2}': {3}");

    public static readonly DiagnosticDescriptor JsonContextMissing = Rule.Error(
        "TSND0317",
        "JSON contract needs a context",
        "'{0}' is sent as JSON, and System.Text.Json needs a context for that: write JsonContext = typeof(MyJsonContext), a partial class marked [JsonSerializable(typeof({0}))] that derives from JsonSerializerContext");

    public static readonly DiagnosticDescriptor JsonContextUnusable = Rule.Error(
        "TSND0318",
        "Type cannot be the context of a JSON contract",
        "'{0}' cannot be the context of '{1}': {2}");

    public static readonly DiagnosticDescriptor JsonContextIncomplete = Rule.Error(
        "TSND0319",
        "Contract is missing from its JSON context",
        "'{0}' does not name contract '{1}': mark it [JsonSerializable(typeof({1}))]");

    public static readonly DiagnosticDescriptor NoEffect = Rule.Warning(
        "TSND0320",
        "Setting has no effect on the body",
        "'{0}' has no effect on '{1}': {2}");

    public static readonly DiagnosticDescriptor Collection = Rule.Error(
        "TSND0324",
        "Contract is a collection",
        "'{0}' is a collection, and a contract sends its members, not its elements: keep the collection in a member, and do not implement IEnumerable");

    public static readonly DiagnosticDescriptor LateMember = Rule.Error(
        "TSND0326",
        "Member is not visible to the generator",
        "'{0}' of '{1}' is not sent, because it was not there yet when the encoder was written: members that other generators add come too late, so write it by hand, or mark it [AmqpIgnore]");

    public static readonly DiagnosticDescriptor UnreadableBody = Rule.Warning(
        "TSND0328",
        "Body cannot be read by the broker's SDK",
        "'{0}' is sent as {1}, {2}: write [AmqpContract(Encoding = AmqpBodyEncoding.Json)] with a JsonContext, or Raw");

    public static readonly DiagnosticDescriptor OneRawMember = Rule.Error(
        "TSND0321",
        "Raw contract needs one member for its body",
        "'{0}' has {1}: exactly one member without a section attribute is the body, so {2}");

    public static readonly DiagnosticDescriptor NoBytes = Rule.Error(
        "TSND0322",
        "Type of a raw body is not bytes",
        "'{0}' in '{1}' is not bytes, which is all that a raw body holds: use byte[], ReadOnlyMemory<byte>, Memory<byte>, ArraySegment<byte>, ReadOnlySequence<byte>, ImmutableArray<byte>, Stream or PipeReader");
}
