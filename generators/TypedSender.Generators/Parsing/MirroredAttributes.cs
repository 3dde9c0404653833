using System;
using System.Collections.Generic;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace TypedSender.Generators.Parsing;

/// <summary>
/// The attributes that the implementation of a member must repeat, because the linker or the compiler compares the attributes of both. Others say something to callers, who see the
/// interface.
/// </summary>
internal static class MirroredAttributes
{
    private const string Space = "System.Diagnostics.CodeAnalysis.";

    /// <summary>The attributes as C# writes them, each in brackets.</summary>
    public static IReadOnlyList<string> Of(ISymbol symbol)
    {
        var written = new List<string>();
        foreach (AttributeData attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass is { } type
                && Names.WellKnown(type) is Space + "RequiresUnreferencedCodeAttribute" or Space + "RequiresDynamicCodeAttribute"
                    or Space + "RequiresAssemblyFilesAttribute" or Space + "DynamicallyAccessedMembersAttribute"
                    or Space + "NotNullAttribute" or Space + "NotNullIfNotNullAttribute")
            {
                written.Add($"[{Names.FullName(attribute.AttributeClass!)}({Arguments(attribute)})]");
            }
        }

        return written;
    }

    private static string Arguments(AttributeData attribute)
    {
        var arguments = new List<string>();
        foreach (TypedConstant argument in attribute.ConstructorArguments)
        {
            arguments.Add(Written(argument));
        }

        foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
        {
            arguments.Add($"{argument.Key} = {Written(argument.Value)}");
        }

        return string.Join(", ", arguments);
    }

    /// <summary>The value. Roslyn writes the members of an enum without <c>global::</c>, which another namespace may hide.</summary>
    private static string Written(TypedConstant value)
        => value is { Kind: TypedConstantKind.Enum, Type: { } type }
            ? $"({Names.FullName(type)})({((IFormattable)value.Value!).ToString(null, CultureInfo.InvariantCulture)})"
            : value.ToCSharpString();
}
