using System.Collections.Generic;
using TypedSender.Generators.Collections;
using TypedSender.Generators.Model;
using TypedSender.Generators.Parsing;

namespace TypedSender.Generators.Emitting;

/// <summary>
/// What is written in front of a body when one contract, or one sender, binds all of it. Only where it is certain at compile time what stands in
/// each place, and every value is bounded: everything else is written through the typed sections.
/// </summary>
internal sealed class WrittenSections
{
    private const string Json = "application/json";

    // The places that are bound, and whether by what may be null.
    private readonly Dictionary<(SectionSlot Slot, string Key), bool> _places = new();
    private bool _isPlain = true;

    private WrittenSections()
    {
    }

    public List<WrittenField> Header { get; } = new();

    public List<WrittenField> MessageAnnotations { get; } = new();

    public List<WrittenField> Properties { get; } = new();

    public List<WrittenField> ApplicationProperties { get; } = new();

    public bool IsEmpty => Header.Count + MessageAnnotations.Count + Properties.Count + ApplicationProperties.Count == 0;

    /// <summary>The sections of a contract that no sender adds to, or null if they cannot be written straight.</summary>
    public static WrittenSections? Of(ContractModel contract)
    {
        var sections = new WrittenSections();
        foreach (ValueBinding binding in contract.Bindings)
        {
            sections.Add(binding);
        }

        foreach (ConstantBinding constant in contract.Constants)
        {
            sections.Add(constant);
        }

        if (contract.Body == BodyEncoding.Json)
        {
            sections.AddContentType(contract);
        }

        return sections._isPlain ? sections : null;
    }

    /// <summary>The sections of a method whose contract binds none, or null if they cannot be written straight. What the interface binds is farther.</summary>
    public static WrittenSections? Of(SenderMethodModel method, BodyModel body)
    {
        if (body.Plain is null)
        {
            return null;
        }

        var sections = new WrittenSections();
        foreach (ValueBinding binding in method.Bindings)
        {
            sections.Add(binding);
        }

        foreach (ConstantBinding constant in method.Constants)
        {
            sections.Add(constant);
        }

        var nearer = new Dictionary<(SectionSlot Slot, string Key), bool>(sections._places);
        foreach (ConstantBinding constant in method.InterfaceConstants)
        {
            if (nearer.TryGetValue((constant.Slot, constant.Key), out bool isOptional))
            {
                sections._isPlain &= !isOptional;
            }
            else
            {
                sections.Add(constant);
            }
        }

        return sections._isPlain ? sections : null;
    }

    /// <summary>Adds the content type of JSON, unless one is bound.</summary>
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

        if (!_places.ContainsKey((SectionSlot.ContentType, string.Empty)))
        {
            Add(SectionSlot.ContentType, string.Empty, ConstantEncoding.Symbol(Json), Literals.String(Json));
        }
    }

    private void Add(ValueBinding binding)
    {
        ValueModel value = binding.Slot is SectionSlot.ContentType or SectionSlot.ContentEncoding && binding.Value.Kind == ValueKind.String
            ? binding.Value with { Kind = ValueKind.StringAsSymbol }
            : binding.Value;
        int order = Order(binding.Slot);
        EquatableArray<byte> key = Key(binding.Slot, binding.Key);
        var member = new MemberModel(binding.Name, binding.DisplayName, binding.Key, order, value) { Owner = binding.Owner };
        Add(binding.Slot, new WrittenField(order, Literals.String(binding.Key), key, default, member), binding.Key);
        _isPlain &= BoundedValues.Has(value) && !binding.SetsExpiryTimes;
    }

    private void Add(ConstantBinding constant)
    {
        Add(constant.Slot, constant.Key, constant.Bytes, constant.Literal);
        _isPlain &= !constant.SetsExpiryTimes;
    }

    private void Add(SectionSlot slot, string key, EquatableArray<byte> bytes, string literal)
    {
        string name = SectionSlots.IsKeyed(slot) ? Literals.String(key) : SectionSlots.Field(slot);
        Add(slot, new WrittenField(Order(slot), $"{name}: {literal}", Key(slot, key), bytes, null), key);
        _isPlain &= !bytes.IsEmpty;
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
        section.Add(field with { Note = NotedPlaces.Note(slot, key) });

        // Sections that few messages have are written where nothing is known of them beforehand.
        _isPlain &= slot is not (SectionSlot.DeliveryAnnotation or SectionSlot.Footer);

        // A message that has a copy of the trace context itself is written where keys are looked for before they are written.
        _isPlain &= slot != SectionSlot.ApplicationProperty || key != BrokerProfiles.TraceParentCopy;
        _isPlain &= !_places.ContainsKey((slot, key)) && (!SectionSlots.IsKeyed(slot) || !field.Key.IsEmpty);
        _places[(slot, key)] = field.IsOptional;
    }

    private static EquatableArray<byte> Key(SectionSlot slot, string key) => slot switch
    {
        SectionSlot.MessageAnnotation => ConstantEncoding.Symbol(key),
        SectionSlot.ApplicationProperty => ConstantEncoding.String(key),
        _ => default,
    };

    /// <summary>The number of a field of the header (AMQP 1.0, 3.2.1) or of the properties (3.2.4): the places are named in their order.</summary>
    private static int Order(SectionSlot slot)
        => slot >= SectionSlot.MessageId ? slot - SectionSlot.MessageId : slot - SectionSlot.Durable;
}
