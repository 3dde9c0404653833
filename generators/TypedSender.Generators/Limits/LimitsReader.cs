using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Parsing;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Limits;

/// <summary>Finds what the brokers take that the messages of a contract or a sender go to.</summary>
internal sealed class LimitsReader
{
    private const string Edition = "Edition";

    private readonly BrokerLimits? _ofFile;
    private readonly BrokerLimits? _ofAssembly;

    public LimitsReader(Compilation compilation, BrokerLimits? ofFile)
    {
        _ofFile = ofFile;
        _ofAssembly = Of(Attributes.Find(compilation.Assembly, Attributes.Broker));
    }

    /// <summary>The limits that contracts of the assembly are held to.</summary>
    public IReadOnlyList<BrokerLimits> OfContracts() => Known(_ofAssembly);

    /// <summary>The limits that a sender is held to: those of the broker that it names, or an interface that it inherits, or its assembly.</summary>
    public IReadOnlyList<BrokerLimits> OfSender(INamedTypeSymbol sender) => Known(Own(sender) is { } attribute ? Of(attribute) : _ofAssembly);

    /// <summary>Whether a sender goes to another broker than its assembly names, so that its contracts are held to other limits.</summary>
    public bool HasOwnBroker(INamedTypeSymbol sender) => Own(sender) is { } attribute && Of(attribute) != _ofAssembly;

    /// <summary>Says that an edition is none of the broker that is named beside it.</summary>
    public static Diagnostic? CheckEdition(ISymbol owner)
    {
        if (Attributes.Find(owner, Attributes.Broker) is not { } attribute
            || Kind(attribute) is not { } kind
            || BrokerProfiles.Find(kind) is not { } profile
            || EditionOf(attribute) is not { } edition
            || edition == AmqpBrokerEdition.Unspecified
            || KnownLimits.Find(kind, edition) is not null)
        {
            return null;
        }

        return Diagnostic.Create(ProfileRules.EditionOfOtherBroker, Locations.OfNamedArgument(attribute, Edition, Locations.Of(owner)), edition.ToString(), profile.Name);
    }

    private static AttributeData? Own(INamedTypeSymbol sender)
    {
        AttributeData? attribute = Attributes.Find(sender, Attributes.Broker);
        foreach (INamedTypeSymbol inherited in sender.AllInterfaces)
        {
            attribute ??= Attributes.Find(inherited, Attributes.Broker);
        }

        return attribute;
    }

    private IReadOnlyList<BrokerLimits> Known(BrokerLimits? ofBroker)
    {
        var all = new List<BrokerLimits>();
        if (ofBroker is not null)
        {
            all.Add(ofBroker);
        }

        if (_ofFile is not null)
        {
            all.Add(_ofFile);
        }

        return all;
    }

    private static BrokerLimits? Of(AttributeData? attribute)
        => attribute is not null && Kind(attribute) is { } kind ? KnownLimits.Find(kind, EditionOf(attribute) ?? AmqpBrokerEdition.Unspecified) : null;

    private static AmqpBrokerKind? Kind(AttributeData attribute)
        => attribute.AttributeConstructor is not null && Attributes.Value(Attributes.Positional(attribute, 0)) is int kind ? (AmqpBrokerKind)kind : null;

    private static AmqpBrokerEdition? EditionOf(AttributeData attribute) => Attributes.Named(attribute, Edition) is int edition ? (AmqpBrokerEdition)edition : null;
}
