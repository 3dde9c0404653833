using System;
using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Model;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Parsing;

/// <summary>
/// Reads what makes a contract a CloudEvent: constants and members that are application properties, by the names of the AMQP protocol binding of CloudEvents 1.0, 3.1.3.1.
/// </summary>
internal static class CloudEvents
{
    public const string Extension = "CloudEventExtensionAttribute";

    /// <summary>Begins the keys of application properties: the form of the prefix that JMS can read.</summary>
    public const string Prefix = "cloudEvents_";

    /// <summary>The types of extension attributes, for people.</summary>
    public const string Types = "bool, int, string, byte[], Uri or DateTimeOffset";

    private const string Event = "CloudEventAttribute";
    private const string Id = Prefix + "id";
    private const string StructuredType = "application/cloudevents+json; charset=utf-8";
    private const int Structured = 1;

    /// <summary>Whether a value of the kind can be an attribute (CloudEvents 1.0, type system).</summary>
    public static bool Fits(ValueKind kind)
        => kind is ValueKind.Boolean or ValueKind.Int or ValueKind.String or ValueKind.BinarySpan or ValueKind.BinaryMemory or ValueKind.Uri
            or ValueKind.Timestamp or ValueKind.DateTime or ValueKind.UtcDateTime;

    /// <summary>The kind by which an integer is sent: as a long, whose reader takes what fits (AMQP protocol binding, 2.2).</summary>
    public static ValueModel Widened(ValueModel value) => value.Kind == ValueKind.Int ? value with { Kind = ValueKind.IntAsLong } : value;

    /// <summary>The attribute that makes the contract an event: its own, or that of the nearest base type; null for none.</summary>
    public static AttributeData? Of(ContractDeclaration contract)
    {
        INamedTypeSymbol? owner = Owner(contract);
        return owner is null ? null : Attributes.Find(owner, Event);
    }

    /// <summary>Whether the attribute makes contracts events.</summary>
    public static bool Is(AttributeData attribute) => Attributes.Is(attribute, Event);

    /// <summary>Whether the contract travels as a whole event in JSON.</summary>
    public static bool IsStructured(ContractDeclaration contract) => Of(contract) is { } attribute && IsStructured(attribute);

    /// <summary>The constants that the attribute says.</summary>
    /// <param name="contract">The contract.</param>
    /// <param name="bound">What the contract binds besides.</param>
    /// <param name="diagnostics">What is found.</param>
    public static List<ConstantBinding> Constants(ContractDeclaration contract, BoundSlots bound, DiagnosticBag diagnostics)
    {
        var constants = new List<ConstantBinding>();
        if (Owner(contract) is not { } owner || Attributes.Find(owner, Event) is not { AttributeConstructor: not null } attribute)
        {
            return constants;
        }

        constants.Add(Constant("specversion", "1.0"));
        foreach (string name in new[] { "Type", "Source", "Subject", "DataSchema" })
        {
            if (Attributes.Named(attribute, name) is not string text)
            {
                continue;
            }

            constants.Add(Constant(name.ToLowerInvariant(), text));
            if (Obstacle(name, text) is { } reason)
            {
                Location location = Locations.OfNamedArgument(attribute, name, contract.Location);
                diagnostics.Add(CloudEventRules.Attribute, location, $"{name} '{ConstantText.Display(text)}'", Names.Display(owner), reason);
            }
        }

        if (IsStructured(attribute))
        {
            constants.Add(new ConstantBinding(SectionSlot.ContentType, string.Empty, ValueKind.String, Literals.String(StructuredType), ConstantEncoding.Symbol(StructuredType)));
        }

        foreach (ConstantBinding constant in constants)
        {
            bound.Add(new SectionPlace(constant.Slot, constant.Key, 0), Locations.OfAttribute(attribute, contract.Location), diagnostics);
        }

        return constants;
    }

    /// <summary>Reports the name of an extension attribute that CloudEvents does not allow, and an attribute that marks no member of an event.</summary>
    public static void CheckMember(SectionPlace place, AttributeData attribute, SectionScope scope, string member, Location fallback, DiagnosticBag diagnostics)
    {
        void Report(Location location, string reason) => diagnostics.Add(CloudEventRules.Attribute, location, $"[{Attributes.ShortName(attribute)}]", member, reason);
        if (!scope.IsEvent)
        {
            Report(Locations.OfAttribute(attribute, fallback), "it marks a member of a contract that is marked [CloudEvent]; mark the contract, or remove it");
            return;
        }

        string name = place.Key.Substring(Prefix.Length);
        string? reason = !Attributes.Is(attribute, Extension) || attribute.AttributeConstructor is null ? null
            : !IsName(name) ? $"the name '{ConstantText.Display(name)}' is not made of letters from a to z and digits; give another"
            : IsDefined(name) ? $"CloudEvents defines '{name}' itself; give another name"
            : null;
        if (reason is not null)
        {
            Report(Locations.OfArgument(attribute, 0, fallback), reason);
        }
    }

    /// <summary>Reports an event whose body is no data, or that has no id.</summary>
    public static void Check(ContractDeclaration contract, BodyEncoding body, IReadOnlyList<ValueBinding> bindings, DiagnosticBag diagnostics)
    {
        if (Of(contract) is not { } attribute)
        {
            return;
        }

        string name = Names.Display(contract.Type);
        Location location = Locations.OfAttribute(attribute, contract.Location);
        bool isStructured = IsStructured(attribute);
        if (body is not (BodyEncoding.Json or BodyEncoding.Raw))
        {
            diagnostics.Add(CloudEventRules.Body, location, name, $"whose data is bytes in a data section, and its body is of AMQP's own types ({body}): write Encoding = AmqpBodyEncoding.Json with a JsonContext, or Raw");
        }
        else if (isStructured && body != BodyEncoding.Json)
        {
            diagnostics.Add(CloudEventRules.Body, Locations.OfNamedArgument(attribute, "Mode", contract.Location), name, "whose whole is JSON in structured mode, and its body is raw bytes: write Encoding = AmqpBodyEncoding.Json with a JsonContext, or Mode = CloudEventMode.Binary");
        }

        ValueBinding? id = null;
        foreach (ValueBinding binding in bindings)
        {
            id = binding.Slot == SectionSlot.ApplicationProperty && binding.Key == Id ? binding : id;
            if (isStructured && binding.Slot == SectionSlot.ContentType)
            {
                diagnostics.Add(CloudEventRules.Attribute, location, $"The content-type '{binding.DisplayName}'", name, "that of an event in structured mode says that it is one; remove [ContentType], or write Mode = CloudEventMode.Binary");
            }
        }

        if (id is null)
        {
            diagnostics.Add(CloudEventRules.NoId, location, name, "no member gives its id");
        }
        else if (id.Value.Nulls == NullState.Allowed)
        {
            diagnostics.Add(CloudEventRules.NoId, location, name, $"its id, '{id.DisplayName}', may be null");
        }
    }

    /// <summary>The type that carries the attribute: the contract, or the nearest base type; null for none.</summary>
    private static INamedTypeSymbol? Owner(ContractDeclaration contract)
    {
        INamedTypeSymbol? type = contract.Marked;
        while (type is not null && Attributes.Find(type, Event) is null)
        {
            type = type.BaseType;
        }

        return type;
    }

    private static bool IsStructured(AttributeData attribute) => Attributes.Named(attribute, "Mode") is Structured;

    private static ConstantBinding Constant(string name, string text)
        => new(SectionSlot.ApplicationProperty, Prefix + name, ValueKind.String, Literals.String(text), ConstantEncoding.String(text));

    private static string? Obstacle(string argument, string text)
        => text.Length == 0 ? "it is empty"
            : ConstantText.Obstacle(text) is { } half ? half
            : argument == "Source" && !Uri.IsWellFormedUriString(text, UriKind.RelativeOrAbsolute) ? "it is no URI, and no reference to one"
            : argument == "DataSchema" && !Uri.IsWellFormedUriString(text, UriKind.Absolute) ? "it is no absolute URI"
            : null;

    private static bool IsName(string name)
    {
        foreach (char character in name)
        {
            if (character is not ((>= 'a' and <= 'z') or (>= '0' and <= '9')))
            {
                return false;
            }
        }

        return name.Length > 0;
    }

    private static bool IsDefined(string name) => name is "specversion" or "type" or "source" or "id" or "subject" or "time" or "dataschema" or "datacontenttype" or "data";
}
