using Microsoft.CodeAnalysis;
using TypedSender.Generators.Model;

namespace TypedSender.Generators.Parsing;

/// <summary>The place outside the body that an attribute names: a section attribute itself, or one of the user's that stands for one.</summary>
/// <param name="Slot">The place.</param>
/// <param name="Key">Its key, if it is an entry of a map; otherwise nothing.</param>
/// <param name="ValueIndex">The argument of the attribute that is the constant.</param>
internal readonly record struct SectionPlace(SectionSlot Slot, string Key, int ValueIndex)
{
    /// <summary>The attribute that makes others stand for section attributes.</summary>
    public const string Name = "AmqpSectionAliasAttribute";

    /// <summary>The most characters of a text; 0 for no limit.</summary>
    public int MaxLength { get; init; }

    /// <summary>The type that values have; null for any that the slot takes.</summary>
    public ITypeSymbol? ValueType { get; init; }

    /// <summary>Whether it is an attribute of a CloudEvent.</summary>
    public bool IsOfEvent { get; init; }

    /// <summary>Whether the key is part of the attribute's meaning, and no argument.</summary>
    public bool HasFixedKey => SectionSlots.IsKeyed(Slot) && ValueIndex == 0;

    /// <summary>The place that an attribute names, or null if it is no section attribute.</summary>
    public static SectionPlace? Of(AttributeData attribute)
    {
        if (attribute.AttributeClass is not { } type)
        {
            return null;
        }

        bool isOurs = Attributes.IsOurs(type);
        if (isOurs && type.Name == CloudEvents.Extension)
        {
            return new SectionPlace(SectionSlot.ApplicationProperty, CloudEvents.Prefix + Attributes.Text(attribute, 0), 1) { IsOfEvent = true };
        }

        return (isOurs ? SectionSlots.OfName(type.Name) : null) is not { } slot
                ? Attributes.Find(type, Name) is { } alias && OfAlias(alias) is { } place ? place with { IsOfEvent = isOurs } : null
            : SectionSlots.IsKeyed(slot) ? new SectionPlace(slot, Attributes.Text(attribute, 0) ?? string.Empty, 1)
            : new SectionPlace(slot, string.Empty, 0);
    }

    /// <summary>The slot that attributes of the type stand for; null for none.</summary>
    public static SectionSlot? SlotOf(INamedTypeSymbol type)
        => Attributes.IsOurs(type) && SectionSlots.OfName(type.Name) is { } slot ? slot
            : Attributes.Find(type, Name) is { } alias ? StandsFor(alias)
            : IsExtension(type) ? SectionSlot.ApplicationProperty
            : null;

    /// <summary>Whether an attribute of the type is read where section attributes are: one of ours, or one that stands for a section attribute.</summary>
    public static bool IsRead(INamedTypeSymbol type) => Attributes.IsOurs(type) || IsAlias(type);

    /// <summary>Whether the type is marked to stand for a section attribute, or stands for one with a key of its own.</summary>
    public static bool IsAlias(INamedTypeSymbol type) => Attributes.Find(type, Name) is not null || IsExtension(type);

    /// <summary>Why an attribute that stands for a section attribute names no place, for people; null if it does.</summary>
    /// <param name="alias">The attribute that says for which.</param>
    public static string? Obstacle(AttributeData alias)
    {
        if (alias.AttributeConstructor is null || Section(alias) is { TypeKind: TypeKind.Error })
        {
            // The compiler says what is wrong.
            return null;
        }

        string key = Attributes.Text(alias, 1) ?? string.Empty;
        return StandsFor(alias) is not { } slot ? "it stands for no section attribute: name one, such as typeof(GroupIdAttribute)"
            : SectionSlots.IsKeyed(slot) && key.Length == 0 ? $"a {SectionSlots.Field(slot)} has a key: give it as the second argument"
            : !SectionSlots.IsKeyed(slot) && key.Length > 0 ? $"{SectionSlots.Field(slot)} has no key: leave the second argument out"
            : SectionSlots.KeyObstacle(slot, key) is { } reason ? $"'{ConstantText.Display(key)}' cannot be the key of a {SectionSlots.Field(slot)}: {reason}"
            : Attributes.Named(alias, "ValueType") is ITypeSymbol type && ScalarTypes.Of(type) == ValueKind.Invalid ? $"'{Names.Display(type)}' is no type that one AMQP value is made of: name another as ValueType"
            : Attributes.Named(alias, "MaxLength") is < 0 ? "MaxLength is negative: give it 1 or more, or leave it out"
            : null;
    }

    /// <summary>Whether the place holds a value of the kind.</summary>
    /// <param name="kind">How the value is written.</param>
    public bool Fits(ValueKind kind)
    {
        if (ValueType is null)
        {
            return IsOfEvent ? CloudEvents.Fits(kind) : SectionSlots.IsKeyed(Slot) || SectionSlots.Fits(Slot, kind);
        }

        ValueKind own = ScalarTypes.Of(ValueType);
        return kind == own || (own == ValueKind.Timestamp && kind is ValueKind.DateTime or ValueKind.UtcDateTime);
    }

    /// <summary>The types that the place holds, for people.</summary>
    public string Expected() => ValueType is not null ? Names.Display(ValueType) : IsOfEvent ? CloudEvents.Types : SectionSlots.Expected(Slot);

    /// <summary>The place as the specification calls it, for people.</summary>
    public string Display() => SectionSlots.Field(Slot) + (Key.Length == 0 ? string.Empty : " " + Key);

    private static bool IsExtension(INamedTypeSymbol type) => type.Name == CloudEvents.Extension && Attributes.IsOurs(type);

    private static SectionPlace? OfAlias(AttributeData alias)
        => Obstacle(alias) is null && StandsFor(alias) is { } slot
            ? new SectionPlace(slot, Attributes.Text(alias, 1) ?? string.Empty, 0)
            {
                MaxLength = Attributes.Named(alias, "MaxLength") is int length ? length : 0,
                ValueType = Attributes.Named(alias, "ValueType") as ITypeSymbol,
            }
            : null;

    private static SectionSlot? StandsFor(AttributeData alias)
        => Section(alias) is { } section && Attributes.IsOurs(section) ? SectionSlots.OfName(section.Name) : null;

    private static INamedTypeSymbol? Section(AttributeData alias)
        => Attributes.Positional(alias, 0) is { Kind: TypedConstantKind.Type } argument ? argument.Value as INamedTypeSymbol : null;
}
