using System.Collections.Immutable;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;
using TypedSender.Generators;

namespace TypedSender.Rules.Tests.Support;

/// <summary>A test of an analyzer and a fix, in a project that has TypedSender and runs its generators. Nothing is fetched.</summary>
internal sealed class FixTest<TAnalyzer, TFix> : CSharpCodeFixTest<TAnalyzer, TFix, DefaultVerifier>
    where TAnalyzer : DiagnosticAnalyzer, new()
    where TFix : CodeFixProvider, new()
{
    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. Net100.References.All,
        MetadataReference.CreateFromFile(typeof(SendClient).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(Amqp.AmqpSymbol).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(MicrosoftAmqpClient).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(Microsoft.Extensions.Logging.ILogger).Assembly.Location),
    ];

    public FixTest(string source)
    {
        ReferenceAssemblies = new ReferenceAssemblies("net10.0");
        // CanBeConfiguredAsync tests #pragma with the rules that judge, and each check more compiles everything again.
        TestBehaviors |= TestBehaviors.SkipGeneratedSourcesCheck | TestBehaviors.SkipSuppressionCheck;
        Add(TestState, source);
        TestState.AdditionalReferences.AddRange(References);

        // A test turns a rule that is off by default on by a mark of it.
        DisabledDiagnostics.AddRange(new TAnalyzer().SupportedDiagnostics.Where(rule => !rule.IsEnabledByDefault && !source.Contains(rule.Id, StringComparison.Ordinal)).Select(rule => rule.Id));
    }

    /// <summary>Analyzers beside the one that is tested.</summary>
    public ImmutableArray<DiagnosticAnalyzer> Further { get; init; } = [];

    /// <summary>Adds the source, and what it is compiled with.</summary>
    public static void Add(SolutionState state, string source)
    {
        state.Sources.Add(source.ReplaceLineEndings("\n"));
        state.Sources.Add(("Usings.cs", Shop.Usings));
        state.Sources.Add(("Orders.cs", Shop.Orders));
    }

    protected override IEnumerable<Type> GetSourceGenerators() => [typeof(ContractGenerator), typeof(SenderGenerator), typeof(ManagementGenerator)];

    protected override IEnumerable<DiagnosticAnalyzer> GetDiagnosticAnalyzers() => base.GetDiagnosticAnalyzers().Concat(Further);

    protected override ParseOptions CreateParseOptions() => new CSharpParseOptions(LanguageVersion.Latest, DocumentationMode.Parse);

    protected override CompilationOptions CreateCompilationOptions()
        => new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable)
            .WithSpecificDiagnosticOptions([new("TSAMQP", ReportDiagnostic.Suppress)]);
}
