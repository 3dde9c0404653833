using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Model;

namespace TypedSender.Generators.Parsing;

/// <summary>
/// Tells why a contract cannot be read, where something asks to: itself, or a contract that it holds. Decoders call each other whatever the answer is, so that no contract is
/// parsed for another one while code is generated. Thread-safe.
/// </summary>
internal sealed class ContractReading
{
    private const string NotReadable = "NotReadableAttribute";
    private const string Version = "GeneratedCodeVersionAttribute";
    private const int FirstVersionThatReads = 5;
    private const int MaxDepth = 32;

    private readonly Compilation _compilation;
    private readonly Func<INamedTypeSymbol, Compilation, CancellationToken, ContractModel?> _parse;
    private readonly ConcurrentDictionary<ISymbol, string> _own = new(SymbolEqualityComparer.Default);

    /// <param name="compilation">What the contracts are used in.</param>
    /// <param name="parse">Makes a model of a contract in it.</param>
    public ContractReading(Compilation compilation, Func<INamedTypeSymbol, Compilation, CancellationToken, ContractModel?> parse)
    {
        _compilation = compilation;
        _parse = parse;
    }

    /// <summary>The obstacle, for people, or null; null also for a contract that breaks a rule, which is reported at the contract.</summary>
    public string? Obstacle(INamedTypeSymbol contract, CancellationToken cancellationToken)
        => Obstacle(contract, new HashSet<ISymbol>(SymbolEqualityComparer.Default), cancellationToken);

    private string? Obstacle(INamedTypeSymbol contract, HashSet<ISymbol> seen, CancellationToken cancellationToken)
    {
        if (!seen.Add(contract))
        {
            return null;
        }

        cancellationToken.ThrowIfCancellationRequested();
        string own = _own.GetOrAdd(contract, _ => Own(contract, cancellationToken) ?? string.Empty);
        if (own.Length > 0)
        {
            return own;
        }

        if (ContractDeclaration.Of(contract) is not { } declaration || ContractSettings.Body(declaration.Settings) is BodyEncoding.Json or BodyEncoding.Raw)
        {
            return null;
        }

        foreach (AttributeData named in declaration.Attributes)
        {
            if (Attributes.Is(named, Attributes.KnownType) && KnownTypes.TypeOf(named) is { } known && Obstacle(known, seen, cancellationToken) is { } reason)
            {
                return $"it may be a '{Names.Display(known)}', and {reason}";
            }
        }

        foreach (ContractMember member in ContractMembers.Of(contract, declaration.Reader, _compilation))
        {
            if (Attributes.Find(MemberAttributes.Of(declaration.MarkedMember(member.Symbol)), Attributes.Ignore) is null
                && Held(TypeOf(member.Symbol), declaration.Assembly, 0) is { } held
                && (ObstacleOfExternal(held, declaration.Assembly) ?? Obstacle(held, seen, cancellationToken)) is { } obstacle)
            {
                return $"it holds '{Names.Display(held)}', and {obstacle}";
            }
        }

        return null;
    }

    private string? Own(INamedTypeSymbol contract, CancellationToken cancellationToken)
    {
        if (contract.DeclaringSyntaxReferences.Length > 0 || ContractReference.IsApart(contract))
        {
            return _parse(contract, _compilation, cancellationToken)?.Construction?.Obstacle;
        }

        foreach (AttributeData attribute in contract.GetAttributes())
        {
            if (attribute.AttributeClass is { Name: NotReadable })
            {
                return Attributes.Text(attribute, 0);
            }
        }

        foreach (AttributeData attribute in contract.ContainingAssembly.GetAttributes())
        {
            if (attribute.AttributeClass is { Name: Version } && Attributes.Value(Attributes.Positional(attribute, 0)) is int version && version < FirstVersionThatReads)
            {
                return "its assembly was built by a version of TypedSender that wrote no decoders: build it with this one";
            }
        }

        return null;
    }

    /// <summary>Why an assembly cannot read a type that its attributes make a contract: it says so itself.</summary>
    private static string? ObstacleOfExternal(ITypeSymbol type, IAssemblySymbol assembly)
    {
        if (type is not INamedTypeSymbol || Attributes.Find(type, Attributes.Contract) is not null)
        {
            return null;
        }

        foreach (AttributeData attribute in assembly.GetAttributes())
        {
            if (attribute.AttributeClass is { Name: NotReadable } && Attributes.Named(attribute, "Type") as string == Names.Display(type.WithNullableAnnotation(NullableAnnotation.None)))
            {
                return Attributes.Text(attribute, 0);
            }
        }

        return null;
    }

    private static ITypeSymbol? TypeOf(ISymbol member) => member switch
    {
        { IsStatic: true } => null,
        IPropertySymbol property => property.Type,
        IFieldSymbol field => field.Type,
        _ => null,
    };

    /// <summary>The contract that a member holds, by itself or in collections.</summary>
    private static INamedTypeSymbol? Held(ITypeSymbol? type, IAssemblySymbol reader, int depth)
    {
        if (type is null || depth > MaxDepth || type.SpecialType == SpecialType.System_String || Attributes.Find(type, Attributes.Formatter) is not null)
        {
            return null;
        }

        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            return Held(nullable.TypeArguments[0], reader, depth + 1);
        }

        return ContractReference.IsContract(type) || ObstacleOfExternal(type, reader) is not null ? (INamedTypeSymbol)type.WithNullableAnnotation(NullableAnnotation.None)
            : CollectionTypes.Dictionary(type) is { } map ? Held(map.Value, reader, depth + 1)
            : type is INamedTypeSymbol named && TransparentType.Of(named, reader) is { Value: { } wrapped } ? Held(wrapped, reader, depth + 1)
            : CollectionTypes.Sequence(type) is { } list ? Held(list.Element, reader, depth + 1)
            : CollectionTypes.Memory(type) is { } element ? Held(element, reader, depth + 1)
            : null;
    }
}
