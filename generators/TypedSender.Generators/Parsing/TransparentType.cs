using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace TypedSender.Generators.Parsing;

/// <summary>A type that is sent as the one value that it wraps.</summary>
/// <param name="Member">The property or field that holds the value; null if there is an obstacle.</param>
/// <param name="Value">Its type.</param>
/// <param name="Obstacle">Why the type cannot be sent so, for people; null if it can.</param>
internal readonly record struct TransparentType(ISymbol? Member, ITypeSymbol? Value, string? Obstacle)
{
    /// <summary>What an attribute says of the type; null if none says that it is transparent.</summary>
    /// <param name="type">The type.</param>
    /// <param name="assembly">The assembly that uses it, whose attributes may name types of others; null for none.</param>
    public static TransparentType? Of(INamedTypeSymbol type, IAssemblySymbol? assembly)
    {
        if (Attributes.Find(type, Attributes.Transparent) is { } own)
        {
            return Read(type, own, assembly ?? type.ContainingAssembly);
        }

        if (assembly is not null)
        {
            foreach (AttributeData attribute in assembly.GetAttributes())
            {
                if (Attributes.Is(attribute, Attributes.Transparent) && Named(attribute) is INamedTypeSymbol named && Means(named, type))
                {
                    return Read(type, attribute, assembly);
                }
            }
        }

        return null;
    }

    /// <summary>What an attribute says of the type.</summary>
    /// <param name="type">The type that it marks or names.</param>
    /// <param name="attribute">The attribute.</param>
    /// <param name="from">The assembly that reads the value.</param>
    public static TransparentType Read(INamedTypeSymbol type, AttributeData attribute, IAssemblySymbol from)
    {
        string? name = Attributes.Text(attribute, Named(attribute) is null ? 0 : 1);
        if (ContractReference.IsContract(type))
        {
            return Refused("it is a contract as well: remove [AmqpContract], or [AmqpTransparent]");
        }

        List<ISymbol> members = Members(type, name);
        if (members.Count != 1)
        {
            return Refused(name is not null ? $"it has no property or field '{name}' that can be read: name another"
                : members.Count == 0 ? "it has no public property or field: name the one that is its value, [AmqpTransparent(\"...\")]"
                : $"it has several public properties or fields, {Listed(members)}: name the one that is its value, [AmqpTransparent(\"{members[0].Name}\")]");
        }

        ISymbol member = members[0];
        ITypeSymbol value = member is IPropertySymbol property ? property.Type : ((IFieldSymbol)member).Type;
        return !IsReadable(member, from) ? Refused($"generated code cannot reach '{name}': make it internal or public")
            : SymbolEqualityComparer.Default.Equals(value.OriginalDefinition, type.OriginalDefinition) ? Refused("it wraps itself")
            : new TransparentType(member, value, null);
    }

    /// <summary>The type that an attribute of an assembly names; null for one that marks a type.</summary>
    public static ITypeSymbol? Named(AttributeData attribute)
        => Attributes.Positional(attribute, 0) is { Kind: TypedConstantKind.Type } argument ? argument.Value as ITypeSymbol : null;

    private static TransparentType Refused(string obstacle) => new(null, null, obstacle);

    private static bool Means(INamedTypeSymbol named, INamedTypeSymbol type)
        => SymbolEqualityComparer.Default.Equals(named.IsUnboundGenericType ? named.OriginalDefinition : named, named.IsUnboundGenericType ? type.OriginalDefinition : type);

    /// <summary>The readable properties and fields of the name or, without one, all that are public; those of the nearest type that has any.</summary>
    private static List<ISymbol> Members(INamedTypeSymbol type, string? name)
    {
        var members = new List<ISymbol>();
        for (INamedTypeSymbol? each = type; each is not null && members.Count == 0; each = each.BaseType)
        {
            foreach (ISymbol member in name is null ? each.GetMembers() : each.GetMembers(name))
            {
                if (IsValue(member) && (name is not null || (ContractMembers.IsPublic(member) && Attributes.Find(MemberAttributes.Of(member), Attributes.Ignore) is null)))
                {
                    members.Add(member);
                }
            }
        }

        return members;
    }

    private static bool IsValue(ISymbol member) => member switch
    {
        { IsStatic: true } => false,
        IPropertySymbol property => !property.IsIndexer && property.ExplicitInterfaceImplementations.Length == 0 && ContractMembers.Getter(property) is not null,
        IFieldSymbol field => field.AssociatedSymbol is null,
        _ => false,
    };

    private static bool IsReadable(ISymbol member, IAssemblySymbol from)
    {
        Accessibility read = member is IPropertySymbol property ? ContractMembers.Getter(property)!.DeclaredAccessibility : member.DeclaredAccessibility;
        return read == Accessibility.Public
            || (read is Accessibility.Internal or Accessibility.ProtectedOrInternal && TypeAccessibility.IsFriend(member.ContainingAssembly, from));
    }

    private static string Listed(List<ISymbol> members) => string.Join(", ", members.ConvertAll(static member => $"'{member.Name}'"));
}
