using Microsoft.CodeAnalysis;

namespace TypedSender.Generators.Rules;

/// <summary>The rules of code that uses clients and senders.</summary>
internal static class CallSiteRules
{
    public static readonly DiagnosticDescriptor OutcomeDiscarded = Rule.Warning(
        "TSND0701",
        "Outcome is discarded",
        "The outcome of '{0}' is not used, and a message that was not taken goes unnoticed: look at it, call EnsureSuccess, or write '_ =' if it does not matter");

    public static readonly DiagnosticDescriptor NotAwaited = Rule.Warning(
        "TSND0702",
        "Send is not awaited",
        "'{0}' is not awaited, so its outcome and its exceptions are lost: write 'await', or '_ =' if they do not matter");

    public static readonly DiagnosticDescriptor AwaitedTwice = Rule.Warning(
        "TSND0703",
        "ValueTask is awaited twice",
        "'{0}' may have been awaited before, and a ValueTask has its result once: await it once and keep the result, or make a Task of it by AsTask");

    public static readonly DiagnosticDescriptor Blocking = Rule.Warning(
        "TSND0704",
        "Thread is blocked on a send",
        "'{0}' blocks the thread until '{1}' ends, and threads of the pool are needed for that: write 'await'");

    public static readonly DiagnosticDescriptor ClientPerSend = Rule.Info(
        "TSND0705",
        "Client is made for each send",
        "This '{0}' is made and closed {1}, and each one connects anew: make one for each broker, and keep it");

    public static readonly DiagnosticDescriptor UsedAfterDisposal = Rule.Warning(
        "TSND0706",
        "Used after the client was closed",
        "'{0}' is used here, and '{1}' has been closed before: close it last");

    public static readonly DiagnosticDescriptor TokenNotPassed = Rule.Info(
        "TSND0707",
        "CancellationToken is not passed on",
        "'{0}' takes a CancellationToken, and '{1}' is not passed to it: pass it, or CancellationToken.None if the send must not be canceled");

    public static readonly DiagnosticDescriptor UnusableUrl = Rule.Error(
        "TSND0708",
        "URL cannot be used",
        "{0}");

    public static readonly DiagnosticDescriptor NotMarked = Rule.Error(
        "TSND0709",
        "Interface is not marked as a sender",
        "'{0}' cannot be the type argument of '{1}': {2}");

    public static readonly DiagnosticDescriptor UnspecifiedKind = Rule.Warning(
        "TSND0710",
        "DateTime has no kind",
        "'{0}' gives '{1}' a DateTime that {2} of kind Unspecified, which cannot be sent: {3}");

    public static readonly DiagnosticDescriptor UnnamedContract = Rule.Warning(
        "TSND0711",
        "Generic contract is named nowhere",
        "There is no code for '{0}', which is made where the type is named, and here it is inferred alone: write '{1}<{0}>', or [assembly: AmqpContractFor<{0}>]");

    public static readonly DiagnosticDescriptor AsyncVoid = Rule.Warning(
        "TSND0712",
        "Send is awaited in a function that returns void",
        "'{0}' is awaited in a function that returns void, so that nobody waits for the send and its exceptions end the process: return Task");

    public static readonly DiagnosticDescriptor NoContract = Rule.Error(
        "TSND0713",
        "Type is not a contract",
        "'{0}' cannot be the type argument of '{1}': {2}");
}
