using System.Reflection;

namespace TypedSender.Tool.Contracts;

/// <summary>Reads what makes a contract a CloudEvent, as docs/cloudevents.md says.</summary>
internal static class CloudEvents
{
    /// <summary>Begins the keys of application properties (AMQP protocol binding of CloudEvents 1.0, 3.1.3.1).</summary>
    public const string Prefix = "cloudEvents_";

    private const int Structured = 1;
    private const string StructuredType = "application/cloudevents+json; charset=utf-8";

    private static readonly string[] Named = ["Type", "Source", "Subject", "DataSchema"];

    /// <summary>Adds what the contract says as an event to what it puts outside of the body; in structured mode that is the type of the content alone.</summary>
    /// <returns>The attributes that stand in the body, in structured mode; null otherwise.</returns>
    public static IReadOnlyList<PlacedValue>? Place(ContractDeclaration contract, List<PlacedValue> placed)
    {
        if (Attributes.Find(contract.AllAttributes, "CloudEventAttribute") is not { } attribute)
        {
            return null;
        }

        placed.Add(Constant(contract, "specversion", "1.0"));
        placed.AddRange(
            from name in Named
            let text = Attributes.GetNamed(attribute, name) as string
            where text is not null
            select Constant(contract, name.ToLowerInvariant(), text));
        if (Attributes.GetNamed(attribute, "Mode") is not Structured)
        {
            return null;
        }

        PlacedValue[] inBody = [.. placed.Where(static value => value.Place.Key.StartsWith(Prefix, StringComparison.Ordinal))];
        placed.RemoveAll(static value => value.Place.Key.StartsWith(Prefix, StringComparison.Ordinal) || value.Place.Field == "content-type");
        placed.Add(new PlacedValue(new Place("properties", "content-type", ""), contract.Marked.Name, null, StructuredType));
        return [.. inBody, Constant(contract, "datacontenttype", "application/json")];
    }

    private static PlacedValue Constant(ContractDeclaration contract, string name, string text) => new(new Place("application-properties", "", Prefix + name), contract.Marked.Name, null, text);
}
