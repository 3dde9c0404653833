using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using TypedSender.Generators.Collections;
using TypedSender.Generators.Model;

namespace TypedSender.Generators.Parsing;

/// <summary>
/// Collects what the user's own attributes say against the use of the symbols that generated code names: [Obsolete] and [Experimental], on members,
/// accessors, enum members, types, what they hold and stand in, modules and assemblies. The user has decided to use them; generated code must compile all the same.
/// Collects the extern aliases by which those types are named, too.
/// </summary>
internal sealed class Restrictions
{
    private const string Obsolete = "ObsoleteAttribute";
    private const string Experimental = "ExperimentalAttribute";

    // What the compiler says of type arguments that may be null against a constraint, wherever the type is named: the user has read it where he names it.
    private static readonly string[] NullabilityOfArguments = ["CS8631", "CS8634", "CS8714"];

    private static readonly RestrictionsModel Nothing = new(default, default, false);

    private readonly HashSet<ISymbol> _seen = new(SymbolEqualityComparer.Default);
    private readonly IAssemblySymbol _assembly;
    private readonly CollectionPath _path = new();
    private readonly bool _isOfType;
    private SortedSet<string>? _diagnostics;
    private SortedSet<string>? _aliases;
    private bool _hasErrors;

    /// <param name="assembly">The assembly that uses the symbols.</param>
    public Restrictions(IAssemblySymbol assembly) => _assembly = assembly;

    /// <summary>Those of one type, which others may share.</summary>
    private Restrictions(INamedTypeSymbol type, IAssemblySymbol assembly)
        : this(assembly)
    {
        _isOfType = true;
        _seen.Add(type);
        AddNamed(type);
    }

    /// <summary>Whether attributes of a symbol say anything against its use.</summary>
    public static bool Has(ISymbol symbol)
    {
        foreach (AttributeData attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass is { Name: Obsolete or Experimental })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Adds a symbol and every type in its signature.</summary>
    public void Add(ISymbol symbol)
    {
        AddAttributes(symbol);
        switch (symbol)
        {
            case IPropertySymbol property:
                AddType(property.Type);
                if (property.GetMethod is { } getter)
                {
                    AddAttributes(getter);
                }

                break;
            case IFieldSymbol field:
                AddType(field.Type);
                break;
            case IMethodSymbol method:
                AddType(method.ReturnType);
                foreach (IParameterSymbol parameter in method.Parameters)
                {
                    AddType(parameter.Type);
                    AddFormatter(parameter.GetAttributes());
                }

                break;
            default:
                break;
        }

        if (symbol.ContainingType is { } container)
        {
            AddType(container);
        }
    }

    /// <summary>Adds the formatter that an attribute names.</summary>
    public void AddFormatter(ImmutableArray<AttributeData> attributes)
    {
        if (FormatterParser.Of(Attributes.Find(attributes, Attributes.Formatter)) is { } formatter)
        {
            AddType(formatter);
        }
    }

    /// <summary>Adds a type, its containers, what it is made of and, of an enum, its members.</summary>
    public void AddType(ITypeSymbol type)
    {
        // Not kept with what is known of the type, since other uses of it may say otherwise.
        if (!_isOfType && NameableTypes.BreaksNullability(type))
        {
            (_diagnostics ??= new SortedSet<string>(StringComparer.Ordinal)).UnionWith(NullabilityOfArguments);
        }

        switch (type)
        {
            case IArrayTypeSymbol array:
                AddType(array.ElementType);
                break;
            case INamedTypeSymbol named when _seen.Add(named):
                if (_isOfType)
                {
                    // A type may refer to itself through others.
                    AddNamed(named);
                }
                else
                {
                    Add(SymbolFacts.Get(static facts => facts.Restrictions, (Type: named, Assembly: _assembly), static each => new Restrictions(each.Type, each.Assembly)));
                }

                break;
            default:
                break;
        }
    }

    public RestrictionsModel ToModel()
        => _aliases is null && _diagnostics is null && !_hasErrors
            ? Nothing
            : new RestrictionsModel(_aliases?.ToEquatableArray() ?? default, _diagnostics?.ToEquatableArray() ?? default, _hasErrors);

    private void Add(Restrictions others)
    {
        _hasErrors |= others._hasErrors;
        AddTo(ref _aliases, others._aliases);
        AddTo(ref _diagnostics, others._diagnostics);
    }

    private static void AddTo(ref SortedSet<string>? set, SortedSet<string>? others)
    {
        if (others is not null)
        {
            (set ??= new SortedSet<string>(StringComparer.Ordinal)).UnionWith(others);
        }
    }

    private static void AddTo(ref SortedSet<string>? set, string text) => (set ??= new SortedSet<string>(StringComparer.Ordinal)).Add(text);

    private void AddNamed(INamedTypeSymbol type)
    {
        foreach (ITypeSymbol argument in type.TypeArguments)
        {
            AddType(argument);
        }

        if (type.SpecialType != SpecialType.None)
        {
            return;
        }

        if (ExternAliases.Of(type.ContainingAssembly) is { } alias)
        {
            AddTo(ref _aliases, alias);
        }

        AddAttributes(type);
        AddFormatter(type.GetAttributes());
        if (type.ContainingType is { } container)
        {
            AddType(container);
        }

        if (TransparentType.Of(type, _assembly) is { Member: { } wrapped })
        {
            Add(wrapped);
        }

        AddItems(type);
        if (type.ContainingModule is { } module && _seen.Add(module))
        {
            AddAttributes(module);
        }

        if (type.ContainingAssembly is { } assembly && _seen.Add(assembly))
        {
            AddAttributes(assembly);
        }

        if (type.TypeKind == TypeKind.Enum)
        {
            foreach (ISymbol member in type.GetMembers())
            {
                AddAttributes(member);
            }
        }
    }

    /// <summary>Adds what a collection holds, which need not be among its type arguments.</summary>
    private void AddItems(INamedTypeSymbol collection)
    {
        if (CollectionTypes.Dictionary(collection) is { } map)
        {
            AddItem(collection, map.Key);
            AddItem(collection, map.Value);
        }
        else if (CollectionTypes.Sequence(collection) is { } sequence)
        {
            AddItem(collection, sequence.Element);
        }
    }

    private void AddItem(INamedTypeSymbol collection, ITypeSymbol item)
    {
        if (_path.TryEnter(collection, item))
        {
            AddType(item);
            _path.Leave();
        }
    }

    private void AddAttributes(ISymbol symbol)
    {
        foreach (AttributeData attribute in symbol.GetAttributes())
        {
            switch (attribute.AttributeClass)
            {
                case { Name: Obsolete } type when Names.WellKnown(type) == "System." + Obsolete:
                    _hasErrors |= Attributes.Value(Attributes.Positional(attribute, 1)) is true;
                    AddDiagnostic(Attributes.Named(attribute, "DiagnosticId") as string);
                    break;
                case { Name: Experimental } type when Names.WellKnown(type) == "System.Diagnostics.CodeAnalysis." + Experimental:
                    AddDiagnostic(Attributes.Text(attribute, 0));
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>Adds the id of a diagnostic. One that is no identifier cannot stand in a pragma, and the compiler reports it where it is declared.</summary>
    private void AddDiagnostic(string? id)
    {
        if (id is not null && SyntaxFacts.IsValidIdentifier(id))
        {
            AddTo(ref _diagnostics, id);
        }
    }
}
