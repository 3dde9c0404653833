using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Model;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Parsing;

/// <summary>Reads the section attributes of the members or parameters of one level, and finds fields bound twice.</summary>
internal sealed class BindingParser
{
    private readonly Problems _problems;
    private readonly List<ValueBinding> _bindings = new();
    private readonly BoundSlots _bound;

    public BindingParser(Problems problems, BoundSlots bound)
    {
        _problems = problems;
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
            _problems.Add(
                SectionRules.ValueAndPlace,
                Locations.OfArgument(attribute, keyed ? 1 : 0, fallback),
                $"'{displayName}' already has a value: write [{Attributes.ShortName(attribute)}{(keyed ? "(\"" + key + "\")" : string.Empty)}] without a constant");
        }

        ConstantParser.CheckKey(slot, key, attribute, fallback, _problems);
        _bound.Add(slot, key, Locations.OfAttribute(attribute, fallback), _problems);
        TypeToken token = TypeToken.Of(symbol, fallback);
        if (keyed)
        {
            return Keyed(slot, symbol, type, displayName, token, attributes, fallback);
        }

        MemberValueParser.RefuseFormatter(slot, type, displayName, attributes, fallback, _problems);

        // What is said of the body's symbols is not said of fields, which have a type of their own.
        return Field(slot, type, displayName, token, ValueOptions.Of(attributes) with { AsSymbol = false });
    }

    private ValueModel Field(SectionSlot slot, ITypeSymbol type, string displayName, TypeToken token, ValueOptions options)
    {
        if (slot == SectionSlot.TimeToLive)
        {
            options = options with { Duration = ValueKind.TimeToLive };
        }

        var found = new Problems();
        ValueModel value = MessageId(type) ?? new ValueParser(options, found, displayName).Parse(type, token);
        if (type.TypeKind == TypeKind.Error)
        {
            _problems.RequireStub(SectionRules.FieldType.Id);
        }
        else if (!SectionSlots.Fits(slot, value.Kind))
        {
            _problems.Add(SectionRules.FieldType, token.WithoutNullable().Location, Names.Display(type), SectionSlots.Field(slot), SectionSlots.Expected(slot), displayName);
        }
        else
        {
            _problems.AddAll(found);
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
        var found = new Problems();
        ValueModel value = MemberValueParser.Parse(symbol, type, displayName, token, attributes, fallback, found);
        if (slot == SectionSlot.ApplicationProperty && value.Kind is ValueKind.List or ValueKind.Map or ValueKind.Contract)
        {
            _problems.Add(SectionRules.PropertyType, token.WithoutNullable().Location, Names.Display(type), displayName);
            return value;
        }

        _problems.AddAll(found);
        return value;
    }
}
