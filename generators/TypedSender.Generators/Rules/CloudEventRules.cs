using Microsoft.CodeAnalysis;

namespace TypedSender.Generators.Rules;

/// <summary>The rules of contracts that are CloudEvents.</summary>
internal static class CloudEventRules
{
    public static readonly DiagnosticDescriptor Body = Rule.Error(
        "TSND0342",
        "Body cannot be the data of a CloudEvent",
        "'{0}' is a CloudEvent, {1}");

    public static readonly DiagnosticDescriptor Attribute = Rule.Error(
        "TSND0343",
        "Attribute of a CloudEvent cannot be sent",
        "{0} of '{1}' cannot be sent: {2}");

    public static readonly DiagnosticDescriptor NoId = Rule.Error(
        "TSND0344",
        "CloudEvent has no id",
        "'{0}' is a CloudEvent, and {1}: mark a member of type string, which is never null, [CloudEventId]");
}
