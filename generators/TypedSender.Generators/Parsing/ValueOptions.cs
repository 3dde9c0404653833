using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Model;

namespace TypedSender.Generators.Parsing;

/// <summary>The choices of attributes on how a member or parameter is written.</summary>
/// <param name="AsSymbol">A string travels as a symbol.</param>
/// <param name="EnumAsString">An enum travels by name.</param>
/// <param name="Duration">How a TimeSpan travels; <see cref="ValueKind.Invalid"/> if nothing says so.</param>
/// <param name="Formatter">What formats the value or its elements, known to be usable; null if nothing does.</param>
internal readonly record struct ValueOptions(bool AsSymbol, bool EnumAsString, ValueKind Duration, ITypeSymbol? Formatter)
{
    /// <summary>Whether the value is that of a parameter of a send method.</summary>
    public bool IsParameter { get; init; }

    /// <summary>Whether a collection travels as an array.</summary>
    public bool AsArray { get; init; }

    /// <summary>Whether an object travels by the type that it has at run time.</summary>
    public bool IsDynamic { get; init; }

    /// <summary>Whether a DateTime is in UTC if it does not say.</summary>
    public bool AssumesUtc { get; init; }

    /// <summary>Whether the value is not null where C# does not say: it is the key of a map, or an element of an array.</summary>
    public bool IsNeverNull { get; init; }

    /// <summary>How JSON travels; <see cref="ValueKind.Invalid"/> if nothing says so.</summary>
    public ValueKind Json { get; init; }

    /// <summary>The assembly whose attributes name transparent types of others; null for none.</summary>
    public IAssemblySymbol? Assembly { get; init; }

    private const int Iso8601 = 1;
    private const int BinaryForm = 1;

    /// <param name="symbol">The member or parameter.</param>
    /// <param name="attributes">Its attributes.</param>
    public static ValueOptions Of(ISymbol symbol, IReadOnlyList<AttributeData> attributes)
    {
        if (attributes.Count == 0)
        {
            return default(ValueOptions) with { IsParameter = symbol is IParameterSymbol, Assembly = symbol.ContainingAssembly };
        }

        AttributeData? member = Attributes.Find(attributes, Attributes.Member);
        AttributeData? duration = Attributes.Find(attributes, Attributes.Duration);
        AttributeData? json = Attributes.Find(attributes, Attributes.Json);
        return new ValueOptions(
            member is not null && Attributes.Named(member, "Symbol") is true,
            Attributes.Find(attributes, Attributes.EnumAsString) is not null,
            duration is null ? ValueKind.Invalid
                : Attributes.Value(Attributes.Positional(duration, 0)) is Iso8601 ? ValueKind.DurationText
                : ValueKind.DurationMilliseconds,
            null)
        {
            IsParameter = symbol is IParameterSymbol,
            AsArray = Attributes.Find(attributes, Attributes.Array) is not null,
            IsDynamic = Attributes.Find(attributes, Attributes.Dynamic) is not null,
            AssumesUtc = Attributes.Find(attributes, Attributes.AssumeUtc) is not null,
            Json = json is null ? ValueKind.Invalid
                : Attributes.Value(Attributes.Positional(json, 0)) is BinaryForm ? ValueKind.JsonBinary
                : ValueKind.JsonString,
            Assembly = symbol.ContainingAssembly,
        };
    }

    /// <summary>The choices for the value that a transparent type wraps: those of the place where the wrapper stands, and then those of the value itself.</summary>
    /// <param name="own">What the attributes of the wrapped member say.</param>
    public ValueOptions Inside(ValueOptions own) => this with
    {
        AsSymbol = AsSymbol || own.AsSymbol,
        EnumAsString = EnumAsString || own.EnumAsString,
        Duration = Duration == ValueKind.Invalid ? own.Duration : Duration,
        AsArray = AsArray || own.AsArray,
        IsDynamic = IsDynamic || own.IsDynamic,
        AssumesUtc = AssumesUtc || own.AssumesUtc,
        Json = Json == ValueKind.Invalid ? own.Json : Json,
    };
}
