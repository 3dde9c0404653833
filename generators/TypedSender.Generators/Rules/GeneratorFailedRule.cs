using System;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Model;

namespace TypedSender.Generators.Rules;

/// <summary>TSND0001, the one diagnostic that generators report themselves.</summary>
internal static class GeneratorFailedRule
{
    public static readonly DiagnosticDescriptor Descriptor = Rule.Error(
        "TSND0001",
        "Nothing was generated for a type",
        "Nothing was generated for '{0}': {1}");

    public static Diagnostic Create(GeneratorFailure failure)
        => Diagnostic.Create(
            Descriptor,
            Location.Create(failure.FilePath, failure.Span, failure.LineSpan),
            failure.Type,
            failure.Reason);

    public static Diagnostic Create(string type, Exception exception)
        => Diagnostic.Create(
            Descriptor,
            Location.None,
            type,
            $"the generator failed with {exception.GetType().Name}: {exception.Message}");
}
