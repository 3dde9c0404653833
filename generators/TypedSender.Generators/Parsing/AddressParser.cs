using System;
using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Collections;
using TypedSender.Generators.Model;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Parsing;

/// <summary>Reads which address the messages of one method name: a template of the method or of its sender, whose places are parameters.</summary>
internal sealed class AddressParser
{
    private readonly IMethodSymbol _method;
    private readonly Location _fallback;
    private readonly DiagnosticBag _diagnostics;
    private readonly AddressTemplate? _template;
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly bool _isOwn;

    /// <param name="method">The method.</param>
    /// <param name="ofSender">The template of its sender; null where the sender has an address of its own, or none.</param>
    /// <param name="fallback">Where to report what has no place of its own.</param>
    /// <param name="diagnostics">Takes what is wrong.</param>
    public AddressParser(IMethodSymbol method, AddressTemplate? ofSender, Location fallback, DiagnosticBag diagnostics)
    {
        _method = method;
        _fallback = fallback;
        _diagnostics = diagnostics;
        _template = ofSender;
        if (Attributes.Find(method, Attributes.Address) is { AttributeConstructor: not null } attribute && Attributes.Text(attribute, 0) is { } address)
        {
            _isOwn = true;
            _template = ReadTemplate(attribute, address, "the address of a method", fallback, diagnostics) ?? AddressTemplate.OfAddress(address);
        }
    }

    /// <summary>Reads the template in the first argument of an attribute; null where it has none.</summary>
    public static AddressTemplate? ReadTemplate(AttributeData attribute, string address, string what, Location fallback, DiagnosticBag diagnostics)
    {
        AddressTemplate? template = AddressTemplate.Read(address, out string? problem);
        if ((problem ?? ConstantText.Obstacle(address) ?? (string.IsNullOrWhiteSpace(address) ? "it is empty" : null)) is { } reason)
        {
            diagnostics.Add(SenderRules.AddressTemplate, Locations.OfArgument(attribute, 0, fallback), ConstantText.Display(address), what, reason);
        }

        return problem is null ? template : AddressTemplate.Broken(address);
    }

    /// <summary>Reads the template of a sender; null where it has an address without places, or none. What is no template is reported.</summary>
    public static AddressTemplate? ReadTemplate(AttributeData attribute, string address, INamedTypeSymbol sender, DiagnosticBag diagnostics)
        => string.IsNullOrWhiteSpace(address) || ConstantText.Obstacle(address) is not null ? null : ReadTemplate(attribute, address, "the address of a sender", Locations.Of(sender), diagnostics);

    /// <summary>Whether the value of a parameter is part of the address, or was meant to be.</summary>
    public bool Read(IParameterSymbol parameter)
    {
        if (_template is null)
        {
            return false;
        }

        if (!_template.Contains(parameter.Name))
        {
            return IsText(parameter.Type) && (_template.IsBroken ? _template.MayName(parameter.Name) : Misspelt(parameter.Name) is not null);
        }

        string name = Names.Escape(parameter.Name);
        _values[parameter.Name] = parameter.Type.SpecialType switch
        {
            SpecialType.System_String => name,
            SpecialType.System_Byte or SpecialType.System_SByte or SpecialType.System_Int16 or SpecialType.System_UInt16 or SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Int64
                or SpecialType.System_UInt64 => $"{name}.ToString(global::System.Globalization.CultureInfo.InvariantCulture)",
            _ => $"{name}.ToString()",
        };
        if (parameter.Type.TypeKind == TypeKind.Error)
        {
            _diagnostics.RequireStub(MethodRules.AddressPart.Id);
        }
        else if (!IsText(parameter.Type))
        {
            _diagnostics.Add(MethodRules.AddressPart, TypeToken.Of(parameter, _fallback).Location, parameter.Name, _template.Text, Names.Display(parameter.Type));
            return !BodyParser.Takes(parameter.Type);
        }

        return true;
    }

    /// <summary>The address as a value of the property <c>to</c>; null where messages have it from elsewhere.</summary>
    /// <param name="parameters">The names that are taken.</param>
    public ValueBinding? Finish(IReadOnlyList<ParameterModel> parameters)
    {
        if (_template is null)
        {
            return null;
        }

        if (_template.IsBroken)
        {
            _diagnostics.RequireStub(SenderRules.AddressTemplate.Id);
            return null;
        }

        var values = new List<string>();
        foreach (string name in _template.Names)
        {
            if (!_values.TryGetValue(name, out string? value))
            {
                _diagnostics.Add(MethodRules.AddressParameter, _fallback, _method.Name, name, _template.Text, Advice(name));
                return null;
            }

            values.Add(value);
        }

        if (To() is { } to)
        {
            _diagnostics.Add(
                SectionRules.DuplicateBinding, Locations.OfAttribute(to, _fallback), SectionSlots.Field(SectionSlot.To), $"by [{Attributes.ShortName(to)}] and by the address '{_template.Text}'");
            return null;
        }

        string variable = "address";
        while (Exists(parameters, variable))
        {
            variable += "_";
        }

        return new ValueBinding(SectionSlot.To, string.Empty, variable, "address", new ValueModel(ValueKind.String, "string", NullState.Forbidden))
        {
            Address = new AddressModel(Literals.String(_template.Text), values.ToEquatableArray()),
        };
    }

    private static bool Exists(IReadOnlyList<ParameterModel> parameters, string name)
    {
        foreach (ParameterModel parameter in parameters)
        {
            if (parameter.Name == name)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsText(ITypeSymbol type)
        => type.SpecialType is SpecialType.System_String or SpecialType.System_Byte or SpecialType.System_SByte or SpecialType.System_Int16 or SpecialType.System_UInt16 or SpecialType.System_Int32
            or SpecialType.System_UInt32 or SpecialType.System_Int64 or SpecialType.System_UInt64
            || (type is INamedTypeSymbol named && Names.WellKnown(named) == "System.Guid");

    private string Advice(string name)
    {
        foreach (IParameterSymbol parameter in _method.Parameters)
        {
            if (IsText(parameter.Type) && Misspelt(parameter.Name) == name)
            {
                return $"names are compared with case: write {{{parameter.Name}}}";
            }
        }

        return _isOwn ? "add it" : "add it, or give the method an address by [Address]";
    }

    /// <summary>The name in the template that differs in case from that of a parameter, and is that of no other; null for none.</summary>
    private string? Misspelt(string parameter)
    {
        foreach (string name in _template!.Names)
        {
            if (string.Equals(name, parameter, StringComparison.OrdinalIgnoreCase) && name != parameter && !HasParameter(name))
            {
                return name;
            }
        }

        return null;
    }

    private bool HasParameter(string name)
    {
        foreach (IParameterSymbol parameter in _method.Parameters)
        {
            if (parameter.Name == name)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The attribute by which the method binds the property itself; null for none.</summary>
    private AttributeData? To()
    {
        foreach (IParameterSymbol parameter in _method.Parameters)
        {
            if (To(parameter.GetAttributes()) is { } attribute)
            {
                return attribute;
            }
        }

        return To(_method.GetAttributes());
    }

    private static AttributeData? To(IReadOnlyList<AttributeData> attributes)
    {
        foreach (AttributeData attribute in attributes)
        {
            if (SectionPlace.Of(attribute) is { Slot: SectionSlot.To })
            {
                return attribute;
            }
        }

        return null;
    }
}
