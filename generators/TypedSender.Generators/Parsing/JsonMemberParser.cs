using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Parsing;

/// <summary>Finds attributes without effect on the members of a JSON contract, which System.Text.Json lays out by attributes of its own.</summary>
internal static class JsonMemberParser
{
    private const string Layout = "System.Text.Json lays the body out: use [JsonPropertyName], [JsonPropertyOrder] or [JsonInclude]";
    private const string Ignoring = "System.Text.Json lays the body out: use [JsonIgnore]";
    private const string Converting = "System.Text.Json writes it: use [JsonConverter]";

    private const string JsonIgnore = "System.Text.Json.Serialization.JsonIgnoreAttribute";
    private const int IgnoredAlways = 1;

    /// <summary>Whether System.Text.Json neither writes nor reads the member.</summary>
    public static bool IsIgnored(ImmutableArray<AttributeData> attributes)
    {
        foreach (AttributeData attribute in attributes)
        {
            if (attribute.AttributeClass is { } type && Names.WellKnown(type) == JsonIgnore)
            {
                return Attributes.Named(attribute, "Condition") is null or IgnoredAlways;
            }
        }

        return false;
    }

    /// <param name="attributes">The attributes of the member.</param>
    /// <param name="placed">Whether a section attribute places its value elsewhere too, where what it says may hold.</param>
    /// <param name="displayName">The contract and the member.</param>
    /// <param name="fallback">Where to report what is not in source.</param>
    /// <param name="diagnostics">What is found.</param>
    public static void Check(ImmutableArray<AttributeData> attributes, bool placed, string displayName, Location fallback, DiagnosticBag diagnostics)
    {
        foreach (AttributeData attribute in attributes)
        {
            string? instead = Attributes.Is(attribute, Attributes.Ignore) ? Ignoring
                : Attributes.Is(attribute, Attributes.Member) && !(placed && Attributes.Named(attribute, "Symbol") is true) ? Layout
                : !placed && (Attributes.Is(attribute, Attributes.EnumAsString) || Attributes.Is(attribute, Attributes.Duration) || Attributes.Is(attribute, Attributes.Formatter)) ? Converting
                : null;
            if (instead is not null)
            {
                diagnostics.Add(ContractRules.NoEffect, Locations.OfAttribute(attribute, fallback), $"[{Attributes.ShortName(attribute)}]", displayName, instead);
            }
        }
    }
}
