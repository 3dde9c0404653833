using Microsoft.CodeAnalysis;

namespace TypedSender.Generators.Rules;

/// <summary>TSND0005: code that was generated in another assembly is of a version that the runtime does not run.</summary>
internal static class GeneratedCodeVersionRule
{
    public static readonly DiagnosticDescriptor Descriptor = Rule.ErrorOfCompilation(
        "TSND0005",
        "Generated code is of another version",
        "'{0}' holds generated code of version {1}, and TypedSender {2} runs {3}: {4}");
}
