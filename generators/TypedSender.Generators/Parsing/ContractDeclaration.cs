using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace TypedSender.Generators.Parsing;

/// <summary>What makes a type a contract: its own attribute, or one of the assembly, whose metadata type carries the attributes of an external type and of its members.</summary>
internal sealed class ContractDeclaration
{
    private readonly INamedTypeSymbol? _marked;
    private readonly IAssemblySymbol? _assembly;

    private ContractDeclaration(INamedTypeSymbol type, AttributeData settings, INamedTypeSymbol? marked, IAssemblySymbol? assembly, Location location)
    {
        Type = type;
        Settings = settings;
        _marked = marked;
        _assembly = assembly;
        Location = location;
        Reader = (ISymbol?)assembly ?? type;
    }

    public INamedTypeSymbol Type { get; }

    /// <summary>The attribute that says how the body is laid out.</summary>
    public AttributeData Settings { get; }

    /// <summary>Where what is wrong with the whole contract is reported.</summary>
    public Location Location { get; }

    /// <summary>The type that stands for an external one; null for none.</summary>
    public INamedTypeSymbol? MetadataType => _assembly is null || SymbolEqualityComparer.Default.Equals(_marked, Type) ? null : _marked;

    /// <summary>Whether an attribute of the assembly makes the type a contract, or its type arguments do.</summary>
    public bool IsExternal => _assembly is not null;

    /// <summary>The type that carries the attributes of the contract: the metadata type of an external contract that has one, otherwise the contract itself.</summary>
    public INamedTypeSymbol Marked => _marked ?? Type;

    /// <summary>The assembly whose code reads the contract.</summary>
    public IAssemblySymbol Assembly => _assembly ?? Type.ContainingAssembly;

    /// <summary>What reads the members: the contract itself, or code of the assembly.</summary>
    public ISymbol Reader { get; private init; }

    /// <summary>The attributes of the contract.</summary>
    public ImmutableArray<AttributeData> Attributes => _marked?.GetAttributes() ?? ImmutableArray<AttributeData>.Empty;

    /// <summary>The declaration of a type that is a contract, or null.</summary>
    public static ContractDeclaration? Of(INamedTypeSymbol type)
        => Parsing.Attributes.Find(type, Parsing.Attributes.Contract) is not { } own ? ExternalContracts.Find(type)?.Declaration
            : ClosedContracts.Is(type) ? OfClosed(type)
            : new ContractDeclaration(type, own, type, null, Locations.Of(type));

    /// <summary>The declaration of a closed type of a generic contract.</summary>
    public static ContractDeclaration OfClosed(INamedTypeSymbol type)
    {
        IAssemblySymbol assembly = ClosedContracts.Assembly(type);
        return new ContractDeclaration(type, Parsing.Attributes.Find(type, Parsing.Attributes.Contract)!, type, assembly, Locations.Of(type))
        {
            Reader = ClosedContracts.IsNested(type) ? type.OriginalDefinition : assembly,
        };
    }

    public static ContractDeclaration OfExternal(INamedTypeSymbol type, AttributeData settings, IAssemblySymbol assembly)
        => new(type, settings, Parsing.Attributes.Named(settings, ExternalContracts.MetadataType) as INamedTypeSymbol, assembly, ExternalContracts.WhereOf(settings));

    /// <summary>What carries the attributes of a member: itself, or the member of the metadata type that stands for it.</summary>
    public ISymbol MarkedMember(ISymbol member)
    {
        for (INamedTypeSymbol? type = MetadataType; type is not null; type = type.BaseType)
        {
            foreach (ISymbol marked in type.GetMembers(member.Name))
            {
                if (marked is IPropertySymbol { IsIndexer: false } or IFieldSymbol { AssociatedSymbol: null })
                {
                    return marked;
                }
            }
        }

        return member;
    }
}
