using System.Globalization;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Model;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Parsing;

/// <summary>Reads whether the items of a method's list travel in envelopes.</summary>
internal static class EnvelopeParser
{
    private const string MaxMessages = "MaxMessages";
    private const string MaxBytes = "MaxBytes";

    /// <summary>The model; null without <c>[AmqpBatch]</c>.</summary>
    /// <param name="method">The method.</param>
    /// <param name="isList">Whether it sends a list; null when that is not known.</param>
    /// <param name="enqueues">Whether it enqueues, which lists cannot be.</param>
    /// <param name="unaddressed">Why the link has no address, for people; null where it has one.</param>
    /// <param name="broker">The broker, if one is named.</param>
    /// <param name="diagnostics">Where problems go.</param>
    /// <param name="fallback">Where the method is.</param>
    public static EnvelopeModel? Read(IMethodSymbol method, bool? isList, bool enqueues, string? unaddressed, BrokerProfile? broker, DiagnosticBag diagnostics, Location fallback)
    {
        if (Attributes.Find(method, Attributes.Batch) is not { } attribute)
        {
            return null;
        }

        if (isList == false)
        {
            diagnostics.Add(MethodRules.BatchWithoutList, Locations.OfAttribute(attribute, fallback), method.Name, enqueues ? string.Empty : ", or take a list of contracts");
        }
        else if (unaddressed is not null)
        {
            diagnostics.Add(MethodRules.EnvelopeAddress, Locations.OfAttribute(attribute, fallback), method.Name, unaddressed);
        }

        return new EnvelopeModel(
            (int)Limit(attribute, MaxMessages, broker?.Envelopes.MaxMessages, broker, diagnostics, fallback),
            Limit(attribute, MaxBytes, broker?.Envelopes.MaxBytes, broker, diagnostics, fallback));
    }

    private static long Limit(AttributeData attribute, string name, long? most, BrokerProfile? broker, DiagnosticBag diagnostics, Location fallback)
    {
        long limit = Attributes.Named(attribute, name) switch
        {
            int value => value,
            long value => value,
            _ => 0,
        };
        if (limit < 0)
        {
            diagnostics.Add(MethodRules.NegativeLimit, Locations.OfNamedArgument(attribute, name, fallback), name, limit.ToString(CultureInfo.InvariantCulture));
        }
        else if (broker is { Envelopes.HasFixedLimits: true } && limit > most)
        {
            diagnostics.Add(MethodRules.LimitAboveBroker, Locations.OfNamedArgument(attribute, name, fallback), name, limit.ToString(CultureInfo.InvariantCulture), broker.Name, $"{most}");
        }

        return limit;
    }
}
