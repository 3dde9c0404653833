using Microsoft.CodeAnalysis;

namespace TypedSender.Generators.Parsing;

/// <summary>
/// Names the types that generated code nests in a user's type: the wished name or, where a member of the user's has it, the wished name with the first
/// number that makes it free. Every reference to such a type takes its name from here.
/// </summary>
internal static class NestedNames
{
    private const string EncoderBaseName = "AmqpEncoder";
    private const string ImplementationBaseName = "Implementation";
    private const string EncoderInterface = "TypedSender.GeneratedCode.IAmqpEncoder`1";

    /// <summary>The name of the encoder that is nested in a contract of this compilation.</summary>
    public static string Encoder(INamedTypeSymbol contract) => Choose(EncoderBaseName, contract);

    /// <summary>The name of the class that is nested in a sender interface and implements it.</summary>
    public static string Implementation(INamedTypeSymbol sender) => Choose(ImplementationBaseName, sender);

    /// <summary>The encoder of a contract of another assembly, or null if it has none.</summary>
    public static INamedTypeSymbol? CompiledEncoder(INamedTypeSymbol contract)
    {
        foreach (INamedTypeSymbol nested in contract.GetTypeMembers())
        {
            if (IsEncoder(nested, contract))
            {
                return nested;
            }
        }

        return null;
    }

    /// <summary>Whether the encoder of a contract hides that of a contract it derives from, so that it needs <c>new</c>.</summary>
    public static bool HidesEncoder(INamedTypeSymbol contract, string name)
    {
        for (INamedTypeSymbol? ancestor = contract.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (HasEncoder(ancestor, name))
            {
                return true;
            }
        }

        if (contract.TypeKind == TypeKind.Interface)
        {
            foreach (INamedTypeSymbol inherited in contract.AllInterfaces)
            {
                if (HasEncoder(inherited, name))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool HasEncoder(INamedTypeSymbol ancestor, string name)
        => Attributes.Find(ancestor, Attributes.Contract) is not null
            && !PartialTypeParser.IsGeneric(ancestor)
            && ContractReference.HasEncoder(ancestor)
            && (ancestor.DeclaringSyntaxReferences.Length > 0 ? Encoder(ancestor) : CompiledEncoder(ancestor)?.Name) == name;

    private static bool IsEncoder(INamedTypeSymbol nested, INamedTypeSymbol contract)
    {
        foreach (INamedTypeSymbol implemented in nested.Interfaces)
        {
            if (Names.WellKnown(implemented) == EncoderInterface && SymbolEqualityComparer.Default.Equals(implemented.TypeArguments[0], contract))
            {
                return true;
            }
        }

        return false;
    }

    private static string Choose(string wish, INamedTypeSymbol type)
    {
        string name = wish;
        for (int number = 2; name == type.Name || IsTaken(name, type); number++)
        {
            name = wish + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return name;
    }

    private static bool IsTaken(string name, INamedTypeSymbol type)
    {
        if (Declares(type, name) || IsParameter(type, name))
        {
            return true;
        }

        for (INamedTypeSymbol? ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (Declares(ancestor, name))
            {
                return true;
            }
        }

        if (type.TypeKind == TypeKind.Interface)
        {
            foreach (INamedTypeSymbol inherited in type.AllInterfaces)
            {
                if (Declares(inherited, name))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Whether a parameter of the primary constructor, which the user's part of the type may read anywhere, has the name.</summary>
    private static bool IsParameter(INamedTypeSymbol type, string name)
    {
        foreach (IMethodSymbol constructor in SymbolFacts.ConstructorsOf(type))
        {
            foreach (IParameterSymbol parameter in constructor.Parameters)
            {
                if (parameter.Name == name)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool Declares(INamedTypeSymbol type, string name)
    {
        foreach (ISymbol member in type.GetMembers(name))
        {
            if (!Attributes.IsWrittenByUs(member))
            {
                return true;
            }
        }

        return false;
    }
}
