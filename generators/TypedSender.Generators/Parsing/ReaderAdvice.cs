using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Model;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Parsing;

/// <summary>Warns of what the readers of the broker's own SDK cannot read.</summary>
internal static class ReaderAdvice
{
    /// <summary>Warns of a body that they cannot read, or only by its raw values.</summary>
    /// <param name="contract">The contract.</param>
    /// <param name="attribute">Its attribute.</param>
    /// <param name="body">How the body is laid out.</param>
    /// <param name="descriptor">The descriptor of the body, if there is one.</param>
    /// <param name="members">What is in the body.</param>
    /// <param name="diagnostics">What is found.</param>
    public static void CheckBody(
        ContractDeclaration contract, BodyEncoding body, DescriptorModel? descriptor, IReadOnlyList<MemberModel> members, DiagnosticBag diagnostics)
    {
        if (body is BodyEncoding.Json or BodyEncoding.Raw || BrokerParser.OfAssembly(contract.Assembly)?.Readers is not { } readers)
        {
            return;
        }

        string layout = body switch
        {
            BodyEncoding.List => "a list",
            BodyEncoding.Sequence => "a sequence",
            _ => "a map",
        };
        string consequence = descriptor is not null ? $"with a descriptor, by which {readers.Name} cannot read the message at all"
            : Lost(members, isList: body is not BodyEncoding.Map) is { } reason ? $"and {reason}, by which {readers.Name} cannot read the message at all"
            : $"for which {readers.BodyProperty} throws";
        diagnostics.Add(ContractRules.UnreadableBody, Locations.OfNamedArgument(contract.Settings, "Encoding", contract.Location), Names.Display(contract.Type), layout, consequence);
    }

    /// <summary>Warns of a value outside the body that they cannot read.</summary>
    /// <param name="readers">What is known of the readers; null for nothing.</param>
    /// <param name="slot">Where the value stands.</param>
    /// <param name="value">How it is written.</param>
    /// <param name="type">Its type, for people.</param>
    /// <param name="member">The member or parameter, for people.</param>
    /// <param name="location">Where the type is written.</param>
    /// <param name="diagnostics">What is found.</param>
    public static void CheckValue(ReaderProfile? readers, SectionSlot slot, ValueModel value, string type, string member, Location location, DiagnosticBag diagnostics)
    {
        if (readers is null)
        {
            return;
        }

        string? reason = Alien(value) is { } alien ? $"{alien}, by which {readers.Name} cannot read the message at all: use {Instead(value)}"
            : readers.RefusesBytesInProperties && slot == SectionSlot.ApplicationProperty && IsBytes(value.Kind) ? "binary, and the broker refuses a message with bytes in an application property: send them as text, such as Base64"
            : slot == SectionSlot.MessageAnnotation && value.Kind is ValueKind.Map or ValueKind.Contract ? $"a map, for which {readers.Name} refuses the message: send it in the body"
            : null;
        if (reason is not null)
        {
            diagnostics.Add(MemberRules.UnreadableValue, location, type, member, reason);
        }
    }

    /// <summary>Why a body of these members is lost as a whole, for people; null if it is not.</summary>
    private static string? Lost(IReadOnlyList<MemberModel> members, bool isList)
    {
        foreach (MemberModel member in members)
        {
            string? reason = Inside(member.Value) ?? (isList && member.Value.Nulls is NullState.Allowed or NullState.DefaultArray ? "may be null inside of it" : null);
            if (reason is not null)
            {
                return $"'{member.DisplayName}' {reason}";
            }
        }

        return null;
    }

    /// <summary>What is wrong with a value inside of another, for people.</summary>
    private static string? Inside(ValueModel value) => value.Kind switch
    {
        ValueKind.Map => "is a map inside of it",
        ValueKind.Contract => "is a contract, a map or a list inside of it",
        ValueKind.Symbol or ValueKind.StringAsSymbol or ValueKind.EnumNameAsSymbol => "is a symbol inside of it",
        ValueKind.Formatted => null,
        ValueKind.List => value.Element!.Nulls == NullState.Allowed ? "may hold null inside of it" : Inside(value.Element),
        _ => Alien(value) is { } alien ? "is " + alien : null,
    };

    /// <summary>A type of AMQP that they do not know, for people; null for one that they do.</summary>
    private static string? Alien(ValueModel value) => value.Kind switch
    {
        ValueKind.Decimal32 => "a decimal32",
        ValueKind.Decimal64 => "a decimal64",
        ValueKind.Rune => "a char that may be beyond U+FFFF",
        _ => value.Element is null ? null : Alien(value.Element),
    };

    private static string Instead(ValueModel value) => value.Element is not null ? Instead(value.Element) : value.Kind == ValueKind.Rune ? "string" : "decimal";

    private static bool IsBytes(ValueKind kind) => kind is ValueKind.BinarySpan or ValueKind.BinaryMemory or ValueKind.BinaryImmutable or ValueKind.BinarySequence;
}
