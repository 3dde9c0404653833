using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TypedSender.Generators.Parsing;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Analyzers;

/// <summary>
/// The types of a compilation whose attributes are read: contracts, senders, management interfaces, and what they derive from. Attributes of other types have an effect only through a type that
/// derives from them, perhaps in another assembly. Thread-safe until it reports.
/// </summary>
internal sealed class AttributeOwners
{
    private readonly ConcurrentDictionary<INamedTypeSymbol, bool> _read = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentQueue<(string Attribute, Location Location, INamedTypeSymbol Owner)> _attributes = new();

    public void Add(INamedTypeSymbol type)
    {
        if (GeneratedFiles.Declare(type))
        {
            return;
        }

        if (Attributes.Find(type, Attributes.Contract) is not null || Attributes.Find(type, Attributes.Transparent) is not null)
        {
            for (INamedTypeSymbol? each = type; each is not null; each = each.BaseType)
            {
                _read.TryAdd(each.OriginalDefinition, true);
            }
        }
        else if (Attributes.Find(type, Attributes.Sender) is not null || Attributes.Find(type, Attributes.Management) is not null)
        {
            _read.TryAdd(type.OriginalDefinition, true);
            foreach (INamedTypeSymbol inherited in type.AllInterfaces)
            {
                _read.TryAdd(inherited.OriginalDefinition, true);
            }
        }
    }

    /// <summary>Takes a type whose attributes stand for those of an external contract.</summary>
    public void AddMetadata(INamedTypeSymbol metadata)
    {
        for (INamedTypeSymbol? each = metadata; each is not null; each = each.BaseType)
        {
            _read.TryAdd(each.OriginalDefinition, true);
        }
    }

    /// <summary>Takes an attribute that no type of another assembly can make use of.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="location">Where it stands.</param>
    /// <param name="owner">The type that it stands in, or on.</param>
    /// <param name="marked">What it marks.</param>
    public void AddAttribute(string name, Location location, INamedTypeSymbol owner, ISymbol marked)
    {
        bool hasFriends = HasFriends(owner.ContainingAssembly);
        if (!IsOpen(owner, hasFriends) || !IsVisible(marked, hasFriends))
        {
            _attributes.Enqueue((name, location, owner.OriginalDefinition));
        }
    }

    public void Report(CompilationAnalysisContext context)
    {
        foreach ((string attribute, Location location, INamedTypeSymbol owner) in _attributes)
        {
            if (!_read.ContainsKey(owner))
            {
                (string kind, string mark) = owner.TypeKind != TypeKind.Interface ? ("contract", "AmqpContract")
                    : Placement.IsOfManagement(attribute) ? ("management interface", "AmqpManagement")
                    : ("sender", "AmqpSender");
                context.ReportDiagnostic(Diagnostic.Create(MemberRules.NoOwner, location, attribute, Names.Display(owner), kind, mark));
            }
        }
    }

    /// <summary>Whether a type of another assembly may derive from it.</summary>
    private static bool IsOpen(INamedTypeSymbol type, bool hasFriends)
    {
        if (type.IsSealed || type.IsStatic || type.TypeKind is not (TypeKind.Class or TypeKind.Interface))
        {
            return false;
        }

        for (INamedTypeSymbol? each = type; each is not null; each = each.ContainingType)
        {
            if (!IsVisible(each, hasFriends))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a type of another assembly that derives from the one it stands in may see it.</summary>
    private static bool IsVisible(ISymbol symbol, bool hasFriends) => symbol.DeclaredAccessibility switch
    {
        Accessibility.Private => false,
        Accessibility.Internal or Accessibility.ProtectedAndInternal => hasFriends,
        _ => true,
    };

    /// <summary>Whether other assemblies see what is internal.</summary>
    private static bool HasFriends(IAssemblySymbol assembly)
    {
        foreach (AttributeData attribute in assembly.GetAttributes())
        {
            if (attribute.AttributeClass is { Name: "InternalsVisibleToAttribute" })
            {
                return true;
            }
        }

        return false;
    }
}
