using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using TypedSender.Generators.Collections;
using TypedSender.Generators.Model;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Parsing;

/// <summary>Reads the section attributes of a contract type, a method or a sender interface: constants.</summary>
internal static class ConstantParser
{
    private const double LongestTimeToLive = uint.MaxValue / 1000d;

    /// <summary>The constants of a contract: its own, and behind them those of its base types, where nothing nearer has the place.</summary>
    public static IReadOnlyList<ConstantBinding> ReadContract(ContractDeclaration contract, DiagnosticBag diagnostics)
    {
        SectionScope scope = SectionScope.OfContract(contract);
        var bound = new BoundSlots();
        var all = new List<ConstantBinding>(Read(contract.Marked, bound, scope, diagnostics, contract.Location));
        all.AddRange(CloudEvents.Constants(contract, bound, diagnostics));
        for (INamedTypeSymbol? ancestor = contract.Marked.BaseType; ancestor is { SpecialType: SpecialType.None }; ancestor = ancestor.BaseType)
        {
            foreach (ConstantBinding inherited in ReadInherited(ancestor, scope, contract.Location, diagnostics))
            {
                if (!all.Exists(nearer => nearer.Slot == inherited.Slot && nearer.Key == inherited.Key))
                {
                    all.Add(inherited);
                }
            }
        }

        return all;
    }

    /// <summary>The constants of a base type, whose problems are reported at its own declaration if that is in source.</summary>
    public static IReadOnlyList<ConstantBinding> ReadInherited(INamedTypeSymbol ancestor, SectionScope scope, Location fallback, DiagnosticBag diagnostics)
    {
        var found = new DiagnosticBag();
        IReadOnlyList<ConstantBinding> constants = Read(ancestor, new BoundSlots(), scope, found, fallback);
        diagnostics.AddInherited(found, ancestor);
        return constants;
    }

    public static IReadOnlyList<ConstantBinding> Read(ISymbol symbol, BoundSlots bound, SectionScope scope, DiagnosticBag diagnostics, Location? otherwise = null)
    {
        ImmutableArray<AttributeData> attributes = symbol.GetAttributes();
        if (attributes.IsEmpty)
        {
            return Array.Empty<ConstantBinding>();
        }

        var constants = new List<ConstantBinding>();
        Location fallback = Locations.Of(symbol, otherwise);
        foreach (AttributeData attribute in attributes)
        {
            if (SectionPlace.Of(attribute) is not { } place)
            {
                continue;
            }

            CheckKey(place, attribute, fallback, diagnostics);
            bound.Add(place, Locations.OfAttribute(attribute, fallback), diagnostics);
            if (Constant(place, attribute, fallback, symbol, diagnostics) is { } constant)
            {
                constants.Add(constant with { SetsExpiryTimes = place.Slot == SectionSlot.TimeToLive && scope.SetsExpiryTimes([]) });
            }
        }

        return constants;
    }

    /// <summary>Reports a key that cannot be sent.</summary>
    public static void CheckKey(SectionPlace place, AttributeData attribute, Location fallback, DiagnosticBag diagnostics)
    {
        if (attribute.AttributeConstructor is null)
        {
            // The arguments do not compile, which the compiler says.
            diagnostics.RequireStub(SectionRules.InvalidConstant.Id);
        }
        else if (SectionSlots.KeyObstacle(place.Slot, place.Key) is { } reason)
        {
            string what = place.Slot == SectionSlot.ApplicationProperty ? "the key of an " : "the key of a ";
            diagnostics.Add(SectionRules.InvalidConstant, Locations.OfArgument(attribute, 0, fallback), ConstantText.Display(place.Key), what + SectionSlots.Field(place.Slot), reason);
        }
    }

    private static ConstantBinding? Constant(SectionPlace place, AttributeData attribute, Location fallback, ISymbol symbol, DiagnosticBag diagnostics)
    {
        (SectionSlot slot, string key, int index) = place;
        if (attribute.AttributeConstructor is null)
        {
            // The arguments do not compile, which the compiler says.
            return null;
        }

        TypedConstant? argument = Attributes.Positional(attribute, index);
        if (argument is null)
        {
            if (slot is SectionSlot.Durable or SectionSlot.FirstAcquirer)
            {
                return new ConstantBinding(slot, key, ValueKind.Boolean, "true", ConstantEncoding.Scalar(true));
            }

            diagnostics.Add(
                SectionRules.ValueAndPlace,
                Locations.OfAttribute(attribute, fallback),
                $"'{Names.Display(symbol)}' has no value to send as {SectionSlots.Field(slot)}: give [{Attributes.ShortName(attribute)}] a constant, or mark a member or parameter with it");
            return null;
        }

        if (argument.Value.Kind == TypedConstantKind.Error)
        {
            return null;
        }

        Location location = Locations.OfArgument(attribute, index, fallback);
        object? value = Attributes.Value(argument);
        string? reason = Invalid(slot, argument.Value, value) ?? Misfit(place, argument.Value, value);
        if (reason is not null)
        {
            diagnostics.Add(SectionRules.InvalidConstant, location, Text(argument.Value, value), SectionSlots.Field(slot), reason);
            return null;
        }

        if (slot == SectionSlot.TimeToLive)
        {
            uint milliseconds = Milliseconds((double)value!);
            return new ConstantBinding(slot, key, ValueKind.UInt, milliseconds.ToString(CultureInfo.InvariantCulture) + "u", ConstantEncoding.Scalar(milliseconds));
        }

        return Literals.Of(argument.Value) is { } literal
            ? new ConstantBinding(slot, key, literal.Kind, literal.Text, Bytes(slot, value))
            : null;
    }

    /// <summary>The nearest number of milliseconds, and at least one of a time that is not zero: zero means at once, or never.</summary>
    public static uint Milliseconds(double seconds)
    {
        double milliseconds = Math.Round(seconds * 1000, MidpointRounding.AwayFromZero);
        return milliseconds == 0 && seconds > 0 ? 1 : (uint)milliseconds;
    }

    private static EquatableArray<byte> Bytes(SectionSlot slot, object? value) => (slot, value) switch
    {
        (SectionSlot.UserId, string text) => ConstantEncoding.Binary(text),
        (SectionSlot.ContentType or SectionSlot.ContentEncoding, string text) => ConstantEncoding.Symbol(text),
        _ => ConstantEncoding.Scalar(value),
    };

    private static string? Invalid(SectionSlot slot, TypedConstant argument, object? value) => slot switch
    {
        _ when SectionSlots.IsKeyed(slot) && Literals.Of(argument) is null => "use a boolean, number, character, string or enum",
        SectionSlot.TimeToLive => value is double seconds && seconds >= 0 && seconds <= LongestTimeToLive ? null : "it goes from 0 to 4294967.295 seconds",
        SectionSlot.ContentType or SectionSlot.ContentEncoding when value is string text => ConstantText.ObstacleAsSymbol(text),
        _ when value is null => "it is null",
        _ => ConstantText.Obstacle(value),
    };

    /// <summary>Why a constant does not fit a place that takes values of one type, or short ones, alone; null if it does.</summary>
    private static string? Misfit(SectionPlace place, TypedConstant argument, object? value)
        => place.ValueType is not null && Literals.Of(argument) is { } literal && !place.Fits(literal.Kind) ? "it is no " + place.Expected()
            : place.MaxLength > 0 && value is string text && text.Length > place.MaxLength
                ? $"it has {text.Length.ToString(CultureInfo.InvariantCulture)} characters, and no more than {place.MaxLength.ToString(CultureInfo.InvariantCulture)} are taken"
            : null;

    private static string Text(TypedConstant argument, object? value) => value switch
    {
        null when argument.Kind == TypedConstantKind.Array && !argument.IsNull => Names.Display(argument.Type!),
        null => "null",
        ITypeSymbol type => $"typeof({Names.Display(type)})",
        string text => ConstantText.Display(text),
        char character => ConstantText.Display(character.ToString()),
        _ => SymbolDisplay.FormatPrimitive(value, quoteStrings: false, useHexadecimalNumbers: false) ?? value.ToString(),
    };
}
