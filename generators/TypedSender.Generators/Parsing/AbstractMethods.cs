using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Parsing;

/// <summary>Finds the methods that the implementation of an interface has to implement: those without a body, inherited ones included.</summary>
internal sealed class AbstractMethods
{
    private readonly INamedTypeSymbol _interface;
    private readonly DiagnosticDescriptor _unsupported;
    private readonly DiagnosticDescriptor _unreachable;
    private readonly DiagnosticBag _diagnostics;
    private readonly List<IMethodSymbol> _methods = new();

    private AbstractMethods(INamedTypeSymbol type, DiagnosticDescriptor unsupported, DiagnosticDescriptor unreachable, DiagnosticBag diagnostics)
    {
        _interface = type;
        _unsupported = unsupported;
        _unreachable = unreachable;
        _diagnostics = diagnostics;
    }

    /// <summary>Whether there are members to implement that no class of ours can.</summary>
    public bool HasOthers { get; private set; }

    public static AbstractMethods OfSender(INamedTypeSymbol sender, DiagnosticBag diagnostics)
        => new(sender, SenderRules.UnsupportedMember, SenderRules.UnreachableMember, diagnostics);

    public static AbstractMethods OfManagement(INamedTypeSymbol management, DiagnosticBag diagnostics)
        => new(management, ManagementRules.UnsupportedMember, ManagementRules.UnreachableMember, diagnostics);

    public IReadOnlyList<IMethodSymbol> Find()
    {
        AddFrom(_interface);
        foreach (INamedTypeSymbol inherited in _interface.AllInterfaces)
        {
            if (!GeneratedInterfaces.Has(inherited))
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
                    _diagnostics.Add(_unreachable, Locations.Of(_interface), Names.Display(member), Names.Display(_interface));
                }
            }
            else if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary, IsStatic: false } method)
            {
                _methods.Add(method);
            }
            else if (member is not (IMethodSymbol { AssociatedSymbol: not null } or INamedTypeSymbol))
            {
                HasOthers = true;
                _diagnostics.Add(_unsupported, Locations.Of(member, Locations.Of(_interface)), member.Name, Kind(member));
            }
        }
    }

    private bool IsOutOfReach(ISymbol member)
        => member.DeclaredAccessibility is Accessibility.Internal or Accessibility.ProtectedAndInternal
            && !TypeAccessibility.IsFriend(member.ContainingAssembly, _interface.ContainingAssembly);

    /// <summary>Whether an interface nearer than its own gives the member a body.</summary>
    private bool IsImplemented(ISymbol member)
    {
        if (IsImplementedIn(_interface, member))
        {
            return true;
        }

        foreach (INamedTypeSymbol inherited in _interface.AllInterfaces)
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
