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

    private const int Iso8601 = 1;

    public static ValueOptions Of(IReadOnlyList<AttributeData> attributes)
    {
        if (attributes.Count == 0)
        {
            return default;
        }

        AttributeData? member = Attributes.Find(attributes, Attributes.Member);
        AttributeData? duration = Attributes.Find(attributes, Attributes.Duration);
        return new ValueOptions(
            member is not null && Attributes.Named(member, "Symbol") is true,
            Attributes.Find(attributes, Attributes.EnumAsString) is not null,
            duration is null ? ValueKind.Invalid
                : Attributes.Value(Attributes.Positional(duration, 0)) is Iso8601 ? ValueKind.DurationText
                : ValueKind.DurationMilliseconds,
            null);
    }
}
