using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Model;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Parsing;

/// <summary>Finds attributes that say how values of one type are written, of members and parameters that hold no such value.</summary>
internal static class ValueAttributes
{
    private const string Symbol = "Symbol";

    /// <param name="attributes">The attributes of a member or parameter.</param>
    /// <param name="values">How it is written, in every place that it travels to.</param>
    /// <param name="displayName">The contract and the member, or the parameter.</param>
    /// <param name="fallback">Where to report what is not in source.</param>
    /// <param name="diagnostics">What is found.</param>
    public static void Check(IReadOnlyList<AttributeData> attributes, List<ValueModel> values, string displayName, Location fallback, DiagnosticBag diagnostics)
    {
        if (values.Count == 0 || Holds(values, ValueKind.Invalid, ValueKind.TypeParameter))
        {
            return;
        }

        foreach (AttributeData attribute in attributes)
        {
            if (Attributes.Is(attribute, Attributes.EnumAsString) && !Holds(values, ValueKind.EnumName, ValueKind.EnumNameAsSymbol))
            {
                Report("[AmqpEnumAsString]", "it is for enums", Locations.OfAttribute(attribute, fallback));
            }
            else if (Attributes.Is(attribute, Attributes.Duration) && !Holds(values, ValueKind.DurationMilliseconds, ValueKind.DurationText))
            {
                Report("[AmqpDuration]", "it is for TimeSpan in the body and in maps", Locations.OfAttribute(attribute, fallback));
            }
            else if (Attributes.Is(attribute, Attributes.Array) && !Holds(values, ValueKind.Array, ValueKind.Array))
            {
                Report("[AmqpArray]", "it is for collections of values that AMQP has a type for", Locations.OfAttribute(attribute, fallback));
            }
            else if (Attributes.Is(attribute, Attributes.Dynamic) && !Holds(values, ValueKind.Untyped, ValueKind.Untyped))
            {
                Report("[AmqpDynamic]", "it is for object, and for collections of objects", Locations.OfAttribute(attribute, fallback));
            }
            else if (Attributes.Is(attribute, Attributes.AssumeUtc) && !Holds(values, ValueKind.UtcDateTime, ValueKind.UtcDateTime))
            {
                Report("[AmqpAssumeUtc]", "it is for DateTime", Locations.OfAttribute(attribute, fallback));
            }
            else if (Attributes.Is(attribute, Attributes.Json) && !Holds(values, ValueKind.JsonString, ValueKind.JsonBinary))
            {
                Report("[AmqpJson]", "it is for JsonElement, JsonDocument and JsonNode, and for collections of these", Locations.OfAttribute(attribute, fallback));
            }
            else if (Attributes.Is(attribute, Attributes.Member) && Attributes.Named(attribute, Symbol) is true && !Holds(values, ValueKind.StringAsSymbol, ValueKind.EnumNameAsSymbol))
            {
                Report(Symbol, "it is for strings, and for enums that are sent by name", Locations.OfNamedArgument(attribute, Symbol, fallback));
            }
            else if (Attributes.Is(attribute, Attributes.ExpiryTimes) && !values.Exists(static value => value.Kind == ValueKind.TimeToLive))
            {
                Report("[AmqpExpiryTimes]", "it is for [TimeToLive]", Locations.OfAttribute(attribute, fallback));
            }
            else if (SectionScope.IsChoice(attribute) && !values.Exists(static value => value.IsChosenByScope))
            {
                Report(
                    "[" + Attributes.ShortName(attribute) + "]",
                    "it is for application properties and message annotations of the types that it has formatters for, unless they say themselves how they are written",
                    Locations.OfAttribute(attribute, fallback));
            }
        }

        void Report(string what, string reason, Location location)
            => diagnostics.Add(ContractRules.NoEffect, location, what, displayName, reason + "; remove it");
    }

    private static bool Holds(List<ValueModel> values, ValueKind one, ValueKind other) => values.Exists(value => Holds(value, one, other));

    private static bool Holds(ValueModel? value, ValueKind one, ValueKind other)
        => value is not null && (value.Kind == one || value.Kind == other || Holds(value.Key, one, other) || Holds(value.Element, one, other));
}
