using System;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Model;

namespace TypedSender.Generators.Parsing;

/// <summary>Names the method that registers a sender.</summary>
internal static class RegistrationParser
{
    private const string Suffix = "Sender";

    /// <summary>The method; null where none could name the interface: one that is private, generic or of one file.</summary>
    public static RegistrationModel? Parse(INamedTypeSymbol type)
    {
        string access = "public";
        string container = string.Empty;
        for (INamedTypeSymbol? outer = type; outer is not null; outer = outer.ContainingType)
        {
            if (outer.IsGenericType || outer.IsFileLocal)
            {
                return null;
            }

            switch (outer.DeclaredAccessibility)
            {
                case Accessibility.Public:
                    break;
                case Accessibility.Internal:
                case Accessibility.ProtectedOrInternal:
                    access = "internal";
                    break;
                default:
                    return null;
            }

            container = outer.Name + container;
        }

        string name = type.Name;
        string stem = name.Length > 1 && name[0] == 'I' && char.IsUpper(name[1]) ? name.Substring(1) : name;
        return new RegistrationModel(access, container + "Registration", $"Add{stem}{(stem.EndsWith(Suffix, StringComparison.Ordinal) ? string.Empty : Suffix)}");
    }
}
