using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Parsing;

/// <summary>Reads formatters: which one an attribute names, whether it can be called, and what it formats.</summary>
internal static class FormatterParser
{
    private const string Interface = "TypedSender.IAmqpFormatter`1";
    private const string ReadInterface = "TypedSender.IAmqpReadFormatter`1";

    /// <summary>The formatter that the attribute names, or null.</summary>
    public static ITypeSymbol? Of(AttributeData? attribute)
        => attribute is null ? null : Attributes.Positional(attribute, 0) is { Kind: TypedConstantKind.Type } argument ? argument.Value as ITypeSymbol : null;

    public static bool Formats(ITypeSymbol formatter, ITypeSymbol type) => Implements(formatter, Interface, type);

    /// <summary>Whether the formatter also reads what it writes.</summary>
    public static bool Reads(ITypeSymbol formatter, ITypeSymbol type) => Implements(formatter, ReadInterface, type);

    private static bool Implements(ITypeSymbol formatter, string name, ITypeSymbol type)
    {
        foreach (INamedTypeSymbol implemented in formatter.AllInterfaces)
        {
            if (Names.WellKnown(implemented) == name && SymbolEqualityComparer.Default.Equals(implemented.TypeArguments[0], type))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Why generated code cannot call the formatter, for people, or null.</summary>
    public static string? Obstacle(ITypeSymbol? formatter, IAssemblySymbol from)
        => formatter is not INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct } named || named.IsStatic || named.IsRefLikeType
            ? "a formatter is a class or struct that implements IAmqpFormatter<T>"
            : named.IsUnboundGenericType ? "its type arguments are missing"
            : TypeAccessibility.Obstacle(named, from) is { } obstacle ? $"generated code cannot reach it, because {obstacle}: make it internal or public"
            : Formatted(named).Count == 0 ? "it does not implement IAmqpFormatter<T>"
            : null;

    /// <summary>Why it does not format the type, for people.</summary>
    public static string Mismatch(ITypeSymbol formatter, ITypeSymbol type)
    {
        List<ITypeSymbol> formatted = Formatted(formatter);
        var names = new List<string>();
        foreach (ITypeSymbol each in formatted)
        {
            if (each is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
            {
                return $"it formats '{Names.Display(each)}', and null never reaches a formatter: implement IAmqpFormatter<{Names.Display(nullable.TypeArguments[0])}>";
            }

            string assembly = Names.Display(each) == Names.Display(type) ? $" of assembly {each.ContainingAssembly?.Name}" : string.Empty;
            names.Add($"'{Names.Display(each)}'{assembly}");
        }

        return names.Count == 0 ? "it does not implement IAmqpFormatter<T>" : "it formats " + string.Join(" and ", names);
    }

    /// <summary>A type and the member that has it, for people.</summary>
    public static string In(ITypeSymbol type, string member) => $"'{Names.Display(type)}' in '{member}'";

    /// <summary>Checks the attribute on a type, where every use of the type relies on it.</summary>
    public static void CheckType(INamedTypeSymbol type, DiagnosticBag diagnostics)
    {
        if (Attributes.Find(type, Attributes.Formatter) is not { } attribute || Of(attribute) is { TypeKind: TypeKind.Error })
        {
            return;
        }

        ITypeSymbol? formatter = Of(attribute);
        string? reason = Obstacle(formatter, type.ContainingAssembly) ?? (FormatsSome(formatter!, type) ? null : Mismatch(formatter!, type));
        if (reason is not null)
        {
            diagnostics.Add(MemberRules.Formatter, Locations.OfArgument(attribute, 0, Locations.Of(type)), Display(formatter), $"'{Names.Display(type)}'", reason);
        }
    }

    public static string Display(ITypeSymbol? formatter) => formatter is null ? "null" : Names.Display(formatter);

    /// <summary>Whether it formats the type or, if that has type parameters, one that is made of it.</summary>
    private static bool FormatsSome(ITypeSymbol formatter, INamedTypeSymbol type)
    {
        foreach (INamedTypeSymbol implemented in formatter.AllInterfaces)
        {
            if (Names.WellKnown(implemented) == Interface && SymbolEqualityComparer.Default.Equals(implemented.TypeArguments[0].OriginalDefinition, type))
            {
                return true;
            }
        }

        return false;
    }

    private static List<ITypeSymbol> Formatted(ITypeSymbol formatter)
    {
        var formatted = new List<ITypeSymbol>();
        foreach (INamedTypeSymbol implemented in formatter.AllInterfaces)
        {
            if (Names.WellKnown(implemented) == Interface)
            {
                formatted.Add(implemented.TypeArguments[0]);
            }
        }

        return formatted;
    }
}
