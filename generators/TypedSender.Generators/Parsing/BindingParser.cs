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
    private readonly SectionScope _scope;

    /// <param name="diagnostics">What is found.</param>
    /// <param name="bound">The fields that are bound at this level already.</param>
    /// <param name="scope">What is chosen for values outside the body.</param>
    public BindingParser(DiagnosticBag diagnostics, BoundSlots bound, SectionScope scope)
    {
        _diagnostics = diagnostics;
        _bound = bound;
        _scope = scope;
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
            if (SectionPlace.Of(attribute) is { } place)
            {
                any = true;
                ValueModel value = Add(place, attribute, symbol, type, declaredName, attributes, fallback) with { MaxLength = place.MaxLength };
                _bindings.Add(new ValueBinding(place.Slot, place.Key, Names.Escape(symbol.Name), displayName, value)
                {
                    Owner = owner,
                    SetsExpiryTimes = place.Slot == SectionSlot.TimeToLive && _scope.SetsExpiryTimes(attributes),
                });
            }
        }

        return any;
    }

    private ValueModel Add(
        SectionPlace place,
        AttributeData attribute,
        ISymbol symbol,
        ITypeSymbol type,
        string displayName,
        IReadOnlyList<AttributeData> attributes,
        Location fallback)
    {
        if (attribute.ConstructorArguments.Length > place.ValueIndex)
        {
            string key = place.ValueIndex == 0 ? string.Empty : "(\"" + place.Key + "\")";
            _diagnostics.Add(
                SectionRules.ValueAndPlace,
                Locations.OfArgument(attribute, place.ValueIndex, fallback),
                $"'{displayName}' already has a value: write [{Attributes.ShortName(attribute)}{key}] without a constant");
        }

        ConstantParser.CheckKey(place, attribute, fallback, _diagnostics);
        _bound.Add(place, Locations.OfAttribute(attribute, fallback), _diagnostics);
        TypeToken token = TypeToken.Of(symbol, fallback);
        if (place.IsOfEvent)
        {
            CloudEvents.CheckMember(place, attribute, _scope, displayName, fallback, _diagnostics);
        }
        else if (SectionSlots.IsKeyed(place.Slot) && place.ValueType is null)
        {
            return Keyed(place.Slot, symbol, type, displayName, token, attributes, fallback);
        }

        MemberValueParser.RefuseFormatter(place, type, displayName, attributes, fallback, _diagnostics);

        // What is said of the body's symbols is not said of fields, which have a type of their own.
        ValueModel field = Field(place, type, displayName, token, ValueOptions.Of(symbol, attributes) with { AsSymbol = false });
        return place.IsOfEvent ? CloudEvents.Widened(field) : field;
    }

    private ValueModel Field(SectionPlace place, ITypeSymbol type, string displayName, TypeToken token, ValueOptions options)
    {
        if (place.Slot == SectionSlot.TimeToLive)
        {
            options = options with { Duration = ValueKind.TimeToLive };
        }

        var found = new DiagnosticBag();
        ValueModel value = MessageId(type) ?? new ValueParser(options, found, displayName).Parse(type, token);
        if (type.TypeKind == TypeKind.Error)
        {
            _diagnostics.RequireStub(SectionRules.FieldType.Id);
        }
        else if (value.Kind != ValueKind.TypeParameter && !place.Fits(value.Kind))
        {
            _diagnostics.Add(SectionRules.FieldType, token.WithoutNullable().Location, Names.Display(type), place.Display(), place.Expected(), displayName);
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

    /// <summary>How a value is written by the formatter that its scope chooses; null if it chooses none, or if the value says itself how it is written.</summary>
    private ValueModel? ByScope(ISymbol symbol, ITypeSymbol type, string displayName, TypeToken token, IReadOnlyList<AttributeData> attributes)
    {
        ITypeSymbol underlying = type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type;
        if (Attributes.Find(attributes, Attributes.Formatter) is not null
            || Attributes.Find(attributes, Attributes.Duration) is not null
            || _scope.Formatter(underlying, attributes) is not { } formatter)
        {
            return null;
        }

        if (FormatterParser.Obstacle(formatter, symbol.ContainingAssembly) is { } reason)
        {
            _diagnostics.Add(MemberRules.Formatter, token.WithoutNullable().Location, FormatterParser.Display(formatter), FormatterParser.In(type, displayName), reason);
        }

        NullState nulls = !ReferenceEquals(underlying, type) ? NullState.Allowed
            : !type.IsReferenceType ? NullState.Never
            : type.NullableAnnotation == NullableAnnotation.NotAnnotated ? NullState.Forbidden
            : NullState.Allowed;
        return new ValueModel(ValueKind.Formatted, Names.FullName(underlying), nulls) 
        {
            Formatter = Names.FullName(formatter),
            IsReadByFormatter = FormatterParser.Reads(formatter, underlying),
            IsChosenByScope = true,
        };
    }

    private ValueModel Keyed(SectionSlot slot, ISymbol symbol, ITypeSymbol type, string displayName, TypeToken token, IReadOnlyList<AttributeData> attributes, Location fallback)
    {
        if (ByScope(symbol, type, displayName, token, attributes) is { } chosen)
        {
            return chosen;
        }

        var found = new DiagnosticBag();
        ValueModel value = MemberValueParser.Parse(symbol, type, displayName, token, attributes, fallback, found);
        if (slot == SectionSlot.ApplicationProperty && value.Kind is ValueKind.List or ValueKind.Array or ValueKind.Map or ValueKind.Contract)
        {
            _diagnostics.Add(SectionRules.PropertyType, token.WithoutNullable().Location, Names.Display(type), displayName);
            return value;
        }

        _diagnostics.AddAll(found);
        ReaderAdvice.CheckValue(_scope.Readers, slot, value, Names.Display(type), displayName, token.WithoutNullable().Location, _diagnostics);
        return value;
    }
}
