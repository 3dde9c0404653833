using Microsoft.CodeAnalysis;

namespace TypedSender.Generators.Rules;

/// <summary>The rules of the methods of senders and their parameters.</summary>
internal static class MethodRules
{
    public static readonly DiagnosticDescriptor ReturnType = Rule.Error(
        "TSND0201",
        "Return type is not supported",
        "'{0}' cannot return '{1}': use ValueTask, Task, or one of them of SendOutcome (for lists, of IReadOnlyList<SendOutcome>, or IAsyncEnumerable<SendOutcome>){2}");

    public static readonly DiagnosticDescriptor Synchronous = Rule.Error(
        "TSND0202",
        "Send method is synchronous",
        "'{0}' returns void, but sending takes time and may fail: return ValueTask");

    public static readonly DiagnosticDescriptor NoPlace = Rule.Error(
        "TSND0203",
        "Parameter has no place in the message",
        "'{0}' has no place in the message of '{1}', because '{2}' is not a contract and no attribute places it: {3}");

    public static readonly DiagnosticDescriptor ByReference = Rule.Error(
        "TSND0204",
        "Parameter is passed by reference",
        "'{0}' is a {1} parameter; a send only reads its arguments: remove '{1}'");

    public static readonly DiagnosticDescriptor ManyTokens = Rule.Error(
        "TSND0205",
        "More than one CancellationToken",
        "'{0}' is a further CancellationToken of '{1}': keep one");

    public static readonly DiagnosticDescriptor TokenNotLast = Rule.Warning(
        "TSND0206",
        "CancellationToken is not last",
        "'{0}' stands before other parameters of '{1}': move it to the end, where callers look for it and a default value can be given");

    public static readonly DiagnosticDescriptor NoToken = Rule.Hint(
        "TSND0208",
        "No CancellationToken",
        "'{0}' takes no CancellationToken, so that its callers cannot end a send before its time-out: add 'CancellationToken cancellationToken = default'");

    public static readonly DiagnosticDescriptor Params = Rule.Warning(
        "TSND0213",
        "Any number of messages",
        "'{0}' takes any number of messages, none included, and '{1}' sends each as a delivery of its own: take an array or IReadOnlyList<T> without 'params', or mark '{1}' [AmqpBatch] if envelopes are meant");

    public static readonly DiagnosticDescriptor Span = Rule.Error(
        "TSND0214",
        "Span cannot outlive the call",
        "'{0}' is of type '{1}', which ends with the call, and a send goes on after it: take ReadOnlyMemory<{2}>, to which an array converts, or IReadOnlyList<{2}>");

    public static readonly DiagnosticDescriptor NullableToken = Rule.Error(
        "TSND0207",
        "CancellationToken is nullable",
        "'{0}' is a nullable CancellationToken: write 'CancellationToken {0} = default'");

    public static readonly DiagnosticDescriptor OneBody = Rule.Error(
        "TSND0209",
        "Method needs one body",
        "'{0}' has {1}: exactly one parameter is a contract, a list of contracts or a Stream, every other one has a section attribute or is a CancellationToken");

    public static readonly DiagnosticDescriptor BatchReturn = Rule.Error(
        "TSND0212",
        "List and return type disagree",
        "'{0}' {1}");

    public static readonly DiagnosticDescriptor HiddenType = Rule.Error(
        "TSND0221",
        "Type is not visible to the generator",
        "'{0}' was not implemented, because a type that one of its methods uses was not there yet: types that other generators make come too late, so write that type by hand");

    public static readonly DiagnosticDescriptor BatchWithoutList = Rule.Error(
        "TSND0222",
        "Envelopes without a list",
        "'{0}' sends one message, and envelopes are for lists: remove [AmqpBatch]{1}");

    public static readonly DiagnosticDescriptor NegativeLimit = Rule.Error(
        "TSND0223",
        "Limit of an envelope is negative",
        "'{0}' is {1}, which would let nothing into an envelope: give it 1 or more, or leave it out for no limit");

    public static readonly DiagnosticDescriptor LimitAboveBroker = Rule.Warning(
        "TSND0224",
        "Limit of an envelope is above the broker's",
        "'{0}' is {1}, and {2} takes no more than {3} in an envelope: give it {3} or less, or leave it out");

    public static readonly DiagnosticDescriptor StreamsInList = Rule.Error(
        "TSND0226",
        "Streams in a list",
        "'{0}' holds several '{1}', and '{2}' sends one stream as the body of one message: take a '{1}', or a list of contracts with Encoding = AmqpBodyEncoding.Raw that have a member of that type");

    public static readonly DiagnosticDescriptor StreamInEnvelope = Rule.Error(
        "TSND0227",
        "Stream in an envelope",
        "'{0}' sends envelopes, and the body of '{1}' is a stream, which is read while a message of its own is sent: remove [AmqpBatch], or hold the bytes in ReadOnlyMemory<byte>");

    public static readonly DiagnosticDescriptor SendTimeout = Rule.Error(
        "TSND0230",
        "Time of a send is not usable",
        "{0}");

    public static readonly DiagnosticDescriptor Settled = Rule.Error(
        "TSND0250",
        "Settlement of a send is not possible",
        "{0}");

    public static readonly DiagnosticDescriptor AddressParameter = Rule.Error(
        "TSND0252",
        "Parameter of the address is missing",
        "'{0}' has no parameter '{1}', which the address '{2}' names: {3}");

    public static readonly DiagnosticDescriptor AddressPart = Rule.Error(
        "TSND0253",
        "Part of an address is no text",
        "'{0}' is part of the address '{1}', and its type is '{2}': use string, Guid or an integer");

    public static readonly DiagnosticDescriptor EnvelopeAddress = Rule.Error(
        "TSND0254",
        "Envelopes name no address",
        "'{0}' sends envelopes, which name no address, and {1}");

    public static readonly DiagnosticDescriptor GenericMethod = Rule.Error(
        "TSND0220",
        "Type parameter is not a contract",
        "'{0}' of '{1}' may stand for any type, and only contracts can be sent: write 'where {0} : IAmqpContract<{0}>', or a method for each contract");
}
