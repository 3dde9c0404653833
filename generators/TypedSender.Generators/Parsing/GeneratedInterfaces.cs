using Microsoft.CodeAnalysis;

namespace TypedSender.Generators.Parsing;

/// <summary>The interfaces that the generators themselves add to senders and management interfaces.</summary>
internal static class GeneratedInterfaces
{
    public static bool Has(INamedTypeSymbol type) => type.Name is "ITypedSender" or "IAmqpManagement" && Attributes.IsOurs(type);
}
