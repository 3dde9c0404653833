using System.Globalization;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Parsing;

/// <summary>Reads which broker a sender sends to: what it says itself, or an interface that it inherits, or its assembly. The nearer wins.</summary>
internal static class BrokerParser
{
    /// <summary>The profile of the broker; null where none is named.</summary>
    public static BrokerProfile? Read(INamedTypeSymbol sender, DiagnosticBag diagnostics)
    {
        if (Attributes.Find(sender, Attributes.Broker) is { } own)
        {
            return Of(own, diagnostics, Locations.Of(sender));
        }

        (INamedTypeSymbol Interface, BrokerProfile? Profile)? found = null;
        foreach (INamedTypeSymbol inherited in sender.AllInterfaces)
        {
            if (Attributes.Find(inherited, Attributes.Broker) is not { } attribute)
            {
                continue;
            }

            var others = new DiagnosticBag();
            BrokerProfile? profile = Of(attribute, others, Locations.Of(inherited, Locations.Of(sender)));
            diagnostics.AddInherited(others, inherited);
            if (found is not { } nearer)
            {
                found = (inherited, profile);
            }
            else if (!InterfaceInheritance.Joins(nearer.Interface, inherited) && nearer.Profile?.Kind != profile?.Kind)
            {
                diagnostics.Add(SectionRules.DuplicateBinding, Locations.Of(sender), "AmqpBroker", InterfaceInheritance.Conflict(nearer.Interface, inherited));
            }
        }

        // What is wrong with that of the assembly is reported once, and not at each sender.
        return found is { } inherits ? inherits.Profile
            : OfAssembly(sender.ContainingAssembly);
    }

    /// <summary>The profile of the broker that an assembly names; null where it names none.</summary>
    public static BrokerProfile? OfAssembly(IAssemblySymbol assembly)
        => SymbolFacts.Get(
            static facts => facts.Brokers,
            assembly,
            static each => Attributes.Find(each, Attributes.Broker) is { } common ? Of(common, new DiagnosticBag(), Location.None) : null);

    /// <summary>Reports what is wrong with the attribute of an assembly, or of an interface that is no sender itself.</summary>
    public static void Check(ISymbol owner, DiagnosticBag diagnostics)
    {
        if (Attributes.Find(owner, Attributes.Broker) is { } attribute)
        {
            Of(attribute, diagnostics, Locations.Of(owner));
        }
    }

    private static BrokerProfile? Of(AttributeData attribute, DiagnosticBag diagnostics, Location fallback)
    {
        if (attribute.AttributeConstructor is null || Attributes.Value(Attributes.Positional(attribute, 0)) is not int kind)
        {
            return null;
        }

        if (BrokerProfiles.Find((AmqpBrokerKind)kind) is { } profile)
        {
            return profile;
        }

        diagnostics.Add(SenderRules.UnknownBroker, Locations.OfArgument(attribute, 0, fallback), kind.ToString(CultureInfo.InvariantCulture));
        return null;
    }
}
