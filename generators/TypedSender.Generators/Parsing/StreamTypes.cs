using Microsoft.CodeAnalysis;
using TypedSender.Generators.Model;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Parsing;

/// <summary>The types whose bytes are read while the message is sent: as the body alone, of a raw contract or of a method.</summary>
internal static class StreamTypes
{
    /// <summary>What a stream is to generated code.</summary>
    public const string FullName = "global::System.IO.Stream";

    /// <summary>How a type is sent: <see cref="ValueKind.Stream"/> or <see cref="ValueKind.Pipe"/>; null of another type.</summary>
    public static ValueKind? Of(ITypeSymbol? type)
    {
        for (INamedTypeSymbol? each = type as INamedTypeSymbol; each is not null; each = each.BaseType)
        {
            switch (Names.WellKnown(each))
            {
                case "System.IO.Stream":
                    return ValueKind.Stream;
                case "System.IO.Pipelines.PipeReader":
                    return ValueKind.Pipe;
            }
        }

        return null;
    }

    /// <summary>Whether the body of a contract is a stream.</summary>
    public static bool IsBodyOf(ITypeSymbol type)
    {
        if (type is not INamedTypeSymbol contract
            || ContractDeclaration.Of(contract) is not { } declaration
            || ContractSettings.Body(declaration.Settings) != BodyEncoding.Raw)
        {
            return false;
        }

        foreach (ISymbol member in ContractMembers.All(contract))
        {
            if (Of(member is IPropertySymbol property ? property.Type : ((IFieldSymbol)member).Type) is not null
                && Attributes.Find(MemberAttributes.Of(declaration.MarkedMember(member)), Attributes.Ignore) is null)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Reports a contract whose body is a stream where it is a value among others; true for any other contract.</summary>
    public static bool CheckUse(INamedTypeSymbol contract, TypeToken token, string member, DiagnosticBag diagnostics)
    {
        bool isStream = IsBodyOf(contract);
        if (isStream)
        {
            diagnostics.Add(
                MemberRules.NoEncoding,
                token.Location,
                Names.Display(contract),
                "its body is a stream, which is read while a message of its own is sent: hold the bytes in ReadOnlyMemory<byte>, or send it by itself",
                member);
        }

        return !isStream;
    }
}
