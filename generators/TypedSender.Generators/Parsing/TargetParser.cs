using System.Collections.Generic;
using System.Globalization;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Collections;
using TypedSender.Generators.Model;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Parsing;

/// <summary>Reads what a sender interface asks of its target besides the address: capabilities of all interfaces, and of durability and expiry the nearest.</summary>
internal sealed class TargetParser
{
    private const uint LastDurability = 2;
    private const byte LastExpiryPolicy = 3;

    private readonly List<string> _capabilities = new();
    private readonly INamedTypeSymbol _sender;
    private readonly DiagnosticBag _all;
    private (INamedTypeSymbol Interface, string Text)? _durability;
    private (INamedTypeSymbol Interface, string Text, uint Seconds)? _expiry;

    private TargetParser(INamedTypeSymbol sender, DiagnosticBag diagnostics)
    {
        _sender = sender;
        _all = diagnostics;
    }

    /// <summary>Reads a sender and its base interfaces.</summary>
    public static TargetModel Read(INamedTypeSymbol sender, DiagnosticBag diagnostics)
    {
        var parser = new TargetParser(sender, diagnostics);
        parser.AddFrom(sender, diagnostics);
        foreach (INamedTypeSymbol inherited in sender.AllInterfaces)
        {
            var others = new DiagnosticBag();
            parser.AddFrom(inherited, others);
            diagnostics.AddInherited(others, inherited);
        }

        return new TargetModel(parser._capabilities.ToEquatableArray(), parser._durability?.Text, parser._expiry?.Text, parser._expiry?.Seconds);
    }

    /// <summary>Reports what is wrong with an interface that is no sender itself.</summary>
    public static void Check(INamedTypeSymbol type, DiagnosticBag diagnostics) => new TargetParser(type, diagnostics).AddFrom(type, diagnostics);

    private void AddFrom(INamedTypeSymbol type, DiagnosticBag diagnostics)
    {
        Location fallback = Locations.Of(type, Locations.Of(_sender));
        foreach (AttributeData attribute in type.GetAttributes())
        {
            if (Attributes.Is(attribute, Attributes.TargetCapability))
            {
                if (LinkParser.Symbol(attribute, "a capability of a target", fallback, diagnostics) is { } capability && !_capabilities.Contains(Literals.String(capability)))
                {
                    _capabilities.Add(Literals.String(capability));
                }
            }
            else if (Attributes.Is(attribute, Attributes.TargetDurability))
            {
                if (Attributes.Value(Attributes.Positional(attribute, 0)) is uint durability && IsMember(durability, LastDurability, "TerminusDurability", attribute, fallback, diagnostics))
                {
                    AddDurability(type, Cast("TerminusDurability", durability));
                }
            }
            else if (Attributes.Is(attribute, Attributes.TargetExpiry)
                && Attributes.Value(Attributes.Positional(attribute, 0)) is byte policy && IsMember(policy, LastExpiryPolicy, "TerminusExpiryPolicy", attribute, fallback, diagnostics))
            {
                AddExpiry(type, Cast("TerminusExpiryPolicy", policy), Attributes.Named(attribute, "TimeoutSeconds") as uint? ?? 0);
            }
        }
    }

    private static bool IsMember(uint value, uint last, string type, AttributeData attribute, Location fallback, DiagnosticBag diagnostics)
    {
        if (value <= last)
        {
            return true;
        }

        diagnostics.Add(
            SectionRules.InvalidConstant, Locations.OfArgument(attribute, 0, fallback), value.ToString(CultureInfo.InvariantCulture), "a property of a target", $"use a member of {type}");
        return false;
    }

    private static string Cast(string type, uint value) => $"({Emitting.Runtime.Product}{type}){value.ToString(CultureInfo.InvariantCulture)}";

    private void AddDurability(INamedTypeSymbol type, string text)
    {
        if (_durability is not { } nearer)
        {
            _durability = (type, text);
        }
        else if (nearer.Text != text)
        {
            CheckNearer(nearer.Interface, type, "TargetDurability");
        }
    }

    private void AddExpiry(INamedTypeSymbol type, string text, uint seconds)
    {
        if (_expiry is not { } nearer)
        {
            _expiry = (type, text, seconds);
        }
        else if ((nearer.Text, nearer.Seconds) != (text, seconds))
        {
            CheckNearer(nearer.Interface, type, "TargetExpiry");
        }
    }

    private void CheckNearer(INamedTypeSymbol nearer, INamedTypeSymbol type, string what)
    {
        if (!InterfaceInheritance.Joins(nearer, type))
        {
            _all.Add(SectionRules.DuplicateBinding, Locations.Of(_sender), what, InterfaceInheritance.Conflict(nearer, type));
        }
    }
}
