using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace TypedSender.Generators.Parsing;

/// <summary>Whether the project's version of C# can compile generated code.</summary>
internal static class LanguageVersions
{
    private const LanguageVersion Required = LanguageVersion.CSharp12;

    /// <summary>The version, if generated code would not compile in it; otherwise null.</summary>
    public static string? TooOld(ParseOptions? options)
        => options is CSharpParseOptions { LanguageVersion: < Required } old ? old.LanguageVersion.ToDisplayString() : null;
}
