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

    /// <summary>A rule that is silent until a configuration asks for it, because it would say something of most correct code.</summary>
    public static DiagnosticDescriptor InfoOnRequest(string id, string title, string message)
        => new(id, title, message, Category, DiagnosticSeverity.Info, isEnabledByDefault: false, helpLinkUri: Page(id));

    private static DiagnosticDescriptor Create(string id, string title, string message, DiagnosticSeverity severity, params string[] customTags)
        => new(id, title, message, Category, severity, isEnabledByDefault: true, helpLinkUri: Page(id), customTags: customTags);

    private static string Page(string id) => $"{ProductInfo.DocumentationUrl}generators/rules/{id}.md";
}
