using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TypedSender.Generators.Parsing;

/// <summary>Whether an attribute stands where a contract or a sender is read.</summary>
internal static class Placement
{
    private const string Suffix = "Attribute";

    /// <summary>Whether the attribute may be one of those that mark members, parameters, methods or the owners of constants.</summary>
    public static bool IsCandidate(AttributeSyntax attribute)
    {
        string name = attribute.Name switch
        {
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
            AliasQualifiedNameSyntax aliased => aliased.Name.Identifier.ValueText,
            _ => string.Empty,
        };
        return IsRead(name) || IsRead(name + Suffix) || IsAlias(attribute.SyntaxTree, name);
    }

    /// <summary>Why nothing reads the attribute, and what to do, for people; null if something may.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="name">The name of its type.</param>
    /// <param name="owner">What it marks; of a field declaration, any of its fields.</param>
    public static string? Obstacle(AttributeSyntax attribute, string name, ISymbol? owner)
    {
        string target = ((AttributeListSyntax)attribute.Parent!).Target?.Identifier.ValueText ?? string.Empty;
        return owner switch
        {
            null => "only members of contracts, and methods of senders and their parameters, are sent; remove it",
            IParameterSymbol parameter => OfParameter(parameter, name, target),
            IPropertySymbol property => OfProperty(property, target),
            IEventSymbol => "an event is no part of a contract; remove it",
            IFieldSymbol { ContainingType.TypeKind: TypeKind.Enum } => "the members of an enum are sent by their own names, or as numbers; mark the member of the contract, or remove it",
            IFieldSymbol or INamedTypeSymbol => null,
            IMethodSymbol method => OfMethod(method),
            _ => "only members of contracts, and methods of senders and their parameters, are sent; remove it",
        };
    }

    private static bool IsRead(string name)
        => name is Attributes.Member or Attributes.Ignore or Attributes.Duration or Attributes.Formatter or Attributes.EnumAsString or Attributes.Batch
                or Attributes.Broker or Attributes.DesiredCapability or Attributes.RequiredCapability or Attributes.LinkProperty
            || SectionSlots.OfName(name) is not null;

    /// <summary>Whether the file has another name for something, which may be one of the attributes.</summary>
    private static bool IsAlias(SyntaxTree tree, string name)
    {
        if (tree.GetRoot() is CompilationUnitSyntax unit)
        {
            foreach (UsingDirectiveSyntax directive in unit.Usings)
            {
                if (directive.Alias is { } alias && (alias.Name.Identifier.ValueText == name || alias.Name.Identifier.ValueText == name + Suffix))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static string? OfProperty(IPropertySymbol property, string target)
        => target == "field" ? $"it marks the field behind '{property.Name}', and the property is what is sent; write it without 'field:'"
            : property.ContainingType.TypeKind == TypeKind.Interface ? "what a contract implements says nothing of how it is sent; mark the member of the contract"
            : null;

    private static string? OfParameter(IParameterSymbol parameter, string name, string target)
    {
        if (parameter.ContainingSymbol is not IMethodSymbol method)
        {
            return "the parameters of an indexer are not sent; remove it";
        }

        if (method.MethodKind != MethodKind.Constructor)
        {
            return OfMethod(method) ?? OfArgument(parameter, name);
        }

        if (!method.ContainingType.IsRecord || !MemberAttributes.IsPrimary(method))
        {
            return "the parameters of a constructor are not sent; mark the property that holds the value";
        }

        foreach (ISymbol member in method.ContainingType.GetMembers(parameter.Name))
        {
            if (member is IPropertySymbol)
            {
                return target == "field" ? $"it marks the field behind '{parameter.Name}', and the property is what is sent; write it without 'field:'" : null;
            }
        }

        return $"the parameter '{parameter.Name}' makes no property of '{method.ContainingType.Name}', because a base type has one; mark that property, or override it";
    }

    /// <summary>What says how a value is written holds for the arguments that section attributes place, and not for contracts and tokens.</summary>
    private static string? OfArgument(IParameterSymbol parameter, string name)
    {
        if (name == Attributes.Ignore)
        {
            return "arguments are always sent; remove it";
        }

        foreach (AttributeData attribute in parameter.GetAttributes())
        {
            if (SectionSlots.Of(attribute) is not null)
            {
                return null;
            }
        }

        return IsPlaceless(parameter.Type) ? "it says how an argument is written that a section attribute places; remove it, and mark the members of the contract" : null;
    }

    private static bool IsPlaceless(ITypeSymbol type)
        => ContractReference.IsContract(type)
            || (type is INamedTypeSymbol named && Names.WellKnown(named) == "System.Threading.CancellationToken")
            || (CollectionTypes.Sequence(type) is { } sequence && ContractReference.IsContract(sequence.Element));

    private static string? OfMethod(IMethodSymbol method)
        => method.ContainingType?.TypeKind != TypeKind.Interface || method.MethodKind != MethodKind.Ordinary || method.IsStatic
                ? "only the methods of a sender interface send; remove it"
            : method.IsAbstract ? null
            : $"'{method.Name}' has a body of its own, which the sender runs as it is; remove the attribute, or the body";
}
