using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TypedSender.Generators.Model;

namespace TypedSender.Generators.Parsing;

/// <summary>Whether an attribute stands where a contract, a sender or a management interface is read.</summary>
internal static class Placement
{
    private const string Suffix = "Attribute";

    /// <summary>Whether the attribute is one of those that mark members, parameters, methods or the owners of constants.</summary>
    public static bool IsPlaced(INamedTypeSymbol type)
        => SectionPlace.IsAlias(type)
            || SectionScope.HasFormatters(type)
            || (Attributes.IsOurs(type)
                && (type.Name is Attributes.Member or Attributes.Ignore or Attributes.Duration or Attributes.Array or Attributes.Dynamic or Attributes.Json or Attributes.AssumeUtc or Attributes.Formatter or Attributes.EnumAsString or Attributes.Batch or Attributes.Enqueue or Attributes.SendTimeout or Attributes.Settled or Attributes.Address
                        or Attributes.Broker or Attributes.DesiredCapability or Attributes.RequiredCapability or Attributes.LinkProperty or Attributes.TargetCapability or Attributes.TargetDurability or Attributes.TargetExpiry or Attributes.ExpiryTimes
                    || IsOfManagement(type.Name)
                    || SectionSlots.OfName(type.Name) is not null));

    /// <summary>Why nothing reads the attribute, and what to do, for people; null if something may.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="type">Its type.</param>
    /// <param name="owner">What it marks; of a field declaration, any of its fields.</param>
    public static string? Obstacle(AttributeSyntax attribute, INamedTypeSymbol type, ISymbol? owner)
    {
        string name = Attributes.IsOurs(type) ? type.Name : string.Empty;
        if (IsOfManagement(name))
        {
            return OfRequest(owner);
        }

        if (IsOutsideRequest(owner, SectionPlace.SlotOf(type)))
        {
            return "a request has an operation, a type, application properties of its parameters, and a body, and nothing else; remove it";
        }

        string target = ((AttributeListSyntax)attribute.Parent!).Target?.Identifier.ValueText ?? string.Empty;
        return owner switch
        {
            null => "only members of contracts, and methods of senders and their parameters, are sent; remove it",
            IParameterSymbol parameter => OfParameter(parameter, name, target),
            IPropertySymbol property => OfProperty(property, target),
            IEventSymbol => "an event is no part of a contract; remove it",
            IFieldSymbol { ContainingType.TypeKind: TypeKind.Enum } => "the members of an enum are sent by their own names, or as numbers; mark the member of the contract, or remove it",
            INamedTypeSymbol { TypeKind: TypeKind.Interface } contract when Attributes.Find(contract, Attributes.Contract) is not null => "an interface sends what the types that implement it send; mark those",
            IFieldSymbol or INamedTypeSymbol => null,
            IMethodSymbol method => OfMethod(method),
            _ => "only members of contracts, and methods of senders and their parameters, are sent; remove it",
        };
    }

    /// <summary>Whether the attribute of this name, with its suffix or without, is one of management interfaces alone.</summary>
    public static bool IsOfManagement(string name)
        => name is Attributes.Operation or Attributes.ManagementBody or Attributes.ManagementTimeout
            || (name + Suffix) is Attributes.Operation or Attributes.ManagementBody or Attributes.ManagementTimeout;

    /// <summary>Of an attribute that says how a request is made.</summary>
    private static string? OfRequest(ISymbol? owner)
        => (owner as IMethodSymbol ?? (owner as IParameterSymbol)?.ContainingSymbol as IMethodSymbol) is not { MethodKind: MethodKind.Ordinary, IsStatic: false, ContainingType: { TypeKind: TypeKind.Interface } type } method
                ? "only the methods of a management interface make requests; remove it"
            : !method.IsAbstract ? $"'{method.Name}' has a body of its own, which runs as it is; remove the attribute, or the body"
            : Attributes.Find(type, Attributes.Sender) is not null ? $"'{type.Name}' is a sender, whose methods send messages; remove it"
            : null;

    /// <summary>Whether the attribute says something of a message, in a management interface, whose requests have no such thing.</summary>
    private static bool IsOutsideRequest(ISymbol? owner, SectionSlot? slot)
        => (owner as INamedTypeSymbol ?? owner?.ContainingType) is { TypeKind: TypeKind.Interface } type
            && Attributes.Find(type, Attributes.Management) is not null
            && (owner is not IParameterSymbol || (slot is not null && slot != SectionSlot.ApplicationProperty));

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

    /// <summary>Attributes that say how a value is written hold for the arguments that section attributes place, and not for contracts, tokens and transactions.</summary>
    private static string? OfArgument(IParameterSymbol parameter, string name)
    {
        if (name == Attributes.Ignore)
        {
            return "arguments are always sent; remove it";
        }

        if (name is Attributes.SendTimeout or Attributes.Settled)
        {
            return null;
        }

        foreach (AttributeData attribute in parameter.GetAttributes())
        {
            if (SectionPlace.Of(attribute) is not null)
            {
                return null;
            }
        }

        return IsPlaceless(parameter.Type) || Attributes.Find(parameter, Attributes.SendTimeout) is not null || Attributes.Find(parameter, Attributes.Settled) is not null ? "it says how an argument is written that a section attribute places; remove it, and mark the members of the contract" : null;
    }

    private static bool IsPlaceless(ITypeSymbol type)
        => ContractReference.IsContract(type)
            || (type is INamedTypeSymbol named && Names.WellKnown(named) == "System.Threading.CancellationToken")
            || TransactionParameter.Is(type)
            || (CollectionTypes.Sequence(type) is { } sequence && ContractReference.IsContract(sequence.Element));

    private static string? OfMethod(IMethodSymbol method)
        => method.ContainingType?.TypeKind != TypeKind.Interface || method.MethodKind != MethodKind.Ordinary || method.IsStatic
                ? "only the methods of a sender interface send; remove it"
            : method.IsAbstract ? null
            : $"'{method.Name}' has a body of its own, which the sender runs as it is; remove the attribute, or the body";
}
