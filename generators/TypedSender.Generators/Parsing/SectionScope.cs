using System;
using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Parsing;

/// <summary>
/// What is chosen for the values outside a body: by attributes of the member or parameter, or of what it stands in. The nearest says it: the method, the contract or sender, what that derives from or
/// inherits, and its assembly.
/// </summary>
internal sealed class SectionScope
{
    /// <summary>The attribute that makes others choose formatters.</summary>
    public const string PropertyFormatters = "AmqpPropertyFormattersAttribute";

    private readonly List<ISymbol> _enclosing = new();

    private SectionScope()
    {
    }

    /// <summary>The readers that messages of the scope are meant for; null where nothing is known of them.</summary>
    public ReaderProfile? Readers { get; private set; }

    /// <summary>Whether what it encloses belongs to a contract that is a CloudEvent.</summary>
    public bool IsEvent { get; private set; }

    /// <summary>The scope of types that send nothing by themselves.</summary>
    public static SectionScope None { get; } = new();

    public static SectionScope OfContract(ContractDeclaration contract)
    {
        var scope = new SectionScope();
        for (INamedTypeSymbol? type = contract.Marked; type is not null; type = type.BaseType)
        {
            scope._enclosing.Add(type);
        }

        scope._enclosing.Add(contract.Assembly);
        scope.IsEvent = CloudEvents.Of(contract) is not null;
        scope.Readers = BrokerParser.OfAssembly(contract.Assembly)?.Readers;
        return scope;
    }

    public static SectionScope OfSender(INamedTypeSymbol sender) => SymbolFacts.Get(static facts => facts.SenderScopes, sender, FindOfSender);

    private static SectionScope FindOfSender(INamedTypeSymbol sender)
    {
        var scope = new SectionScope();
        scope._enclosing.Add(sender);
        scope._enclosing.AddRange(sender.AllInterfaces);
        scope._enclosing.Add(sender.ContainingAssembly);
        scope.Readers = BrokerParser.Read(sender, new DiagnosticBag())?.Readers;
        return scope;
    }

    public SectionScope Of(IMethodSymbol method)
    {
        var scope = new SectionScope { Readers = Readers };
        scope._enclosing.Add(method);
        scope._enclosing.AddRange(_enclosing);
        return scope;
    }

    /// <summary>Whether the attribute names formatters for values outside a body.</summary>
    public static bool HasFormatters(INamedTypeSymbol type) => !Attributes.IsOurs(type) && Attributes.Find(type, PropertyFormatters) is not null;

    /// <summary>Whether the attribute chooses formatters, and does not end the effect of a farther one.</summary>
    public static bool IsChoice(AttributeData attribute) => attribute.AttributeClass is { } type && HasFormatters(type) && IsOn(attribute);

    /// <summary>Reports formatters that an attribute of the user's is to choose, and that cannot be called.</summary>
    /// <param name="set">The attribute's type.</param>
    /// <param name="report">Takes what is found.</param>
    public static void CheckFormatters(INamedTypeSymbol set, Action<Diagnostic> report)
    {
        if (Attributes.Find(set, PropertyFormatters) is not { } named || Attributes.Positional(named, 0) is not { Kind: TypedConstantKind.Array, IsNull: false } formatters)
        {
            return;
        }

        for (int index = 0; index < formatters.Values.Length; index++)
        {
            var formatter = formatters.Values[index].Value as ITypeSymbol;
            if (formatter?.TypeKind != TypeKind.Error && FormatterParser.Obstacle(formatter, set.ContainingAssembly) is { } reason)
            {
                Location location = Locations.OfArgument(named, index, Locations.Of(set));
                report(Diagnostic.Create(MemberRules.Formatter, location, FormatterParser.Display(formatter), $"values for [{Attributes.ShortName(set)}]", reason));
            }
        }
    }

    /// <summary>Whether a time to live sets the times of creation and expiry as well.</summary>
    /// <param name="own">The attributes of the member or parameter.</param>
    public bool SetsExpiryTimes(IReadOnlyList<AttributeData> own)
    {
        foreach (IReadOnlyList<AttributeData> level in Levels(own))
        {
            if (Attributes.Find(level, Attributes.ExpiryTimes) is { } attribute)
            {
                return IsOn(attribute);
            }
        }

        return false;
    }

    /// <summary>The formatter that is chosen for values of a type outside a body; null for none.</summary>
    /// <param name="type">The type, not nullable.</param>
    /// <param name="own">The attributes of the member or parameter.</param>
    public ITypeSymbol? Formatter(ITypeSymbol type, IReadOnlyList<AttributeData> own)
    {
        var off = new HashSet<INamedTypeSymbol>(SymbolEqualityComparer.Default);
        foreach (IReadOnlyList<AttributeData> level in Levels(own))
        {
            foreach (AttributeData attribute in level)
            {
                if (attribute.AttributeClass is { } set && HasFormatters(set) && !off.Contains(set))
                {
                    if (!IsOn(attribute))
                    {
                        off.Add(set);
                    }
                    else if (Find(set, type) is { } formatter)
                    {
                        return formatter;
                    }
                }
            }
        }

        return null;
    }

    /// <summary>Whether the attribute says that what it stands for holds; its first argument says whether, and without one it does.</summary>
    private static bool IsOn(AttributeData attribute) => Attributes.Value(Attributes.Positional(attribute, 0)) is not false;

    /// <summary>The formatter of a set that formats the type.</summary>
    private static ITypeSymbol? Find(INamedTypeSymbol set, ITypeSymbol type)
    {
        if (Attributes.Find(set, PropertyFormatters) is { } named && Attributes.Positional(named, 0) is { Kind: TypedConstantKind.Array, IsNull: false } formatters)
        {
            foreach (TypedConstant each in formatters.Values)
            {
                if (each.Value is INamedTypeSymbol formatter && FormatterParser.Formats(formatter, type))
                {
                    return formatter;
                }
            }
        }

        return null;
    }

    private IEnumerable<IReadOnlyList<AttributeData>> Levels(IReadOnlyList<AttributeData> own)
    {
        yield return own;
        foreach (ISymbol symbol in _enclosing)
        {
            yield return symbol.GetAttributes();
        }
    }
}
