using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace TypedSender.Benchmarks.Generators;

/// <summary>The generators and analyzers of an assembly, and what their compilations refer to.</summary>
internal sealed class Components
{
    private Components(string path)
    {
        Type[] types = [.. Assembly.LoadFrom(path).GetTypes().Where(type => !type.IsAbstract).OrderBy(type => type.FullName, StringComparer.Ordinal)];
        Generators = [.. types.Where(type => type.IsDefined(typeof(GeneratorAttribute), inherit: false)).Select(Activator.CreateInstance).OfType<IIncrementalGenerator>()];
        Analyzers = [.. types.Where(type => type.IsDefined(typeof(DiagnosticAnalyzerAttribute), inherit: false)).Select(Activator.CreateInstance).OfType<DiagnosticAnalyzer>()];
    }

    /// <summary>The reference assemblies of .NET, and the product's.</summary>
    public static ImmutableArray<MetadataReference> References { get; } =
    [
        .. Directory.EnumerateFiles(Path.Combine(ReferencePack(), "ref", "net10.0"), "*.dll").Order(StringComparer.Ordinal).Select(path => MetadataReference.CreateFromFile(path)),
        MetadataReference.CreateFromFile(typeof(SendClient).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(Amqp.AmqpSymbol).Assembly.Location),
    ];

    public ImmutableArray<IIncrementalGenerator> Generators { get; }

    public ImmutableArray<DiagnosticAnalyzer> Analyzers { get; }

    /// <summary>Those of this tree, of the configuration that this program was built in.</summary>
    public static Components Ours()
    {
        string configuration = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)).Parent!.Name;
        return new Components(Path.Combine(SourceTree.Root, "generators", "TypedSender.Generators", "bin", configuration, "netstandard2.0", "TypedSender.Generators.dll"));
    }

    /// <summary>The generator that comes with .NET.</summary>
    public static Components OfJson() => new(Path.Combine(ReferencePack(), "analyzers", "dotnet", "cs", "System.Text.Json.SourceGeneration.dll"));

    private static string ReferencePack()
    {
        string packs = Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", "..", "packs", "Microsoft.NETCore.App.Ref");
        return Directory.EnumerateDirectories(packs, "10.*").Order(StringComparer.Ordinal).Last();
    }
}
