using Microsoft.CodeAnalysis;
using TypedSender.Generators.Model;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Parsing;

/// <summary>
/// Reads the System.Text.Json context of a contract. What its own generator makes of it is not visible here, but the user's
/// declaration and its attributes are.
/// </summary>
internal static class JsonContextParser
{
    /// <summary>The argument of the attribute of a contract that names its context.</summary>
    public const string Argument = "JsonContext";

    private const string Context = "System.Text.Json.Serialization.JsonSerializerContext";
    private const string Polymorphic = "System.Text.Json.Serialization.JsonPolymorphicAttribute";
    private const string DerivedType = "System.Text.Json.Serialization.JsonDerivedTypeAttribute";
    private const string Serializable = "System.Text.Json.Serialization.JsonSerializableAttribute";

    /// <summary>The context, or null if there is none or none is needed.</summary>
    public static JsonContextModel? Read(ContractDeclaration declaration, BodyEncoding body, DiagnosticBag diagnostics)
    {
        INamedTypeSymbol contract = declaration.Type;
        AttributeData attribute = declaration.Settings;
        var named = Attributes.Named(attribute, Argument) as ITypeSymbol;
        if (body != BodyEncoding.Json)
        {
            if (named is not null)
            {
                diagnostics.Add(ContractRules.NoEffect, Locations.OfNamedArgument(attribute, Argument, Location.None), Argument, Names.Display(contract), "its body is not JSON; remove it, or write Encoding = AmqpBodyEncoding.Json");
            }

            return null;
        }

        if (named is null)
        {
            diagnostics.Add(ContractRules.JsonContextMissing, Locations.OfNamedArgument(attribute, "Encoding", Location.None), Names.Display(contract));
            return null;
        }

        Location location = Locations.OfNamedArgument(attribute, Argument, Location.None);
        if (named.TypeKind == TypeKind.Error)
        {
            diagnostics.RequireStub(ContractRules.JsonContextUnusable.Id);
        }
        else if (Unusable(named, declaration.Assembly) is { } reason)
        {
            diagnostics.Add(ContractRules.JsonContextUnusable, location, Names.Display(named), Names.Display(contract), reason);
        }
        else if (!ClosedContracts.IsOpen(contract) && !Knows((INamedTypeSymbol)named, contract))
        {
            diagnostics.Add(ContractRules.JsonContextIncomplete, location, Names.Display(named), Names.Display(contract));
        }

        return new JsonContextModel(Names.FullName(named), Names.Display(named));
    }

    /// <summary>Whether the contract declares to System.Text.Json what derives from it.</summary>
    public static bool IsPolymorphic(INamedTypeSymbol contract)
    {
        foreach (AttributeData attribute in contract.GetAttributes())
        {
            if (attribute.AttributeClass is { } type && Names.WellKnown(type) is Polymorphic or DerivedType)
            {
                return true;
            }
        }

        return false;
    }

    private static string? Unusable(ITypeSymbol context, IAssemblySymbol assembly)
        => context is not INamedTypeSymbol named || !Derives(named)
            ? "derive it from System.Text.Json.Serialization.JsonSerializerContext, and make it partial"
            : named.IsGenericType ? "it has type parameters, and contexts have none"
            : TypeAccessibility.Obstacle(named, assembly) is { } obstacle ? $"generated code cannot reach it, because {obstacle}: make it internal or public"
            : null;

    private static bool Derives(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (Names.WellKnown(ancestor) == Context)
            {
                return true;
            }
        }

        return false;
    }

    private static bool Knows(INamedTypeSymbol context, INamedTypeSymbol contract)
    {
        foreach (AttributeData attribute in context.GetAttributes())
        {
            if (attribute.AttributeClass is { } type && Names.WellKnown(type) == Serializable
                && SymbolEqualityComparer.Default.Equals(Attributes.Value(Attributes.Positional(attribute, 0)) as ISymbol, contract))
            {
                return true;
            }
        }

        return false;
    }
}
