using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Model;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Parsing;

/// <summary>Reads what a sender interface asks of its links.</summary>
internal sealed class LinkParser
{
    private readonly List<string> _capabilities = new();
    private readonly List<string> _requiredCapabilities = new();
    private readonly List<(INamedTypeSymbol Interface, string Name, LinkPropertyModel Model)> _properties = new();
    private readonly INamedTypeSymbol _sender;
    private readonly DiagnosticBag _all;
    private DiagnosticBag _diagnostics;

    private LinkParser(INamedTypeSymbol sender, DiagnosticBag diagnostics)
    {
        _sender = sender;
        _all = diagnostics;
        _diagnostics = diagnostics;
    }

    public IReadOnlyList<string> Capabilities => _capabilities;

    public IReadOnlyList<string> RequiredCapabilities => _requiredCapabilities;

    public IReadOnlyList<LinkPropertyModel> Properties => _properties.ConvertAll(static property => property.Model);

    /// <summary>Reads a sender and its base interfaces, of which the nearer wins.</summary>
    public static LinkParser Read(INamedTypeSymbol sender, DiagnosticBag diagnostics)
    {
        var parser = new LinkParser(sender, diagnostics);
        parser.AddFrom(sender);
        foreach (INamedTypeSymbol inherited in sender.AllInterfaces)
        {
            parser._diagnostics = new DiagnosticBag();
            parser.AddFrom(inherited);
            diagnostics.AddInherited(parser._diagnostics, inherited);
        }

        return parser;
    }

    /// <summary>Reports what is wrong with an interface that is no sender itself.</summary>
    public static void Check(INamedTypeSymbol type, DiagnosticBag diagnostics) => new LinkParser(type, diagnostics).AddFrom(type);

    /// <summary>The first argument of an attribute as a symbol; null if it is none, which is reported.</summary>
    public static string? Symbol(AttributeData attribute, string what, Location fallback, DiagnosticBag diagnostics)
    {
        if (attribute.AttributeConstructor is null)
        {
            return null;
        }

        string text = Attributes.Text(attribute, 0) ?? string.Empty;
        string? reason = text.Length == 0 ? "it is empty" : ConstantText.ObstacleAsSymbol(text);
        if (reason is null)
        {
            return text;
        }

        diagnostics.Add(SectionRules.InvalidConstant, Locations.OfArgument(attribute, 0, fallback), ConstantText.Display(text), what, reason);
        return null;
    }

    private void AddFrom(INamedTypeSymbol type)
    {
        Location fallback = Locations.Of(type, Locations.Of(_sender));
        foreach (AttributeData attribute in type.GetAttributes())
        {
            if (Attributes.Is(attribute, Attributes.DesiredCapability))
            {
                AddCapability(attribute, _capabilities, fallback);
            }
            else if (Attributes.Is(attribute, Attributes.RequiredCapability))
            {
                AddCapability(attribute, _requiredCapabilities, fallback);
            }
            else if (Attributes.Is(attribute, Attributes.LinkProperty))
            {
                AddProperty(type, attribute, fallback);
            }
        }
    }

    private void AddCapability(AttributeData attribute, List<string> capabilities, Location fallback)
    {
        if (Symbol(attribute, "a capability", fallback, _diagnostics) is { } capability && !capabilities.Contains(Literals.String(capability)))
        {
            capabilities.Add(Literals.String(capability));
        }
    }

    private void AddProperty(INamedTypeSymbol type, AttributeData attribute, Location fallback)
    {
        if (Symbol(attribute, "the key of a link property", fallback, _diagnostics) is not { } name)
        {
            return;
        }

        if (attribute.AttributeConstructor is null || Attributes.Positional(attribute, 1) is { Kind: TypedConstantKind.Error })
        {
            return;
        }

        if (Attributes.Positional(attribute, 1) is not { } constant || Literals.Of(constant) is not { } literal)
        {
            _diagnostics.Add(SectionRules.InvalidConstant, Locations.OfArgument(attribute, 1, fallback), "null", "a link property", "use a boolean, number, character, string or enum");
            return;
        }

        if (ConstantText.Obstacle(Attributes.Value(constant)) is { } reason)
        {
            _diagnostics.Add(SectionRules.InvalidConstant, Locations.OfArgument(attribute, 1, fallback), ConstantText.Display(Attributes.Value(constant)!.ToString()), "a link property", reason);
            return;
        }

        string cast = literal.Kind is ValueKind.UByte or ValueKind.UShort or ValueKind.Byte or ValueKind.Short
            ? $"({Emitting.ScalarExpressions.Keyword(literal.Kind)})"
            : string.Empty;
        Add(type, name, new LinkPropertyModel(Literals.String(name), cast + (cast.Length > 0 ? $"({literal.Text})" : literal.Text)), Locations.OfAttribute(attribute, fallback));
    }

    /// <summary>Adds a property, unless a nearer interface has it.</summary>
    private void Add(INamedTypeSymbol type, string name, LinkPropertyModel property, Location location)
    {
        int nearer = _properties.FindIndex(other => other.Name == name);
        if (nearer < 0)
        {
            _properties.Add((type, name, property));
        }
        else if (SymbolEqualityComparer.Default.Equals(_properties[nearer].Interface, type))
        {
            _diagnostics.Add(SectionRules.DuplicateBinding, location, "link property " + name, SectionRules.Twice);
        }
        else if (!InterfaceInheritance.Joins(_properties[nearer].Interface, type) && _properties[nearer].Model != property)
        {
            _all.Add(SectionRules.DuplicateBinding, Locations.Of(_sender), "link property " + name, InterfaceInheritance.Conflict(_properties[nearer].Interface, type));
        }
    }
}
