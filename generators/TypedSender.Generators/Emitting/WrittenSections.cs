using System.Collections.Generic;
using TypedSender.Generators.Collections;
using TypedSender.Generators.Model;
using TypedSender.Generators.Parsing;

namespace TypedSender.Generators.Emitting;

/// <summary>
/// What a contract writes in front of its body when nothing else adds to it. Only where each place is bound once and every value is bounded:
/// other contracts are written through the typed sections.
/// </summary>
internal sealed class WrittenSections
{
    private const string Json = "application/json";

    private readonly HashSet<(SectionSlot Slot, string Key)> _places = new();
    private bool _isPlain = true;

    private WrittenSections()
    {
    }

    public List<WrittenField> Header { get; } = new();

    public List<WrittenField> MessageAnnotations { get; } = new();

    public List<WrittenField> Properties { get; } = new();

    public List<WrittenField> ApplicationProperties { get; } = new();

    public bool IsEmpty => Header.Count + MessageAnnotations.Count + Properties.Count + ApplicationProperties.Count == 0;

    /// <summary>The sections, or null if they cannot be written straight.</summary>
    public static WrittenSections? Of(ContractModel contract)
    {
        var sections = new WrittenSections();
        foreach (ValueBinding binding in contract.Bindings)
        {
            sections.Add(binding);
        }

        foreach (ConstantBinding constant in contract.Constants)
        {
            sections.Add(constant.Slot, constant.Key, constant.Octets, constant.Literal);
        }

        if (contract.Body == BodyEncoding.Json)
        {
            sections.AddContentType(contract);
        }

        return sections._isPlain ? sections : null;
    }

    /// <summary>A body of JSON says so, unless somebody has said what it is.</summary>
    private void AddContentType(ContractModel contract)
    {
        foreach (ValueBinding binding in contract.Bindings)
        {
            if (binding.Slot == SectionSlot.ContentType)
            {
                _isPlain &= binding.Value.Nulls is NullState.Never or NullState.Forbidden;
                return;
            }
        }

        if (!_places.Contains((SectionSlot.ContentType, string.Empty)))
        {
            Add(SectionSlot.ContentType, string.Empty, WireOctets.Symbol(Json), Literals.String(Json));
        }
    }

    private void Add(ValueBinding binding)
    {
        ValueModel value = binding.Slot is SectionSlot.ContentType or SectionSlot.ContentEncoding && binding.Value.Kind == ValueKind.String
            ? binding.Value with { Kind = ValueKind.StringAsSymbol }
            : binding.Value;
        int order = Order(binding.Slot);
        EquatableArray<byte> key = Key(binding.Slot, binding.Key);
        var member = new MemberModel(binding.Name, binding.DisplayName, binding.Key, order, value);
        Add(binding.Slot, new WrittenField(order, Literals.String(binding.Key), key, default, member), binding.Key);
        _isPlain &= BoundedValues.Has(value);
    }

    private void Add(SectionSlot slot, string key, EquatableArray<byte> octets, string literal)
    {
        string name = SectionSlots.IsKeyed(slot) ? Literals.String(key) : SectionSlots.Field(slot);
        Add(slot, new WrittenField(Order(slot), $"{name}: {literal}", Key(slot, key), octets, null), key);
        _isPlain &= !octets.IsEmpty;
    }

    private void Add(SectionSlot slot, WrittenField field, string key)
    {
        List<WrittenField> section = slot switch
        {
            SectionSlot.Durable or SectionSlot.Priority or SectionSlot.TimeToLive or SectionSlot.FirstAcquirer => Header,
            SectionSlot.MessageAnnotation => MessageAnnotations,
            SectionSlot.ApplicationProperty => ApplicationProperties,
            _ => Properties,
        };
        section.Add(field);
        _isPlain &= _places.Add((slot, key)) && (!SectionSlots.IsKeyed(slot) || !field.Key.IsEmpty);
    }

    private static EquatableArray<byte> Key(SectionSlot slot, string key) => slot switch
    {
        SectionSlot.MessageAnnotation => WireOctets.Symbol(key),
        SectionSlot.ApplicationProperty => WireOctets.String(key),
        _ => default,
    };

    /// <summary>The number of a field of the header (AMQP 1.0, 3.2.1) or of the properties (3.2.4): the places are named in their order.</summary>
    private static int Order(SectionSlot slot)
        => slot >= SectionSlot.MessageId ? slot - SectionSlot.MessageId : slot - SectionSlot.Durable;
}
