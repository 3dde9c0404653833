using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Model;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Parsing;

/// <summary>Reads what a sender interface asks of its links.</summary>
internal sealed class LinkParser
{
    private readonly Problems _problems;
    private readonly List<string> _capabilities = new();
    private readonly List<string> _requiredCapabilities = new();
    private readonly List<LinkPropertyModel> _properties = new();
    private readonly HashSet<string> _names = new();

    public LinkParser(INamedTypeSymbol type, Problems problems)
    {
        _problems = problems;
        Location fallback = Locations.Of(type);
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
                AddProperty(attribute, fallback);
            }
        }
    }

    public IReadOnlyList<string> Capabilities => _capabilities;

    public IReadOnlyList<string> RequiredCapabilities => _requiredCapabilities;

    public IReadOnlyList<LinkPropertyModel> Properties => _properties;

    private void AddCapability(AttributeData attribute, List<string> capabilities, Location fallback)
    {
        if (Symbol(attribute, "a capability", fallback) is { } capability)
        {
            capabilities.Add(Literals.String(capability));
        }
    }

    private void AddProperty(AttributeData attribute, Location fallback)
    {
        if (Symbol(attribute, "the key of a link property", fallback) is not { } name)
        {
            return;
        }

        if (!_names.Add(name))
        {
            _problems.Add(SectionRules.DuplicateBinding, Locations.OfAttribute(attribute, fallback), "link property " + name);
            return;
        }

        if (Attributes.Positional(attribute, 1) is not { } constant || Literals.Of(constant) is not { } literal)
        {
            _problems.Add(SectionRules.InvalidConstant, Locations.OfArgument(attribute, 1, fallback), "null", "a link property", "use a boolean, number, character, string or enum");
            return;
        }

        string cast = literal.Kind is ValueKind.UByte or ValueKind.UShort or ValueKind.Byte or ValueKind.Short
            ? $"({Emitting.ScalarExpressions.Keyword(literal.Kind)})"
            : string.Empty;
        _properties.Add(new LinkPropertyModel(Literals.String(name), cast + (cast.Length > 0 ? $"({literal.Text})" : literal.Text)));
    }

    private string? Symbol(AttributeData attribute, string what, Location fallback)
    {
        string text = Attributes.Positional(attribute, 0)?.Value as string ?? string.Empty;
        string? reason = text.Length == 0 ? "it is empty" : ConstantParser.IsAscii(text) ? null : "it is not ASCII";
        if (reason is null)
        {
            return text;
        }

        _problems.Add(SectionRules.InvalidConstant, Locations.OfArgument(attribute, 0, fallback), text, what, reason);
        return null;
    }
}
