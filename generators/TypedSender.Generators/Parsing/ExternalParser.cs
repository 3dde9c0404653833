using System.Globalization;
using System.Threading;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Collections;
using TypedSender.Generators.Model;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Parsing;

/// <summary>Makes models of the contracts that attributes of the assembly make.</summary>
internal static class ExternalParser
{
    /// <summary>The model, or null if no encoder can be written.</summary>
    public static ContractModel? Parse(ExternalContracts.External external, Compilation compilation, DiagnosticBag diagnostics, CancellationToken cancellationToken)
    {
        using ExternAliases.Scope aliases = ExternAliases.Enter(compilation);
        using ExternalContracts.Scope externals = ExternalContracts.Enter(compilation);
        ContractDeclaration contract = external.Declaration;
        if (Attributes.Find(contract.Type, Attributes.Contract) is not null)
        {
            CheckOwn(contract, diagnostics);
            return null;
        }

        if (Obstacle(contract) is { } reason)
        {
            diagnostics.Add(ExternalRules.Unusable, contract.Location, Names.Display(contract.Type), reason);
            return null;
        }

        var type = new PartialType(
            Names.Namespace(contract.Type.ContainingNamespace),
            EquatableArray<ContainingType>.Empty,
            string.Empty,
            Names.Escape(contract.Type.Name),
            Names.FullName(contract.Type),
            Names.Metadata(contract.Type),
            Names.Display(contract.Type));
        return PartialTypeParser.IsGeneric(contract.Type)
            ? ParseGeneric(contract, type, external.Encoder, compilation, diagnostics, cancellationToken)
            : ContractParser.Parse(contract, type, external.Encoder, hidesEncoder: false, compilation, diagnostics, cancellationToken);
    }

    /// <summary>Reports an attribute that says nothing. One that names a closed type of a generic contract has code be written for that type.</summary>
    private static void CheckOwn(ContractDeclaration contract, DiagnosticBag diagnostics)
    {
        if (!ClosedContracts.Is(contract.Type) || contract.MetadataType is not null)
        {
            diagnostics.Add(ExternalRules.OwnAttribute, contract.Location, Names.Display(contract.Type));
        }
        else if (ContractReference.HasEncoder(contract.Type))
        {
            ClosedContracts.Check(contract.Type, TypeToken.Written(contract.Location), diagnostics);
        }
    }

    /// <summary>What is wrong with a closed generic type is so because of its type arguments, or may be right with others: it is reported where they are named, and not in the generic type.</summary>
    private static ContractModel ParseGeneric(
        ContractDeclaration contract, PartialType type, string encoder, Compilation compilation, DiagnosticBag diagnostics, CancellationToken cancellationToken)
    {
        var found = new DiagnosticBag();
        ContractModel model = ContractParser.Parse(contract, type, encoder, hidesEncoder: false, compilation, found, cancellationToken);
        foreach (Diagnostic problem in found.Found)
        {
            if (problem.Location.SourceTree == contract.Location.SourceTree && contract.Settings.ApplicationSyntaxReference?.Span.Contains(problem.Location.SourceSpan) == true)
            {
                diagnostics.Take(problem);
            }
            else if (problem.Severity == DiagnosticSeverity.Error)
            {
                diagnostics.Add(ExternalRules.TypeArgument, contract.Location, Names.Display(contract.Type), problem.GetMessage(CultureInfo.InvariantCulture));
            }
        }

        if (found.StubRule is { } rule)
        {
            diagnostics.RequireStub(rule);
        }

        return model;
    }

    /// <summary>Why no encoder can be written, for people; null if one can.</summary>
    public static string? Obstacle(ContractDeclaration contract)
    {
        INamedTypeSymbol type = contract.Type;
        return type.IsUnboundGenericType ? "it is an open generic type: name a closed one"
            : type.IsStatic || type.IsRefLikeType || type.TypeKind is not (TypeKind.Class or TypeKind.Struct or TypeKind.Interface) ? "use a class, a struct or an interface"
            : type.TypeKind == TypeKind.Interface && !KnownTypes.Has(contract) ? "it is an interface: give it a MetadataType that names the types which implement it, [AmqpKnownType(typeof(…))]"
            : ScalarTypes.Of(type) != ValueKind.Invalid || type.SpecialType != SpecialType.None || type.IsTupleType ? "AMQP has a type for it, or none at all: use it as a member"
            : ArgumentObstacle(type, contract.Assembly) is { } obstacle ? $"generated code cannot reach it, because {obstacle}"
            : null;
    }

    /// <summary>Why generated code of the assembly cannot name a type, for people; null if it can.</summary>
    public static string? ArgumentObstacle(ITypeSymbol type, IAssemblySymbol assembly)
    {
        if (type is IArrayTypeSymbol array)
        {
            return ArgumentObstacle(array.ElementType, assembly);
        }

        if (type is not INamedTypeSymbol named)
        {
            return null;
        }

        string? obstacle = TypeAccessibility.Obstacle(named, assembly);
        foreach (ITypeSymbol argument in named.TypeArguments)
        {
            obstacle ??= ArgumentObstacle(argument, assembly);
        }

        return obstacle;
    }
}
