using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using TypedSender.Generators.Parsing;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Analyzers;

/// <summary>Reports attributes that the compiler allows where they stand, and that nothing reads there: what they say would silently not hold.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PlacementAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(MemberRules.Misplaced, MemberRules.NoOwner, MemberRules.Formatter, MemberRules.NotTransparent, SectionRules.Alias);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            var owners = new AttributeOwners();
            var metadata = new HashSet<INamedTypeSymbol>(SymbolEqualityComparer.Default);
            foreach (ExternalContracts.External external in ExternalContracts.Of(start.Compilation.Assembly))
            {
                if (external.Declaration.MetadataType is { } type)
                {
                    owners.AddMetadata(type);
                    metadata.Add(type);
                }
            }

            TypeActions.Register(start, symbol => owners.Add(symbol.Type));
            var names = new Lazy<PlacedNames>(() => new PlacedNames((CSharpCompilation)start.Compilation));
            var seen = new ConcurrentDictionary<SyntaxNode, bool>();
            start.RegisterSyntaxNodeAction(
                node =>
                {
                    seen.TryAdd(node.Node, true);
                    Analyze(new Written((AttributeSyntax)node.Node, node.SemanticModel, node.ReportDiagnostic, node.CancellationToken), names, owners, metadata);
                },
                SyntaxKind.Attribute);
            start.RegisterCompilationEndAction(end =>
            {
                foreach ((AttributeSyntax attribute, SemanticModel semantics) in GeneratedTypes.AttributesOf(end.Compilation, end.Options, end.CancellationToken))
                {
                    if (seen.TryAdd(attribute, true))
                    {
                        Analyze(new Written(attribute, semantics, end.ReportDiagnostic, end.CancellationToken), names, owners, metadata);
                    }
                }

                owners.Report(end);
            });
        });
    }

    private static void Analyze(Written context, Lazy<PlacedNames> names, AttributeOwners owners, HashSet<INamedTypeSymbol> metadata)
    {
        AttributeSyntax attribute = context.Attribute;
        if (GeneratedFiles.Has(attribute.SyntaxTree) || !names.Value.MayBe(attribute) || TypeOf(attribute, context) is not { } type)
        {
            return;
        }

        using ExternalContracts.Scope externals = ExternalContracts.Enter(context.Compilation);
        if (Attributes.IsOurs(type) && type.Name == Attributes.Transparent)
        {
            CheckTransparent(context, attribute);
            return;
        }

        if (!Placement.IsPlaced(type))
        {
            CheckDeclaration(context, attribute, type);
            return;
        }

        SyntaxNode declaration = attribute.Parent!.Parent!;
        if (declaration is CompilationUnitSyntax)
        {
            // Of an assembly, where the compiler allows no other attribute of ours.
            return;
        }

        if (declaration is BaseFieldDeclarationSyntax fields)
        {
            declaration = fields.Declaration.Variables[0];
        }

        ISymbol? owner = context.SemanticModel.GetDeclaredSymbol(declaration, context.CancellationToken);
        if (owner is IPropertySymbol or IFieldSymbol && metadata.Contains(owner.ContainingType))
        {
            // It stands for the member of another type.
            return;
        }

        string name = Attributes.ShortName(type);
        if (Placement.Obstacle(attribute, type, owner) is { } obstacle)
        {
            context.ReportDiagnostic(Diagnostic.Create(MemberRules.Misplaced, attribute.Name.GetLocation(), name, obstacle));
        }
        else if (owner is INamedTypeSymbol marked)
        {
            // How values of a type are written holds wherever they are; constants hold for messages of the type.
            if (type.Name is not (Attributes.Formatter or Attributes.EnumAsString))
            {
                owners.AddAttribute(name, attribute.Name.GetLocation(), marked, marked);
            }
        }
        else if (owner?.ContainingType is { } container)
        {
            owners.AddAttribute(name, attribute.Name.GetLocation(), container, owner);
        }
    }

    /// <summary>The attribute's type, of what the compiler has bound for the symbol that it marks; where it has another target, it is bound for this. Null if it does not compile.</summary>
    private static INamedTypeSymbol? TypeOf(AttributeSyntax attribute, Written context)
    {
        if (attribute.Parent is AttributeListSyntax { Target: null, Parent: (MemberDeclarationSyntax or ParameterSyntax) and { } declaration }
            && context.SemanticModel.GetDeclaredSymbol(declaration, context.CancellationToken) is { } owner)
        {
            foreach (AttributeData each in owner.GetAttributes())
            {
                if (each.ApplicationSyntaxReference is { } reference && reference.Span == attribute.Span && reference.SyntaxTree == attribute.SyntaxTree)
                {
                    return each.AttributeConstructor?.ContainingType;
                }
            }
        }

        return context.SemanticModel.GetSymbolInfo(attribute, context.CancellationToken).Symbol?.ContainingType;
    }

    /// <summary>Reports an attribute by which a type, marked or named, cannot be transparent.</summary>
    private static void CheckTransparent(Written context, AttributeSyntax attribute)
    {
        var marked = context.SemanticModel.GetDeclaredSymbol(attribute.Parent!.Parent!, context.CancellationToken) as INamedTypeSymbol;
        foreach (AttributeData data in marked?.GetAttributes() ?? context.Compilation.Assembly.GetAttributes())
        {
            if (data.ApplicationSyntaxReference is { } reference && reference.SyntaxTree == attribute.SyntaxTree && reference.Span == attribute.Span)
            {
                TransparentValues.Check(data, marked, context.Compilation.Assembly, attribute.GetLocation(), context.ReportDiagnostic);
            }
        }
    }

    /// <summary>Reports an attribute of the user's that is to stand for a section attribute, or to choose formatters, and cannot.</summary>
    private static void CheckDeclaration(Written context, AttributeSyntax attribute, INamedTypeSymbol type)
    {
        if (type.Name is not (SectionPlace.Name or SectionScope.PropertyFormatters)
            || !Attributes.IsOurs(type)
            || context.SemanticModel.GetDeclaredSymbol(attribute.Parent!.Parent!, context.CancellationToken) is not INamedTypeSymbol owner)
        {
            return;
        }

        if (type.Name == SectionScope.PropertyFormatters)
        {
            SectionScope.CheckFormatters(owner, context.ReportDiagnostic);
        }
        else if (Attributes.Find(owner, SectionPlace.Name) is { } alias && SectionPlace.Obstacle(alias) is { } obstacle)
        {
            context.ReportDiagnostic(Diagnostic.Create(SectionRules.Alias, Locations.OfArgument(alias, 0, Locations.Of(owner)), Attributes.ShortName(owner), obstacle));
        }
    }

    /// <summary>An attribute, and what is needed to analyze it: as the compiler gets to it, or at the end, in a file that counts as generated.</summary>
    private readonly record struct Written(AttributeSyntax Attribute, SemanticModel SemanticModel, Action<Diagnostic> ReportDiagnostic, CancellationToken CancellationToken)
    {
        public Compilation Compilation => SemanticModel.Compilation;
    }
}
