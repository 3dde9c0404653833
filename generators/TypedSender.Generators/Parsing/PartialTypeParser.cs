using System.Collections.Generic;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TypedSender.Generators.Collections;
using TypedSender.Generators.Model;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Parsing;

/// <summary>Finds out whether generated code can be added to a type, and how the type is opened again.</summary>
internal static class PartialTypeParser
{
    /// <summary>The contract's type, or null if no encoder can be nested in it.</summary>
    public static PartialType? ParseContract(INamedTypeSymbol type, DiagnosticBag diagnostics, CancellationToken cancellationToken)
    {
        if (type.TypeKind == TypeKind.Interface && !KnownTypes.Has(type))
        {
            diagnostics.Add(KnownTypeRules.NoKnownType, Locations.Of(type), Names.Display(type));
            return null;
        }

        if (type.TypeKind is TypeKind.Enum or TypeKind.Delegate)
        {
            // The attribute is not valid on it, which the compiler says.
            return null;
        }

        string? kind = UnsupportedContractKind(type);
        if (kind is not null)
        {
            diagnostics.Add(ContractRules.UnsupportedKind, Locations.Of(type), Names.Display(type), kind);
            return null;
        }

        return Parse(type, ContractRules.NotPartial, ContractRules.ContainerNotPartial, ContractRules.NotAccessible, diagnostics, cancellationToken);
    }

    /// <summary>The sender's interface, or null if no implementation can be nested in it.</summary>
    public static PartialType? ParseSender(INamedTypeSymbol type, DiagnosticBag diagnostics, CancellationToken cancellationToken)
    {
        if (IsGeneric(type))
        {
            diagnostics.Add(SenderRules.OpenGeneric, Locations.Of(type), Names.Display(type));
            return null;
        }

        return Parse(type, SenderRules.NotPartial, SenderRules.ContainerNotPartial, SenderRules.NotAccessible, diagnostics, cancellationToken);
    }

    /// <summary>The management interface, or null if no implementation can be nested in it.</summary>
    public static PartialType? ParseManagement(INamedTypeSymbol type, DiagnosticBag diagnostics, CancellationToken cancellationToken)
    {
        if (IsGeneric(type))
        {
            diagnostics.Add(ManagementRules.OpenGeneric, Locations.Of(type), Names.Display(type));
            return null;
        }

        return Parse(type, ManagementRules.NotPartial, ManagementRules.ContainerNotPartial, ManagementRules.NotAccessible, diagnostics, cancellationToken);
    }

    /// <summary>Whether the type or one of its containers has type parameters.</summary>
    public static bool IsGeneric(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? each = type; each is not null; each = each.ContainingType)
        {
            if (each.Arity > 0)
            {
                return true;
            }
        }

        return false;
    }

    private static PartialType? Parse(
        INamedTypeSymbol type,
        DiagnosticDescriptor notPartial,
        DiagnosticDescriptor containerNotPartial,
        DiagnosticDescriptor notAccessible,
        DiagnosticBag diagnostics,
        CancellationToken cancellationToken)
    {
        bool valid = true;
        if (!IsPartial(type, cancellationToken))
        {
            diagnostics.Add(notPartial, Locations.Of(type), Names.Display(type));
            valid = false;
        }

        var containers = new List<ContainingType>();
        for (INamedTypeSymbol? container = type.ContainingType; container is not null; container = container.ContainingType)
        {
            if (!IsPartial(container, cancellationToken))
            {
                diagnostics.Add(containerNotPartial, Locations.Of(container), Names.Display(type), Names.Display(container));
                valid = false;
            }

            containers.Insert(0, new ContainingType(Keyword(container), Names.Escape(container.Name) + TypeParameters(container)));
        }

        for (INamedTypeSymbol? each = type; each is not null; each = each.ContainingType)
        {
            if (Inaccessibility(each) is { } reason)
            {
                diagnostics.Add(notAccessible, Locations.Of(type), Names.Display(type), Names.Display(each), reason);
                valid = false;
                break;
            }
        }

        return valid
            ? new PartialType(
                Names.Namespace(type.ContainingNamespace),
                containers.ToEquatableArray(),
                Keyword(type),
                Names.Escape(type.Name),
                Names.FullName(type),
                Names.Metadata(type),
                Names.Display(type))
            {
                TypeParameters = TypeParameters(type),
            }
            : null;
    }

    private static string TypeParameters(INamedTypeSymbol type)
    {
        var parameters = new List<string>();
        foreach (ITypeParameterSymbol parameter in type.TypeParameters)
        {
            string variance = parameter.Variance switch
            {
                VarianceKind.In => "in ",
                VarianceKind.Out => "out ",
                _ => string.Empty,
            };
            parameters.Add(variance + Names.Escape(parameter.Name));
        }

        return parameters.Count == 0 ? string.Empty : $"<{string.Join(", ", parameters)}>";
    }

    private static string? UnsupportedContractKind(INamedTypeSymbol type)
        => type.IsStatic ? "a static class"
            : type.IsRefLikeType ? "a ref struct"
            : type.TypeKind == TypeKind.Interface && IsGeneric(type) ? "an interface with type parameters, or nested in a type that has some"
            : type.TypeKind is TypeKind.Class or TypeKind.Struct or TypeKind.Interface ? null
            : "neither a class, a struct nor an interface";

    private static bool IsPartial(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        foreach (SyntaxReference reference in type.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax(cancellationToken) is TypeDeclarationSyntax declaration && declaration.Modifiers.Any(SyntaxKind.PartialKeyword))
            {
                return true;
            }
        }

        return false;
    }

    private static string? Inaccessibility(INamedTypeSymbol type)
        => type.IsFileLocal
            ? "local to its file"
            : type.DeclaredAccessibility switch
            {
                Accessibility.Private => "private",
                Accessibility.Protected => "protected",
                Accessibility.ProtectedAndInternal => "private protected",
                _ => null,
            };

    private static string Keyword(INamedTypeSymbol type)
        => type.TypeKind == TypeKind.Interface ? "interface"
            : (type.IsRecord, type.IsValueType) switch
            {
                (true, true) => "record struct",
                (true, false) => "record",
                (false, true) => "struct",
                _ => "class",
            };
}
