using Microsoft.CodeAnalysis;

namespace TypedSender.Generators.Rules;

/// <summary>Makes the descriptors of rules. Each rule has a page of its own in <c>generators/rules</c>.</summary>
internal static class Rule
{
    private const string Category = "TypedSender";

    public static DiagnosticDescriptor Error(string id, string title, string message)
        => new(id, title, message, Category, DiagnosticSeverity.Error, isEnabledByDefault: true);

    public static DiagnosticDescriptor Warning(string id, string title, string message)
        => new(id, title, message, Category, DiagnosticSeverity.Warning, isEnabledByDefault: true);

    /// <summary>A rule about several types at once: reported by builds, not while typing.</summary>
    public static DiagnosticDescriptor ErrorOfCompilation(string id, string title, string message)
        => new(id, title, message, Category, DiagnosticSeverity.Error, isEnabledByDefault: true, customTags: WellKnownDiagnosticTags.CompilationEnd);

    /// <summary>The same as a warning.</summary>
    public static DiagnosticDescriptor WarningOfCompilation(string id, string title, string message)
        => new(id, title, message, Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, customTags: WellKnownDiagnosticTags.CompilationEnd);

    public static DiagnosticDescriptor Info(string id, string title, string message)
        => new(id, title, message, Category, DiagnosticSeverity.Info, isEnabledByDefault: true);
}
