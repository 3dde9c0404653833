using Microsoft.CodeAnalysis;

namespace TypedSender.Generators.Rules;

/// <summary>TSND0002: what is generated is C# 12.</summary>
internal static class LanguageVersionRule
{
    public static readonly DiagnosticDescriptor Descriptor = Rule.ErrorOfCompilation(
        "TSND0002",
        "Language version is too old",
        "Nothing is generated for '{0}' or any other type, because generated code is C# 12, and the project is compiled as C# {1}: remove <LangVersion> from the project, or set it to 12 or later");
}
