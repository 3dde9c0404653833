using System;
using System.Collections.Generic;
using System.Threading;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Collections;
using TypedSender.Generators.Model;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Parsing;

/// <summary>
/// The closed types of generic contracts. A generic contract has another encoding for each type argument, so its encoder is written for each closed type that is named: nested in the generic type,
/// where it reaches what is private, or apart if the generic type is one of another assembly.
/// </summary>
internal static class ClosedContracts
{
    private const string Contract = "TypedSender.IAmqpContract`1";
    private const string Prefix = ExternalContracts.EncoderSuffix + "Of";

    [ThreadStatic]
    private static List<INamedTypeSymbol>? t_used;

    /// <summary>How often a parser has met a closed type on this thread: what a type is made of is kept only if it holds none, since those that it holds are asked for.</summary>
    [ThreadStatic]
    private static int t_uses;

    public static int Uses => t_uses;

    /// <summary>Whether the type is a generic contract, with type arguments that are types.</summary>
    public static bool Is(ITypeSymbol type) => IsGeneric(type) && !IsOpen(type);

    /// <summary>Whether the type is a generic contract, or its definition.</summary>
    public static bool IsGeneric(ITypeSymbol type)
        => type is INamedTypeSymbol named && PartialTypeParser.IsGeneric(named) && Attributes.Find(named, Attributes.Contract) is not null;

    /// <summary>Whether type parameters belong to what the type is made of.</summary>
    public static bool IsOpen(ITypeSymbol type) => type switch
    {
        ITypeParameterSymbol => true,
        IArrayTypeSymbol array => IsOpen(array.ElementType),
        INamedTypeSymbol named => named.IsUnboundGenericType || HasOpenArgument(named) || (named.ContainingType is { } container && IsOpen(container)),
        _ => false,
    };

    /// <summary>Whether its encoder is nested in the generic type, which then is one of this assembly.</summary>
    public static bool IsNested(INamedTypeSymbol closed) => SymbolEqualityComparer.Default.Equals(closed.ContainingAssembly, Assembly(closed));

    /// <summary>The assembly that the encoder becomes a part of.</summary>
    public static IAssemblySymbol Assembly(INamedTypeSymbol closed) => ExternalContracts.Assembly ?? closed.ContainingAssembly;

    /// <summary>Whether the generic type has been made ready by the generators: here, or when its assembly was built.</summary>
    public static bool HasEncoder(INamedTypeSymbol closed)
    {
        if (closed.DeclaringSyntaxReferences.Length > 0)
        {
            return PartialTypeParser.ParseContract(closed.OriginalDefinition, new DiagnosticBag(), CancellationToken.None) is not null;
        }

        foreach (INamedTypeSymbol implemented in closed.Interfaces)
        {
            if (Names.WellKnown(implemented) == Contract)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The full name of the encoder. It depends on the closed type alone, nullability included, so that every file that names the type finds it.</summary>
    public static string FullEncoder(INamedTypeSymbol closed)
    {
        if (IsNested(closed))
        {
            return Names.FullName(closed) + "." + Name(closed);
        }

        string space = Names.Namespace(closed.ContainingNamespace);
        return "global::" + (space.Length == 0 ? string.Empty : space + ".") + Name(closed);
    }

    /// <summary>Whether generated code can name the type, if only in a stub.</summary>
    public static bool IsNameable(INamedTypeSymbol closed, Compilation compilation) => !NameableTypes.HoldsDynamic(closed) && !NameableTypes.IsRefused(closed, compilation);

    /// <summary>Whether the compilation holds the encoder.</summary>
    public static bool IsWritten(INamedTypeSymbol closed, Compilation compilation)
    {
        string space = Names.MetadataNamespace(closed.ContainingNamespace);
        return IsNested(closed)
            ? !closed.OriginalDefinition.GetTypeMembers(Name(closed)).IsEmpty
            : compilation.Assembly.GetTypeByMetadataName((space.Length == 0 ? string.Empty : space + ".") + Name(closed)) is not null;
    }

    /// <summary>Notes that a parser has met a closed type.</summary>
    public static void Note(INamedTypeSymbol closed)
    {
        t_uses++;
        t_used?.Add(closed);
    }

    /// <summary>Runs a parser, and returns the closed types that it meets.</summary>
    public static List<INamedTypeSymbol> UsedBy(Action parse)
    {
        List<INamedTypeSymbol>? outer = t_used;
        var used = new List<INamedTypeSymbol>();
        t_used = used;
        try
        {
            parse();
        }
        finally
        {
            t_used = outer;
        }

        return used;
    }

    /// <summary>Reports what forbids to send or to read the type, where it is named; returns whether nothing does.</summary>
    public static bool Check(INamedTypeSymbol closed, TypeToken token, DiagnosticBag diagnostics)
    {
        Note(closed);
        if (Find(closed, CancellationToken.None) is not { } code)
        {
            return true;
        }

        foreach (ClosedProblem problem in code.Problems)
        {
            Location location = problem.Argument < 0 ? token.Location : token.Argument(problem.Argument).Location;
            diagnostics.Add(problem.IsError ? ExternalRules.TypeArgument : ExternalRules.TypeArgumentAdvice, location, problem.ToProperties(), Names.Display(closed), problem.Message);
        }

        if (code.Model.StubRule is { } rule)
        {
            diagnostics.RequireStub(rule);
        }

        return code.Model.StubRule is null;
    }

    /// <summary>The code of a closed type; null while it is parsed itself, because it holds itself.</summary>
    public static ClosedCode? Find(INamedTypeSymbol closed, CancellationToken cancellationToken)
    {
        if (ExternAliases.Compilation is not { } compilation || ExternAliases.Facts is not { } facts)
        {
            throw new InvalidOperationException("A parser has to enter its compilation first.");
        }

        if (facts.Closed.TryGetValue(closed, out ClosedCode? known))
        {
            return known;
        }

        ClosedStack stack = ClosedStack.Current;
        if (stack.TryFind(closed, out known))
        {
            return known;
        }

        ClosedCode code = stack.Run(
            closed,
            () => NameableTypes.IsRefused(closed, compilation) ? Refused(closed, null)
                : stack.IsEndless() ? Refused(closed, $"'{Names.Display(closed.OriginalDefinition)}' holds itself with ever longer type arguments, without an end")
                : Obstacle(closed) is { } obstacle ? Refused(closed, obstacle)
                : Parse(closed, compilation, cancellationToken),
            out bool isFinal);
        return isFinal ? facts.Closed.GetOrAdd(closed, code) : code;
    }

    private static ClosedCode Parse(INamedTypeSymbol closed, Compilation compilation, CancellationToken cancellationToken)
    {
        var found = new DiagnosticBag();
        ContractModel model = null!;
        List<INamedTypeSymbol> used = UsedBy(() =>
            model = ContractParser.Parse(ContractDeclaration.OfClosed(closed), Type(closed), Name(closed), hidesEncoder: false, compilation, found, cancellationToken));
        return new ClosedCode(model with { IsClosed = true, IsNested = IsNested(closed), AllowsNull = HasNullableArgument(closed) }, ClosedProblem.Of(closed, found, compilation, cancellationToken), used);
    }

    // Without a reason, what the compiler reports.
    private static ClosedCode Refused(INamedTypeSymbol closed, string? reason)
    {
        var model = new ContractModel(
            Type(closed), BodyEncoding.Map, null, null, default, default, default, Name(closed), false, false, new Restrictions(Assembly(closed)).ToModel(), ExternalRules.TypeArgument.Id)
        {
            IsApart = true,
            IsClosed = true,
            IsNested = IsNested(closed),
        };
        return new ClosedCode(model, reason is null ? [] : [new ClosedProblem(ExternalRules.TypeArgument.Id, reason, IsError: true, Argument: -1)], new List<INamedTypeSymbol>());
    }

    private static string? Obstacle(INamedTypeSymbol closed)
        => NameableTypes.HoldsDynamic(closed) ? "generated code cannot implement an interface of a type that holds dynamic: use the type of the value"
            : ExternalParser.ArgumentObstacle(closed, Assembly(closed)) is { } obstacle ? $"generated code cannot reach it, because {obstacle}"
            : !IsNested(closed) && GenericContracts.HiddenMember(closed) is { } member ? $"its member '{member}' is sent, and only its own assembly can read it: make it public"
            : null;

    /// <summary>What the encoder is nested in, or stands beside.</summary>
    private static PartialType Type(INamedTypeSymbol closed)
    {
        PartialType? definition = IsNested(closed) ? PartialTypeParser.ParseContract(closed.OriginalDefinition, new DiagnosticBag(), CancellationToken.None) : null;
        return new PartialType(
            Names.Namespace(closed.ContainingNamespace),
            definition?.Containers ?? EquatableArray<ContainingType>.Empty,
            definition?.Keyword ?? string.Empty,
            Names.Escape(closed.Name),
            Names.FullName(closed),
            Names.Metadata(closed),
            Names.Display(closed))
        {
            TypeParameters = definition?.TypeParameters ?? string.Empty,
        };
    }

    private static string Name(INamedTypeSymbol closed)
    {
        string assembly = IsNested(closed) ? string.Empty : Assembly(closed).Name + ":";
        string hash = StableHash.Of(assembly + Names.FullName(closed) + (HasNullableArgument(closed) ? "?" : string.Empty));
        return IsNested(closed) ? Prefix + ExternalContracts.FlatArguments(closed) + "_" + hash : ExternalContracts.Flat(closed) + ExternalContracts.EncoderSuffix + "_" + hash;
    }

    private static bool HasOpenArgument(INamedTypeSymbol type)
    {
        foreach (ITypeSymbol argument in type.TypeArguments)
        {
            if (IsOpen(argument))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasNullableArgument(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => IsAnnotated(array.ElementType),
        INamedTypeSymbol named => HasAnnotated(named) || (named.ContainingType is { } container && HasNullableArgument(container)),
        _ => false,
    };

    private static bool HasAnnotated(INamedTypeSymbol type)
    {
        foreach (ITypeSymbol argument in type.TypeArguments)
        {
            if (IsAnnotated(argument))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsAnnotated(ITypeSymbol type) => type is { IsReferenceType: true, NullableAnnotation: not NullableAnnotation.NotAnnotated } || HasNullableArgument(type);
}
