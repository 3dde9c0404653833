using Microsoft.CodeAnalysis;

namespace TypedSender.Generators.Rules;

/// <summary>Makes the descriptors of rules. Each rule has a page of its own in <c>generators/rules</c>.</summary>
internal static class Rule
{
    private const string Category = "TypedSender";

    public static DiagnosticDescriptor Error(string id, string title, string message)
        => Create(id, title, message, DiagnosticSeverity.Error);

    public static DiagnosticDescriptor Warning(string id, string title, string message)
        => Create(id, title, message, DiagnosticSeverity.Warning);

    /// <summary>A rule about several types at once: reported by builds, not while typing.</summary>
    public static DiagnosticDescriptor ErrorOfCompilation(string id, string title, string message)
        => Create(id, title, message, DiagnosticSeverity.Error, WellKnownDiagnosticTags.CompilationEnd);

    /// <summary>The same as a warning.</summary>
    public static DiagnosticDescriptor WarningOfCompilation(string id, string title, string message)
        => Create(id, title, message, DiagnosticSeverity.Warning, WellKnownDiagnosticTags.CompilationEnd);

    public static DiagnosticDescriptor Info(string id, string title, string message)
        => Create(id, title, message, DiagnosticSeverity.Info);

    /// <summary>Guidance that is given only where it is asked for, by an .editorconfig.</summary>
    public static DiagnosticDescriptor Hint(string id, string title, string message)
        => Create(id, title, message, DiagnosticSeverity.Info, isEnabledByDefault: false);

    private static DiagnosticDescriptor Create(string id, string title, string message, DiagnosticSeverity severity, params string[] customTags)
        => Create(id, title, message, severity, isEnabledByDefault: true, customTags);

    private static DiagnosticDescriptor Create(string id, string title, string message, DiagnosticSeverity severity, bool isEnabledByDefault, params string[] customTags)
        => new(id, title, message, Category, severity, isEnabledByDefault, helpLinkUri: $"{ProductInfo.DocumentationUrl}generators/rules/{id}.md", customTags: customTags);
}
