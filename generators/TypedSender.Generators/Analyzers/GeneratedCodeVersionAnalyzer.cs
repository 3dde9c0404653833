using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TypedSender.Generators.Parsing;
using TypedSender.Generators.Rules;

namespace TypedSender.Generators.Analyzers;

/// <summary>Says which referenced assemblies hold generated code that the referenced runtime does not run: without it, a send would end with a MissingMethodException.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GeneratedCodeVersionAnalyzer : DiagnosticAnalyzer
{
    private const string Attribute = "GeneratedCodeVersionAttribute";
    private const string Oldest = nameof(Oldest);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(GeneratedCodeVersionRule.Descriptor);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationAction(Check);
    }

    private static void Check(CompilationAnalysisContext context)
    {
        if (context.Compilation.GetTypeByMetadataName($"{Attributes.Namespace}.GeneratedCode.{Attribute}")?.ContainingAssembly is not { } runtime
            || Find(runtime) is not { } served
            || VersionOf(served) is not { } newest)
        {
            return;
        }

        int oldest = Attributes.Named(served, Oldest) as int? ?? newest;
        foreach (IAssemblySymbol assembly in Users(context.Compilation, runtime))
        {
            if (Find(assembly) is { } attribute && VersionOf(attribute) is { } version && (version < oldest || version > newest))
            {
                string product = runtime.Identity.Version.ToString(3);
                context.ReportDiagnostic(Diagnostic.Create(
                    GeneratedCodeVersionRule.Descriptor,
                    Location.None,
                    assembly.Name,
                    version,
                    product,
                    oldest == newest ? $"version {newest}" : $"versions {oldest} to {newest}",
                    version < oldest
                        ? $"take a version of '{assembly.Name}' that was built with TypedSender {product}, or build it again"
                        : $"take the version of TypedSender that '{assembly.Name}' was built with, or a later one"));
            }
        }
    }

    /// <summary>This assembly and those referenced that themselves refer to the runtime.</summary>
    private static IEnumerable<IAssemblySymbol> Users(Compilation compilation, IAssemblySymbol runtime)
        => compilation.SourceModule.ReferencedAssemblySymbols
            .Where(assembly => assembly.Modules.Any(module => module.ReferencedAssemblies.Any(reference => reference.Name == runtime.Name)))
            .Concat(ImmutableArray.Create(compilation.Assembly))
            .Where(assembly => !SymbolEqualityComparer.Default.Equals(assembly, runtime))
            .OrderBy(assembly => assembly.Name, StringComparer.Ordinal);

    private static AttributeData? Find(IAssemblySymbol assembly)
        => assembly.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass is { Name: Attribute, ContainingNamespace: { Name: "GeneratedCode", ContainingNamespace: { Name: Attributes.Namespace, ContainingNamespace.IsGlobalNamespace: true } } });

    private static int? VersionOf(AttributeData attribute) => Attributes.Value(Attributes.Positional(attribute, 0)) as int?;
}
