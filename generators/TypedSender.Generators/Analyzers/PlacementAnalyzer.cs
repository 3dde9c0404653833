using System.Collections.Immutable;
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
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            var owners = new AttributeOwners();
            start.RegisterSymbolAction(symbol => owners.Add((INamedTypeSymbol)symbol.Symbol), SymbolKind.NamedType);
            start.RegisterSyntaxNodeAction(node => Analyze(node, owners), SyntaxKind.Attribute);
            start.RegisterCompilationEndAction(owners.Report);
        });
    }

    private static void Analyze(SyntaxNodeAnalysisContext context, AttributeOwners owners)
    {
        var attribute = (AttributeSyntax)context.Node;
        if (context.SemanticModel.GetSymbolInfo(attribute, context.CancellationToken).Symbol?.ContainingType is not { } type)
        {
            return;
        }

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

    /// <summary>Reports an attribute by which a type, marked or named, cannot be transparent.</summary>
    private static void CheckTransparent(SyntaxNodeAnalysisContext context, AttributeSyntax attribute)
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
    private static void CheckDeclaration(SyntaxNodeAnalysisContext context, AttributeSyntax attribute, INamedTypeSymbol type)
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
}
