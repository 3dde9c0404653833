using Microsoft.CodeAnalysis;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Parsing;

/// <summary>Checks the texts in source that a request carries: they must say something, and UTF-8 must have something for it.</summary>
internal static class RequestText
{
    public static void Check(string text, string place, Location location, DiagnosticBag diagnostics)
    {
        string? reason = string.IsNullOrWhiteSpace(text) ? "it is empty" : ConstantText.Obstacle(text);
        if (reason is not null)
        {
            diagnostics.Add(ManagementRules.InvalidText, location, ConstantText.Display(text), place, reason);
        }
    }
}
