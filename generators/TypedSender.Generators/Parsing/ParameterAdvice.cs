using System;
using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Model;

namespace TypedSender.Generators.Parsing;

/// <summary>Advice on a parameter that is neither a contract nor placed by an attribute: most often, place it.</summary>
internal static class ParameterAdvice
{
    private const string InContract = "take a contract with a member that holds what is to be sent";

    public static string For(IParameterSymbol parameter)
    {
        ITypeSymbol type = parameter.Type;
        List<string> attributes = Attributes(parameter);
        return attributes.Count > 0 ? $"mark it {string.Join(", ", attributes)}, or send it in a contract"
            : CollectionTypes.Dictionary(type) is not null ? $"take a parameter for each entry and mark it [ApplicationProperty(\"...\")], or {InContract}"
            : type is INamedTypeSymbol named && Names.WellKnown(named) == "System.Threading.Channels.ChannelReader`1" ? "take an IAsyncEnumerable<T> of a contract, and pass what ReadAllAsync() returns"
            : type.TypeKind == TypeKind.Interface && CollectionTypes.Sequence(type) is null ? "an interface is no contract, so take a contract that implements it"
            : InContract;
    }

    /// <summary>The section attributes that take the type, as the user writes them.</summary>
    private static List<string> Attributes(IParameterSymbol parameter)
    {
        ITypeSymbol type = parameter.Type;
        string name = parameter.Name;
        var attributes = new List<string>();
        ValueKind kind = new ValueParser(new ValueOptions { Assembly = parameter.ContainingAssembly }, new DiagnosticBag(), name).Parse(type, default).Kind;
        bool isDuration = type is INamedTypeSymbol { IsValueType: true } && new ValueParser(new ValueOptions { Duration = ValueKind.TimeToLive }, new DiagnosticBag(), name).Parse(type, default).Kind == ValueKind.TimeToLive;
        if (isDuration)
        {
            kind = ValueKind.TimeToLive;
        }

        if (kind is ValueKind.Invalid or ValueKind.List or ValueKind.Array or ValueKind.Map or ValueKind.Contract)
        {
            return attributes;
        }

        attributes.Add($"[ApplicationProperty(\"{name}\"){(isDuration ? ", AmqpDuration(AmqpDurationEncoding.Iso8601)" : string.Empty)}]");
        foreach (SectionSlot slot in (SectionSlot[])Enum.GetValues(typeof(SectionSlot)))
        {
            if (!SectionSlots.IsKeyed(slot) && SectionSlots.Fits(slot, kind))
            {
                attributes.Add($"[{slot}]");
            }
        }

        return attributes;
    }
}
