using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Model;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Parsing;

/// <summary>Reads the section attributes of the members or parameters of one level, and finds fields bound twice.</summary>
internal sealed class BindingParser
{
    private readonly DiagnosticBag _diagnostics;
    private readonly List<ValueBinding> _bindings = new();
    private readonly BoundSlots _bound;

    public BindingParser(DiagnosticBag diagnostics, BoundSlots bound)
    {
        _diagnostics = diagnostics;
        _bound = bound;
    }

    public IReadOnlyList<ValueBinding> Bindings => _bindings;

    /// <summary>How the values are written that were bound after the first <paramref name="count"/>.</summary>
    public List<ValueModel> ValuesFrom(int count) => _bindings.GetRange(count, _bindings.Count - count).ConvertAll(static binding => binding.Value);

    /// <summary>Reads the section attributes of a member or parameter; true if it has one.</summary>
    /// <param name="symbol">The member or parameter.</param>
    /// <param name="type">Its type.</param>
    /// <param name="displayName">Its name for exceptions.</param>
    /// <param name="declaredName">Its name for diagnostics.</param>
    /// <param name="attributes">Its attributes.</param>
    /// <param name="fallback">Where to report what is not in source.</param>
    /// <param name="owner">The base type that it must be read through; null if nothing hides it.</param>
    public bool Read(
        ISymbol symbol,
        ITypeSymbol type,
        string displayName,
        string declaredName,
        IReadOnlyList<AttributeData> attributes,
        Location fallback,
        string? owner = null)
    {
        bool any = false;
        foreach (AttributeData attribute in attributes)
        {
            if (SectionSlots.Of(attribute) is { } slot)
            {
                any = true;
                ValueModel value = Add(slot, attribute, symbol, type, declaredName, attributes, fallback);
                _bindings.Add(new ValueBinding(slot, SectionSlots.Key(slot, attribute), Names.Escape(symbol.Name), displayName, value) { Owner = owner });
            }
        }

        return any;
    }

    private ValueModel Add(
        SectionSlot slot,
        AttributeData attribute,
        ISymbol symbol,
        ITypeSymbol type,
        string displayName,
        IReadOnlyList<AttributeData> attributes,
        Location fallback)
    {
        bool keyed = SectionSlots.IsKeyed(slot);
        string key = SectionSlots.Key(slot, attribute);
        if (attribute.ConstructorArguments.Length > (keyed ? 1 : 0))
        {
            _diagnostics.Add(
                SectionRules.ValueAndPlace,
                Locations.OfArgument(attribute, keyed ? 1 : 0, fallback),
                $"'{displayName}' already has a value: write [{Attributes.ShortName(attribute)}{(keyed ? "(\"" + key + "\")" : string.Empty)}] without a constant");
        }

        ConstantParser.CheckKey(slot, key, attribute, fallback, _diagnostics);
        _bound.Add(slot, key, Locations.OfAttribute(attribute, fallback), _diagnostics);
        TypeToken token = TypeToken.Of(symbol, fallback);
        if (keyed)
        {
            return Keyed(slot, symbol, type, displayName, token, attributes, fallback);
        }

        MemberValueParser.RefuseFormatter(slot, type, displayName, attributes, fallback, _diagnostics);

        // What is said of the body's symbols is not said of fields, which have a type of their own.
        return Field(slot, type, displayName, token, ValueOptions.Of(attributes) with { AsSymbol = false });
    }

    private ValueModel Field(SectionSlot slot, ITypeSymbol type, string displayName, TypeToken token, ValueOptions options)
    {
        if (slot == SectionSlot.TimeToLive)
        {
            options = options with { Duration = ValueKind.TimeToLive };
        }

        var found = new DiagnosticBag();
        ValueModel value = MessageId(type) ?? new ValueParser(options, found, displayName).Parse(type, token);
        if (type.TypeKind == TypeKind.Error)
        {
            _diagnostics.RequireStub(SectionRules.FieldType.Id);
        }
        else if (!SectionSlots.Fits(slot, value.Kind))
        {
            _diagnostics.Add(SectionRules.FieldType, token.WithoutNullable().Location, Names.Display(type), SectionSlots.Field(slot), SectionSlots.Expected(slot), displayName);
        }
        else
        {
            _diagnostics.AddAll(found);
        }

        return value;
    }

    private static ValueModel? MessageId(ITypeSymbol type)
    {
        ITypeSymbol underlying = type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type;
        return ScalarTypes.Of(underlying) == ValueKind.MessageId
            ? new ValueModel(ValueKind.MessageId, Names.FullName(underlying), ReferenceEquals(underlying, type) ? NullState.Never : NullState.Allowed)
            : null;
    }

    private ValueModel Keyed(SectionSlot slot, ISymbol symbol, ITypeSymbol type, string displayName, TypeToken token, IReadOnlyList<AttributeData> attributes, Location fallback)
    {
        var found = new DiagnosticBag();
        ValueModel value = MemberValueParser.Parse(symbol, type, displayName, token, attributes, fallback, found);
        if (slot == SectionSlot.ApplicationProperty && value.Kind is ValueKind.List or ValueKind.Map or ValueKind.Contract)
        {
            _diagnostics.Add(SectionRules.PropertyType, token.WithoutNullable().Location, Names.Display(type), displayName);
            return value;
        }

        _diagnostics.AddAll(found);
        return value;
    }
}
