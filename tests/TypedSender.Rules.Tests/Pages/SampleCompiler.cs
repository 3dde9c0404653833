using System.Collections.Immutable;
using System.Reflection;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using TypedSender.Generators;

namespace TypedSender.Rules.Tests.Pages;

/// <summary>Compiles one sample alone, with every generator, analyzer and suppressor of the product.</summary>
internal static class SampleCompiler
{
    private const string Usings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Threading; global using System.Threading.Tasks; global using TypedSender; global using TypedSender.Amqp; global using TypedSender.Amqp.Messages;";

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. Net100.References.All,
        .. new[] { typeof(SendClient), typeof(Amqp.AmqpSymbol), typeof(MicrosoftAmqpClient), typeof(Microsoft.Extensions.Logging.ILogger) }.Select(type => MetadataReference.CreateFromFile(type.Assembly.Location)),
    ];

    /// <summary>What all compilations are made of, so that references are read once.</summary>
    private static readonly CSharpCompilation Empty = CSharpCompilation.Create("Sample", [], References, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    private static readonly Assembly Product = typeof(ContractGenerator).Assembly;

    private static readonly ImmutableArray<DiagnosticAnalyzer> Analyzers = [.. Made<DiagnosticAnalyzer>()];

    /// <summary>What the compiler and all analyzers say, from Info on, without what is suppressed. A rule that is off by default is on for its own sample.</summary>
    public static async Task<ImmutableArray<Diagnostic>> CompileAsync(string rule, string source, bool violation)
    {
        CSharpParseOptions options = new(LanguageVersion.Latest, preprocessorSymbols: violation ? ["VIOLATION"] : []);
        CSharpCompilation compilation = Empty.WithOptions(Empty.Options.WithSpecificDiagnosticOptions(Options(rule))).AddSyntaxTrees(
            CSharpSyntaxTree.ParseText(source, options, "Sample.cs", System.Text.Encoding.UTF8),
            CSharpSyntaxTree.ParseText(Usings, options, "Usings.cs", System.Text.Encoding.UTF8));
        GeneratorDriver driver = CSharpGeneratorDriver.Create(Made<IIncrementalGenerator>().Select(generator => generator.AsSourceGenerator()), parseOptions: options);
        driver.RunGeneratorsAndUpdateCompilation(compilation, out Compilation updated, out ImmutableArray<Diagnostic> generated);
        ImmutableArray<Diagnostic> said = await updated.WithAnalyzers(Analyzers).GetAllDiagnosticsAsync();
        return [.. said.Concat(generated).Where(each => each.Severity >= DiagnosticSeverity.Info && !each.IsSuppressed && !(IsOfJson(each) && source.Contains("JsonSerializerContext", StringComparison.Ordinal)))];
    }

    private static IEnumerable<KeyValuePair<string, ReportDiagnostic>> Options(string rule)
    {
        yield return new("TSAMQP", ReportDiagnostic.Suppress);
        if (Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).Any(each => each.Id == rule && !each.IsEnabledByDefault))
        {
            yield return new(rule, ReportDiagnostic.Info);
        }
    }

    /// <summary>What the generator of System.Text.Json would have written; the build of samples/TypedSender.Rules has it.</summary>
    private static bool IsOfJson(Diagnostic diagnostic) => diagnostic.Id is "CS0534" or "CS7036" or "CS0117";

    /// <summary>One of each class of the product that can be made.</summary>
    private static IEnumerable<T> Made<T>()
        => from type in Product.GetTypes() where !type.IsAbstract && typeof(T).IsAssignableFrom(type) && type.GetConstructor(Type.EmptyTypes) is not null select (T)Activator.CreateInstance(type)!;
}
