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
            _template = ReadTemplate(attribute, address, "the address of a method", fallback, diagnostics) ?? AddressTemplate.OfAddress(address);
        }
    }

    /// <summary>Reads the template in the first argument of an attribute; null where it has none, or one that is reported.</summary>
    public static AddressTemplate? ReadTemplate(AttributeData attribute, string address, string what, Location fallback, DiagnosticBag diagnostics)
    {
        AddressTemplate? template = AddressTemplate.Read(address, out string? problem);
        if ((problem ?? ConstantText.Obstacle(address) ?? (string.IsNullOrWhiteSpace(address) ? "it is empty" : null)) is { } reason)
        {
            diagnostics.Add(SenderRules.AddressTemplate, Locations.OfArgument(attribute, 0, fallback), ConstantText.Display(address), what, reason);
        }

        return template;
    }

    /// <summary>Reads the template of a sender; null where it has an address without places, or none. What is no template is reported.</summary>
    public static AddressTemplate? ReadTemplate(AttributeData attribute, string address, INamedTypeSymbol sender, DiagnosticBag diagnostics)
        => string.IsNullOrWhiteSpace(address) || ConstantText.Obstacle(address) is not null ? null : ReadTemplate(attribute, address, "the address of a sender", Locations.Of(sender), diagnostics);

    /// <summary>Whether the value of a parameter is part of the address.</summary>
    public bool Read(IParameterSymbol parameter)
    {
        if (_template is null || !Contains(parameter.Name))
        {
            return false;
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
        else if (_values[parameter.Name].EndsWith(".ToString()", StringComparison.Ordinal) && (parameter.Type is not INamedTypeSymbol named || Names.WellKnown(named) != "System.Guid"))
        {
            _diagnostics.Add(MethodRules.AddressPart, TypeToken.Of(parameter, _fallback).Location, parameter.Name, _template.Text, Names.Display(parameter.Type));
        }

        return true;
    }

    /// <summary>The address as a value of the property <c>to</c>; null where messages have it from elsewhere.</summary>
    /// <param name="hasTo">Whether the method binds that property itself.</param>
    /// <param name="parameters">The names that are taken.</param>
    public ValueBinding? Finish(bool hasTo, IReadOnlyList<ParameterModel> parameters)
    {
        if (_template is null)
        {
            return null;
        }

        var values = new List<string>();
        foreach (string name in _template.Names)
        {
            if (!_values.TryGetValue(name, out string? value))
            {
                _diagnostics.Add(MethodRules.AddressParameter, _fallback, _method.Name, name, _template.Text);
                return null;
            }

            values.Add(value);
        }

        if (hasTo)
        {
            _diagnostics.Add(SectionRules.DuplicateBinding, _fallback, $"to' by [To] and by the address '{_template.Text}");
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

    private bool Contains(string name)
    {
        foreach (string each in _template!.Names)
        {
            if (each == name)
            {
                return true;
            }
        }

        return false;
    }
}
