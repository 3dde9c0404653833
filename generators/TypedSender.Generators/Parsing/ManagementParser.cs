using System.Collections.Generic;
using System.Threading;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Collections;
using TypedSender.Generators.Model;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Parsing;

/// <summary>Makes a model of a management interface.</summary>
internal static class ManagementParser
{
    private const string DefaultNode = "$management";

    /// <summary>The model, or null if the interface is such that nothing can be added to it, or has members that no class of ours could implement.</summary>
    public static ManagementModel? Parse(INamedTypeSymbol type, Compilation compilation, DiagnosticBag diagnostics, CancellationToken cancellationToken)
    {
        using ExternAliases.Scope aliases = ExternAliases.Enter(compilation);
        using ExternalContracts.Scope externals = ExternalContracts.Enter(compilation);
        AttributeData? attribute = Attributes.Find(type, Attributes.Management);
        if (attribute is null)
        {
            return null;
        }

        if (Attributes.Find(type, Attributes.Sender) is not null)
        {
            diagnostics.Add(ManagementRules.SenderToo, Locations.OfAttribute(attribute, Locations.Of(type)), Names.Display(type));
            return null;
        }

        PartialType? partial = PartialTypeParser.ParseManagement(type, diagnostics, cancellationToken);
        string node = Node(type, attribute, diagnostics);
        AbstractMethods methods = AbstractMethods.OfManagement(type, diagnostics);
        var restrictions = new Restrictions(type.ContainingAssembly);
        var models = new List<ManagementMethodModel>();
        foreach (IMethodSymbol method in methods.Find())
        {
            cancellationToken.ThrowIfCancellationRequested();
            models.Add(new ManagementMethodParser(type, method, diagnostics).Parse());
            restrictions.Add(method);
        }

        return partial is null || methods.HasOthers
            ? null
            : new ManagementModel(partial, Literals.String(node), NestedNames.Implementation(type), restrictions.ToModel(), models.ToEquatableArray());
    }

    private static string Node(INamedTypeSymbol type, AttributeData attribute, DiagnosticBag diagnostics)
    {
        if (Attributes.Positional(attribute, 0) is not { Kind: not TypedConstantKind.Error } argument)
        {
            return DefaultNode;
        }

        string node = Attributes.Value(argument) as string ?? string.Empty;
        RequestText.Check(node, "the address of a management node", Locations.OfArgument(attribute, 0, Locations.Of(type)), diagnostics);
        return node;
    }
}
