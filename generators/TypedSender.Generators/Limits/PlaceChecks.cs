using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Baselines;
using TypedSender.Generators.Model;
using TypedSender.Generators.Parsing;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Limits;

/// <summary>Checks annotations, properties and addresses against the limits of brokers.</summary>
internal sealed class PlaceChecks
{
    private readonly IReadOnlyList<BrokerLimits> _limits;
    private readonly Location _fallback;
    private readonly List<Diagnostic> _found;

    public PlaceChecks(IReadOnlyList<BrokerLimits> limits, Location fallback, List<Diagnostic> found)
    {
        _limits = limits;
        _fallback = fallback;
        _found = found;
    }

    /// <summary>Checks the constants of a type, an interface or a method.</summary>
    public void CheckConstants(ISymbol owner) => Check(owner.GetAttributes(), null, owner);

    /// <summary>Checks a member or parameter.</summary>
    public void CheckValue(ISymbol symbol, ITypeSymbol type) => Check(MemberAttributes.Of(symbol), type, symbol);

    /// <summary>Checks the address of a sender.</summary>
    public void CheckAddress(AttributeData sender)
    {
        if (Attributes.Text(sender, 0) is not { Length: > 0 } address)
        {
            return;
        }

        foreach (BrokerLimits limits in _limits)
        {
            if (limits.AddressPrefixes.Count > 0 && !(limits.TakesPlainAddresses && address[0] != '/') && !BeginsWithOne(address, limits.AddressPrefixes))
            {
                Add(ProfileRules.AddressForm, Locations.OfArgument(sender, 0, _fallback), address, string.Join(", ", limits.AddressPrefixes), limits.Name, limits.AddressConsequence);
            }
        }
    }

    private void Check(ImmutableArray<AttributeData> attributes, ITypeSymbol? type, ISymbol owner)
    {
        foreach (AttributeData attribute in attributes)
        {
            if (SectionPlace.Of(attribute) is not { } place)
            {
                continue;
            }

            foreach (BrokerLimits limits in _limits)
            {
                CheckKey(limits, place, attribute);
                CheckLength(limits, place, attribute, attributes, type, owner);
                CheckType(limits, place, attribute, type, owner);
            }
        }
    }

    private void CheckKey(BrokerLimits limits, SectionPlace place, AttributeData attribute)
    {
        if (place.Slot == SectionSlot.MessageAnnotation && !place.Key.StartsWith(limits.AnnotationPrefix, StringComparison.Ordinal))
        {
            Location location = place.HasFixedKey ? Locations.OfAttribute(attribute, _fallback) : Locations.OfArgument(attribute, 0, _fallback);
            Add(ProfileRules.AnnotationKey, location, place.Key, limits.AnnotationPrefix, limits.Name, limits.AnnotationConsequence);
        }
    }

    private void CheckLength(BrokerLimits limits, SectionPlace place, AttributeData attribute, ImmutableArray<AttributeData> attributes, ITypeSymbol? type, ISymbol owner)
    {
        if (!limits.MaxLengths.TryGetValue(ContractLines.Place(place.Slot, place.Key), out int most))
        {
            return;
        }

        if (type is null)
        {
            // What an attribute of ours that stands for another takes is TSND0219.
            if (Attributes.Text(attribute, place.ValueIndex) is { } text && text.Length > most && place.MaxLength == 0)
            {
                AddTooLong(Locations.OfArgument(attribute, place.ValueIndex, _fallback), $"The constant of {place.Display()}", "has", text.Length);
            }
        }
        else if (type.SpecialType == SpecialType.System_String && LengthAttributes.Find(attributes) is { } found && found.MaxLength > most && place.MaxLength == 0)
        {
            AddTooLong(Locations.OfArgument(found.Attribute, 0, _fallback), $"'{Names.Display(owner)}', which is the {place.Display()},", "may have", found.MaxLength);
        }

        void AddTooLong(Location location, string what, string verb, int length)
            => Add(ProfileRules.TooLong, location, what, verb, Number(length), limits.Name, Number(most));
    }

    private void CheckType(BrokerLimits limits, SectionPlace place, AttributeData attribute, ITypeSymbol? type, ISymbol owner)
    {
        if (place.Slot != SectionSlot.ApplicationProperty || limits.PropertyTypes.Count == 0)
        {
            return;
        }

        ValueKind kind = type is null ? ConstantKind(attribute, place.ValueIndex) : KindOf(type);
        string name = ValueText.Of(kind);
        int note = name.IndexOf('(');
        name = note < 0 ? name : name.Substring(0, note);
        if (kind != ValueKind.Invalid && !Contains(limits.PropertyTypes, name))
        {
            Location location = type is null ? Locations.OfArgument(attribute, place.ValueIndex, _fallback) : TypeToken.Of(owner, _fallback).WithoutNullable().Location;
            Add(ProfileRules.PropertyType, location, place.Key, name, limits.Name, string.Join(", ", limits.PropertyTypes));
        }
    }

    private static ValueKind ConstantKind(AttributeData attribute, int index)
        => Attributes.Positional(attribute, index) is { } constant && Literals.Of(constant) is { } literal ? literal.Kind : ValueKind.Invalid;

    private static ValueKind KindOf(ITypeSymbol type)
        => ScalarTypes.Of(type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type);

    private static bool BeginsWithOne(string text, IReadOnlyList<string> prefixes)
    {
        foreach (string prefix in prefixes)
        {
            if (text.StartsWith(prefix, StringComparison.Ordinal) && text.Length > prefix.Length)
            {
                return true;
            }
        }

        return false;
    }

    private static bool Contains(IReadOnlyList<string> names, string name)
    {
        foreach (string each in names)
        {
            if (each == name)
            {
                return true;
            }
        }

        return false;
    }

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private void Add(DiagnosticDescriptor rule, Location location, params object[] arguments) => _found.Add(Diagnostic.Create(rule, location, arguments));
}
