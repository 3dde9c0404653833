using System.Globalization;
using System.Reflection;

namespace TypedSender.Tool.Contracts;

/// <summary>A place outside the body.</summary>
/// <param name="Section">The section of the message, as the specification calls it.</param>
/// <param name="Field">The field; empty for an entry of a map.</param>
/// <param name="Key">The key of an entry of a map; empty for a field.</param>
internal sealed record Place(string Section, string Field, string Key)
{
    public string Name => Key.Length > 0 ? $"\"{Key}\"" : Field;
}

/// <summary>A value at a place outside the body: of a member or parameter, or the same in every message.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Origin">The member, parameter or type that it comes from.</param>
/// <param name="Value">What a member or parameter holds; null for a constant.</param>
/// <param name="Constant">The constant; null for a value.</param>
internal sealed record PlacedValue(Place Place, string Origin, ValueShape? Value, object? Constant);

/// <summary>The section and field that each attribute sets.</summary>
internal static class Places
{
    private static readonly Dictionary<string, (string Section, string Field)> ByAttribute = new(StringComparer.Ordinal)
    {
        ["DurableAttribute"] = ("header", "durable"),
        ["PriorityAttribute"] = ("header", "priority"),
        ["TimeToLiveAttribute"] = ("header", "ttl"),
        ["FirstAcquirerAttribute"] = ("header", "first-acquirer"),
        ["MessageIdAttribute"] = ("properties", "message-id"),
        ["UserIdAttribute"] = ("properties", "user-id"),
        ["ToAttribute"] = ("properties", "to"),
        ["SubjectAttribute"] = ("properties", "subject"),
        ["ReplyToAttribute"] = ("properties", "reply-to"),
        ["CorrelationIdAttribute"] = ("properties", "correlation-id"),
        ["ContentTypeAttribute"] = ("properties", "content-type"),
        ["ContentEncodingAttribute"] = ("properties", "content-encoding"),
        ["AbsoluteExpiryTimeAttribute"] = ("properties", "absolute-expiry-time"),
        ["CreationTimeAttribute"] = ("properties", "creation-time"),
        ["GroupIdAttribute"] = ("properties", "group-id"),
        ["GroupSequenceAttribute"] = ("properties", "group-sequence"),
        ["ReplyToGroupIdAttribute"] = ("properties", "reply-to-group-id"),
        ["DeliveryAnnotationAttribute"] = ("delivery-annotations", ""),
        ["MessageAnnotationAttribute"] = ("message-annotations", ""),
        ["ApplicationPropertyAttribute"] = ("application-properties", ""),
        ["FooterAttribute"] = ("footer", ""),
    };

    private const string CloudEventExtension = "CloudEventExtensionAttribute";

    /// <summary>The places that attributes name, each with the constant that stands there, or null for the value of what is marked.</summary>
    public static IEnumerable<(Place Place, object? Constant)> Read(IEnumerable<CustomAttributeData> attributes)
    {
        foreach (CustomAttributeData attribute in attributes)
        {
            if (Find(attribute.AttributeType) is { } found)
            {
                bool isKeyed = found.Field.Length == 0;

                // The first argument is the key, or what follows the prefix of a CloudEvent's attributes.
                bool ownKey = isKeyed && (found.Key is "" or CloudEvents.Prefix);
                string key = ownKey ? found.Key + (Attributes.GetArgument(attribute, 0) as string) : found.Key;
                object? constant = Attributes.GetArgument(attribute, ownKey ? 1 : 0);
                yield return (new Place(found.Section, found.Field, key), found.Field == "ttl" && constant is double seconds ? ToMilliseconds(seconds) : constant);
            }
        }
    }

    /// <summary>What marks a type without saying a value, such as <c>[Durable]</c>, is true there.</summary>
    public static object? ConstantOfType(Place place, object? constant) => constant ?? (place.Field is "durable" or "first-acquirer" ? true : null);

    /// <summary>A value as its place holds it: a time to live in milliseconds, names of content as symbols, a user as bytes (AMQP 1.0, 3.2.1 and 3.2.4).</summary>
    public static ValueShape At(Place place, ValueShape value) => place.Field switch
    {
        "ttl" => value with { Kind = "uint", Format = "" },
        "content-type" or "content-encoding" => value with { Kind = "symbol" },
        "user-id" => value with { Kind = "binary" },
        _ => value,
    };

    private static uint ToMilliseconds(double seconds) => (uint)Math.Clamp(seconds * 1000, 0, uint.MaxValue);

    private static Place? Find(Type attribute)
    {
        if (attribute.Namespace == "TypedSender" && attribute.Name == CloudEventExtension)
        {
            return new Place("application-properties", "", CloudEvents.Prefix);
        }

        if (attribute.Namespace == "TypedSender" && ByAttribute.TryGetValue(attribute.Name, out (string Section, string Field) place))
        {
            return new Place(place.Section, place.Field, "");
        }

        // An attribute declared by the user or another library, marked as an alias of a section attribute.
        if (Attributes.Find(attribute.GetCustomAttributesData(), "AmqpSectionAliasAttribute") is { } alias && Attributes.GetArgument(alias, 0) is Type section && ByAttribute.TryGetValue(section.Name, out place))
        {
            return new Place(place.Section, place.Field, place.Field.Length == 0 ? Convert.ToString(Attributes.GetArgument(alias, 1), CultureInfo.InvariantCulture) ?? "" : "");
        }

        return null;
    }
}
