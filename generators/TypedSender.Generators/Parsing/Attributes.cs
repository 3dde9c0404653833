using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace TypedSender.Generators.Parsing;

/// <summary>Reads attributes. The generator knows the runtime by name alone.</summary>
internal static class Attributes
{
    public const string Namespace = "TypedSender";
    public const string Contract = "AmqpContractAttribute";
    public const string ContractFor = "AmqpContractForAttribute";
    public const string KnownType = "AmqpKnownTypeAttribute";
    public const string Sender = "AmqpSenderAttribute";
    public const string Member = "AmqpMemberAttribute";
    public const string Ignore = "AmqpIgnoreAttribute";
    public const string EnumAsString = "AmqpEnumAsStringAttribute";
    public const string Duration = "AmqpDurationAttribute";
    public const string Transparent = "AmqpTransparentAttribute";
    public const string Array = "AmqpArrayAttribute";
    public const string Dynamic = "AmqpDynamicAttribute";
    public const string AssumeUtc = "AmqpAssumeUtcAttribute";
    public const string Json = "AmqpJsonAttribute";
    public const string Broker = "AmqpBrokerAttribute";
    public const string Batch = "AmqpBatchAttribute";
    public const string Enqueue = "EnqueueAttribute";
    public const string SendTimeout = "SendTimeoutAttribute";
    public const string Address = "AddressAttribute";
    public const string Settled = "SettledAttribute";
    public const string Formatter = "AmqpFormatterAttribute";
    public const string ExpiryTimes = "AmqpExpiryTimesAttribute";
    public const string DesiredCapability = "DesiredCapabilityAttribute";
    public const string RequiredCapability = "RequiredCapabilityAttribute";
    public const string LinkProperty = "LinkPropertyAttribute";
    public const string TargetCapability = "TargetCapabilityAttribute";
    public const string TargetDurability = "TargetDurabilityAttribute";
    public const string TargetExpiry = "TargetExpiryAttribute";
    public const string Management = "AmqpManagementAttribute";
    public const string Operation = "AmqpManagementOperationAttribute";
    public const string ManagementBody = "AmqpManagementBodyAttribute";
    public const string ManagementTimeout = "AmqpManagementTimeoutAttribute";

    private const string GeneratedCode = "GeneratedCodeAttribute";

    /// <summary>Whether the attribute is the one of ours that is called <paramref name="name"/>.</summary>
    public static bool Is(AttributeData attribute, string name)
        => attribute.AttributeClass is { } type && type.Name == name && IsOurs(type);

    public static bool IsOurs(INamedTypeSymbol type)
        => type.ContainingNamespace is { Name: Namespace, ContainingNamespace.IsGlobalNamespace: true };

    public static AttributeData? Find(ISymbol symbol, string name) => Find(symbol.GetAttributes(), name);

    public static AttributeData? Find(ImmutableArray<AttributeData> attributes, string name)
    {
        foreach (AttributeData attribute in attributes)
        {
            if (Is(attribute, name))
            {
                return attribute;
            }
        }

        return null;
    }

    public static AttributeData? Find(IReadOnlyList<AttributeData> attributes, string name)
    {
        for (int i = 0; i < attributes.Count; i++)
        {
            if (Is(attributes[i], name))
            {
                return attributes[i];
            }
        }

        return null;
    }

    /// <summary>The value of the named argument; null if there is none, or if it is an array or does not compile.</summary>
    public static object? Named(AttributeData attribute, string name)
    {
        foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
        {
            if (argument.Key == name)
            {
                return Value(argument.Value);
            }
        }

        return null;
    }

    /// <summary>The value of an argument; null if there is none, or if it is an array, which the compiler throws for, or does not compile.</summary>
    public static object? Value(TypedConstant? argument)
        => argument is { Kind: not (TypedConstantKind.Array or TypedConstantKind.Error) } constant ? constant.Value : null;

    /// <summary>The text of a positional argument; null if there is none, or if it is none.</summary>
    public static string? Text(AttributeData attribute, int index) => Value(Positional(attribute, index)) as string;

    /// <summary>The positional argument, or null.</summary>
    public static TypedConstant? Positional(AttributeData attribute, int index)
        => index < attribute.ConstructorArguments.Length ? attribute.ConstructorArguments[index] : null;

    /// <summary>Whether generators of this product wrote the member.</summary>
    public static bool IsWrittenByUs(ISymbol symbol)
    {
        if (GeneratedFiles.Declare(symbol))
        {
            return true;
        }

        foreach (AttributeData attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass?.Name == GeneratedCode && Value(Positional(attribute, 0)) is Namespace)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The name without <c>Attribute</c>, as the user writes it.</summary>
    public static string ShortName(AttributeData attribute) => attribute.AttributeClass is { } type ? ShortName(type) : string.Empty;

    /// <summary>The same of the attribute's type.</summary>
    public static string ShortName(INamedTypeSymbol type)
    {
        string name = type.Name;
        return name.EndsWith("Attribute", System.StringComparison.Ordinal) ? name.Substring(0, name.Length - "Attribute".Length) : name;
    }
}
