using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Parsing;

/// <summary>Finds the methods that a sender's implementation has to implement: those without a body, inherited ones included.</summary>
internal sealed class SenderMethods
{
    private readonly INamedTypeSymbol _sender;
    private readonly DiagnosticBag _diagnostics;
    private readonly List<IMethodSymbol> _methods = new();

    public SenderMethods(INamedTypeSymbol sender, DiagnosticBag diagnostics)
    {
        _sender = sender;
        _diagnostics = diagnostics;
    }

    /// <summary>Whether there are members to implement that no class of ours can.</summary>
    public bool HasOthers { get; private set; }

    public IReadOnlyList<IMethodSymbol> Find()
    {
        AddFrom(_sender);
        foreach (INamedTypeSymbol inherited in _sender.AllInterfaces)
        {
            // The interface that the generator itself adds.
            if (!(inherited.Name == "ITypedSender" && Attributes.IsOurs(inherited)))
            {
                AddFrom(inherited);
            }
        }

        return _methods;
    }

    private void AddFrom(INamedTypeSymbol type)
    {
        foreach (ISymbol member in type.GetMembers())
        {
            if (!member.IsAbstract || IsImplemented(member))
            {
                continue;
            }

            if (IsOutOfReach(member))
            {
                HasOthers = true;
                if (member is not IMethodSymbol { AssociatedSymbol: not null })
                {
                    _diagnostics.Add(SenderRules.UnreachableMember, Locations.Of(_sender), Names.Display(member), Names.Display(_sender));
                }
            }
            else if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary, IsStatic: false } method)
            {
                _methods.Add(method);
            }
            else if (member is not (IMethodSymbol { AssociatedSymbol: not null } or INamedTypeSymbol))
            {
                HasOthers = true;
                _diagnostics.Add(SenderRules.UnsupportedMember, Locations.Of(member, Locations.Of(_sender)), member.Name, Kind(member));
            }
        }
    }

    private bool IsOutOfReach(ISymbol member)
        => member.DeclaredAccessibility is Accessibility.Internal or Accessibility.ProtectedAndInternal
            && !TypeAccessibility.IsFriend(member.ContainingAssembly, _sender.ContainingAssembly);

    /// <summary>Whether an interface nearer than its own gives the member a body.</summary>
    private bool IsImplemented(ISymbol member)
    {
        if (IsImplementedIn(_sender, member))
        {
            return true;
        }

        foreach (INamedTypeSymbol inherited in _sender.AllInterfaces)
        {
            if (IsImplementedIn(inherited, member))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsImplementedIn(INamedTypeSymbol type, ISymbol member)
    {
        foreach (ISymbol candidate in type.GetMembers())
        {
            if (candidate.IsAbstract)
            {
                continue;
            }

            bool implements = candidate switch
            {
                IMethodSymbol method => Contains(method.ExplicitInterfaceImplementations, member),
                IPropertySymbol property => Contains(property.ExplicitInterfaceImplementations, member),
                IEventSymbol @event => Contains(@event.ExplicitInterfaceImplementations, member),
                _ => false,
            };
            if (implements)
            {
                return true;
            }
        }

        return false;
    }

    private static bool Contains<T>(System.Collections.Immutable.ImmutableArray<T> implemented, ISymbol member)
        where T : ISymbol
    {
        foreach (T each in implemented)
        {
            if (SymbolEqualityComparer.Default.Equals(each, member))
            {
                return true;
            }
        }

        return false;
    }

    private static string Kind(ISymbol member) => member switch
    {
        _ when member.IsStatic => "a static abstract member",
        IPropertySymbol { IsIndexer: true } => "an indexer",
        IPropertySymbol => "a property",
        IEventSymbol => "an event",
        _ => "no method",
    };
}
