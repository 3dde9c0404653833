using Microsoft.CodeAnalysis;

namespace TypedSender.Generators.Rules;

/// <summary>The rules of section attributes.</summary>
internal static class SectionRules
{
    public static readonly DiagnosticDescriptor PropertyType = Rule.Error(
        "TSND0210",
        "Type is not allowed in application properties",
        "'{0}' in '{1}' is not a simple type, and application properties hold nothing else (AMQP 1.0, 3.2.5): send it in the body");

    /// <summary>What is said of two bindings at one level.</summary>
    public const string Twice = "twice at one level";

    public static readonly DiagnosticDescriptor DuplicateBinding = Rule.Error(
        "TSND0211",
        "Two bindings of one field",
        "'{0}' is bound {1}: remove one of the bindings");

    public static readonly DiagnosticDescriptor FieldType = Rule.Error(
        "TSND0215",
        "Type does not fit the field",
        "'{0}' in '{3}' cannot be sent as {1}: use {2}");

    public static readonly DiagnosticDescriptor ValueAndPlace = Rule.Error(
        "TSND0218",
        "Constant and place disagree",
        "{0}");

    public static readonly DiagnosticDescriptor InvalidConstant = Rule.Error(
        "TSND0219",
        "Constant cannot be sent",
        "'{0}' cannot be sent as {1}: {2}");

    public static readonly DiagnosticDescriptor Alias = Rule.Error(
        "TSND0225",
        "Attribute stands for no place",
        "[{0}] names no place in a message: {1}");
}
