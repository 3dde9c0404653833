using Microsoft.CodeAnalysis;

namespace TypedSender.Generators.Rules;

/// <summary>The rules of code that reads contracts.</summary>
internal static class ReadRules
{
    public static readonly DiagnosticDescriptor NotReadable = Rule.Error(
        "TSND0340",
        "Contract cannot be read",
        "'{0}' cannot be read: {1}");
}
