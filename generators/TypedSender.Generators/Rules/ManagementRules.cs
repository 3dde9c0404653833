using Microsoft.CodeAnalysis;

namespace TypedSender.Generators.Rules;

/// <summary>The rules of management interfaces, and of their methods and parameters.</summary>
internal static class ManagementRules
{
    public static readonly DiagnosticDescriptor NotPartial = Rule.Error(
        "TSND0601",
        "Management interface must be partial",
        "Management interface '{0}' must be partial, so that its implementation can be nested in it: write 'partial' before 'interface'");

    public static readonly DiagnosticDescriptor ContainerNotPartial = Rule.Error(
        "TSND0602",
        "Containing type must be partial",
        "Management interface '{0}' is nested in '{1}', which must be partial too: write 'partial' before its keyword");

    public static readonly DiagnosticDescriptor NotAccessible = Rule.Error(
        "TSND0603",
        "Management interface is not accessible",
        "Management interface '{0}' cannot be reached by generated code because '{1}' is {2}: make it internal or public");

    public static readonly DiagnosticDescriptor OpenGeneric = Rule.Error(
        "TSND0604",
        "Management interface is generic",
        "Management interface '{0}' has type parameters, its own or its container's: derive an interface without them from it, and mark that one");

    public static readonly DiagnosticDescriptor UnsupportedMember = Rule.Error(
        "TSND0605",
        "Management interface member is not a method",
        "'{0}' is {1}; a management interface holds methods that make requests, and members with a body of their own");

    public static readonly DiagnosticDescriptor UnreachableMember = Rule.Error(
        "TSND0606",
        "Inherited member cannot be implemented",
        "'{0}' cannot be implemented for '{1}', because it is internal to another assembly: derive '{1}' from another interface, or have that assembly make it public or name this one in [InternalsVisibleTo]");

    public static readonly DiagnosticDescriptor SenderToo = Rule.Error(
        "TSND0607",
        "Interface is a sender and a management interface",
        "'{0}' is marked [AmqpSender] and [AmqpManagement], and each method either sends or makes a request: write two interfaces");

    public static readonly DiagnosticDescriptor InvalidText = Rule.Error(
        "TSND0608",
        "Text of a request cannot be sent",
        "'{0}' cannot be {1}: {2}");

    public static readonly DiagnosticDescriptor NoOperation = Rule.Error(
        "TSND0610",
        "Method has no operation",
        "'{0}' makes a request, and nothing says which operation it asks for: mark it [AmqpManagementOperation(\"READ\", Type = \"...\")], or give it a body");

    public static readonly DiagnosticDescriptor ReturnType = Rule.Error(
        "TSND0611",
        "Return type of a request is not supported",
        "'{0}' cannot return '{1}': use ValueTask or Task of a contract, of AmqpMessage or of AmqpManagementResponse, or ValueTask or Task alone where the response is not needed");

    public static readonly DiagnosticDescriptor GenericMethod = Rule.Error(
        "TSND0612",
        "Request method is generic",
        "'{0}' is generic, and what it asks for must be known when it is compiled: write a method for each type");

    public static readonly DiagnosticDescriptor PassedOtherwise = Rule.Error(
        "TSND0613",
        "Parameter is passed by reference or as many",
        "'{0}' is a {1} parameter; a request takes one value for each of its parameters: remove '{1}'");

    public static readonly DiagnosticDescriptor PropertyType = Rule.Error(
        "TSND0614",
        "Parameter has no place in the request",
        "'{0}' of '{1}' is of type '{2}', which is not a simple type, and the application properties of a request hold nothing else (AMQP 1.0, 3.2.5): {3}");

    public static readonly DiagnosticDescriptor BodyType = Rule.Error(
        "TSND0615",
        "Type cannot be the body of a request",
        "'{0}' of '{1}' is of type '{2}', and a body is one AMQP value: {3}");

    public static readonly DiagnosticDescriptor ManyBodies = Rule.Error(
        "TSND0616",
        "Request has more than one body",
        "'{0}' is a further body of '{1}': keep one, and put both values into an AmqpMap if they belong together");

    public static readonly DiagnosticDescriptor Property = Rule.Error(
        "TSND0617",
        "Application property is taken",
        "'{0}' would be the application property '{1}', {2}: name another one by [ApplicationProperty(\"...\")]");

    public static readonly DiagnosticDescriptor Timeout = Rule.Error(
        "TSND0618",
        "Parameter cannot be the time-out",
        "'{0}' {1}");
}
