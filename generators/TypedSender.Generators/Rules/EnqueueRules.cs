using Microsoft.CodeAnalysis;

namespace TypedSender.Generators.Rules;

/// <summary>The rules of methods that put their message into the queue of the sender.</summary>
internal static class EnqueueRules
{
    public static readonly DiagnosticDescriptor ReturnType = Rule.Error(
        "TSND0240",
        "Enqueueing has no outcome yet",
        "'{0}' {1} and returns '{2}', but its message has no outcome when it has been enqueued: {3}");

    public static readonly DiagnosticDescriptor Token = Rule.Error(
        "TSND0241",
        "Nothing to cancel",
        "'{0}' has nothing to cancel, because '{1}' returns bool and never waits: remove it, or return ValueTask to wait for room");

    public static readonly DiagnosticDescriptor List = Rule.Error(
        "TSND0242",
        "Lists are not enqueued",
        "'{0}' enqueues a list, of which there might be room for a part: take one message, and call it for each");

    public static readonly DiagnosticDescriptor Stream = Rule.Error(
        "TSND0243",
        "Streams are not enqueued",
        "'{0}' is a body whose bytes are read while its message is sent, and '{1}' returns before that: hold the bytes in ReadOnlyMemory<byte>, or await the send by a method that does not enqueue");
}
