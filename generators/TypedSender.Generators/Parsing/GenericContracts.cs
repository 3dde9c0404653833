using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace TypedSender.Generators.Parsing;

/// <summary>The generic contracts of other assemblies, each of which says itself which it has.</summary>
internal static class GenericContracts
{
    private const string Attribute = "GenericContractAttribute";
    private const string GeneratedCode = "GeneratedCode";
    private const string HiddenMemberArgument = "HiddenMember";

    private static readonly ConditionalWeakTable<IAssemblySymbol, List<(string Type, string? HiddenMember)>> Known = new();

    /// <summary>Whether an assembly that the compilation references has any.</summary>
    public static bool Exist(Compilation compilation)
    {
        var names = new HashSet<string>();
        AddNames(compilation, names);
        return names.Count > 0;
    }

    /// <summary>Adds the names by which code refers to generic contracts of assemblies that the compilation references: those of their types that have type parameters.</summary>
    public static void AddNames(Compilation compilation, HashSet<string> names)
    {
        foreach (IAssemblySymbol assembly in compilation.SourceModule.ReferencedAssemblySymbols)
        {
            foreach ((string type, _) in Of(assembly))
            {
                foreach (string part in type.Split('.', '+'))
                {
                    int arity = part.IndexOf('`');
                    if (arity > 0)
                    {
                        names.Add(part.Substring(0, arity));
                    }
                }
            }
        }
    }

    /// <summary>A member of a generic contract of another assembly that is sent, and that no assembly but its own can read; null for none.</summary>
    public static string? HiddenMember(INamedTypeSymbol closed)
    {
        string name = Names.Metadata(closed.OriginalDefinition);
        foreach ((string type, string? member) in Of(closed.ContainingAssembly))
        {
            if (type == name)
            {
                return member;
            }
        }

        return null;
    }

    private static List<(string Type, string? HiddenMember)> Of(IAssemblySymbol assembly) => Known.GetValue(assembly, Read);

    private static List<(string Type, string? HiddenMember)> Read(IAssemblySymbol assembly)
    {
        var contracts = new List<(string Type, string? HiddenMember)>();
        if (!RefersToRuntime(assembly))
        {
            return contracts;
        }

        foreach (AttributeData attribute in assembly.GetAttributes())
        {
            if (attribute.AttributeClass is { Name: Attribute, ContainingNamespace: { Name: GeneratedCode, ContainingNamespace.Name: Attributes.Namespace } } && Attributes.Text(attribute, 0) is { } type)
            {
                contracts.Add((type, Attributes.Named(attribute, HiddenMemberArgument) as string));
            }
        }

        return contracts;
    }

    /// <summary>Whether the assembly may hold generated code; the attributes of those of .NET are many, and need not be read.</summary>
    private static bool RefersToRuntime(IAssemblySymbol assembly)
    {
        foreach (IModuleSymbol module in assembly.Modules)
        {
            foreach (AssemblyIdentity reference in module.ReferencedAssemblies)
            {
                if (string.Equals(reference.Name, Attributes.Namespace, StringComparison.OrdinalIgnoreCase))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
