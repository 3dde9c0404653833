using System.Globalization;
using System.Xml.Linq;

namespace TypedSender.Amqp.Tests.Specification;

/// <summary>Reads the XML definitions of AMQP 1.0 that stand beside these tests.</summary>
internal static class SpecificationFiles
{
    private static readonly XNamespace Amqp = "http://www.amqp.org/schema/amqp.xsd";

    private static readonly XElement[] Types = [.. new[] { "transport", "messaging", "transactions", "security" }.SelectMany(Load)];

    public static IReadOnlyDictionary<string, CompositeDefinition> Composites { get; } =
        Types.Where(type => (string?)type.Attribute("class") == "composite").Select(ReadComposite).ToDictionary(type => type.DescriptorName);

    public static IReadOnlyDictionary<string, RestrictedDefinition> Restricted { get; } =
        Types.Where(type => (string?)type.Attribute("class") == "restricted").Select(ReadRestricted).ToDictionary(type => type.Name);

    /// <summary>The sections that are no composites, by name: their descriptor name and code.</summary>
    public static IReadOnlyDictionary<string, (string Name, ulong Code)> RestrictedSections { get; } =
        Types.Where(type => (string?)type.Attribute("class") == "restricted" && (string?)type.Attribute("provides") == "section")
            .ToDictionary(Name, ReadDescriptor);

    /// <summary>The primitive type behind a type's name; <c>*</c> and composites stand for themselves.</summary>
    public static string Primitive(string type) => Restricted.TryGetValue(type, out RestrictedDefinition? restricted) ? Primitive(restricted.Source) : type;

    private static IEnumerable<XElement> Load(string name)
    {
        using Stream stream = typeof(SpecificationFiles).Assembly.GetManifestResourceStream($"{name}.bare.xml")!;
        return XDocument.Load(stream).Descendants(Amqp + "type");
    }

    private static string Name(XElement element) => (string)element.Attribute("name")!;

    private static CompositeDefinition ReadComposite(XElement type)
    {
        (string name, ulong code) = ReadDescriptor(type);
        return new CompositeDefinition(name, code, [.. type.Elements(Amqp + "field").Select(ReadField)]);
    }

    private static (string Name, ulong Code) ReadDescriptor(XElement type)
    {
        XElement descriptor = type.Element(Amqp + "descriptor")!;
        string[] halves = ((string)descriptor.Attribute("code")!).Split(':');
        ulong domain = ulong.Parse(halves[0].AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        ulong id = ulong.Parse(halves[1].AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return (Name(descriptor), (domain << 32) | id);
    }

    private static FieldDefinition ReadField(XElement field, int index)
        => new(
            index,
            Name(field),
            (string)field.Attribute("type")!,
            (string?)field.Attribute("mandatory") == "true",
            (string?)field.Attribute("multiple") == "true",
            DefaultValue((string)field.Attribute("type")!, (string?)field.Attribute("default")));

    /// <summary>A default may be written as the name of a choice.</summary>
    private static string? DefaultValue(string type, string? text)
        => text is not null && Types.FirstOrDefault(candidate => Name(candidate) == type) is { } definition
            && definition.Elements(Amqp + "choice").FirstOrDefault(choice => Name(choice) == text) is { } named
            ? (string)named.Attribute("value")!
            : text;

    private static RestrictedDefinition ReadRestricted(XElement type)
        => new(
            Name(type),
            (string)type.Attribute("source")!,
            (string?)type.Attribute("provides"),
            type.Elements(Amqp + "choice").ToDictionary(Name, choice => (string)choice.Attribute("value")!));
}
