using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using TypedSender.Generators.Model;
using TypedSender.Generators.Parsing;
using TypedSender.Generators.Pipeline;
using TypedSender.Generators.Rules;
using TypedSender.Generators.Tests.Support;

namespace TypedSender.Generators.Tests.Incremental;

/// <summary>Analyzers of one compilation share what the parser finds out, and nothing beyond it.</summary>
public class SharedParseTests
{
    private readonly CSharpCompilation _compilation = CSharpCompilation.Create(
        "Sample",
        [CSharpSyntaxTree.ParseText("namespace Shop; public partial record Order(int Number);", path: "Order.cs")],
        GeneratorRun.References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));

    private int _parsed;

    [Fact]
    public void A_type_is_parsed_once()
    {
        SharedParse<ContractModel> first = Of(_compilation);

        Assert.Same(first, Of(_compilation));
        Assert.Equal(1, _parsed);
        Assert.Equal("TSND0301", Assert.Single(first.Found).Id);
        Assert.Equal("TSND0301", first.StubRule);
    }

    [Fact]
    public void Another_compilation_has_findings_of_its_own()
    {
        CSharpCompilation other = _compilation.ReplaceSyntaxTree(
            _compilation.SyntaxTrees[0], CSharpSyntaxTree.ParseText("\nnamespace Shop; public partial record Order(int Number);", path: "Order.cs"));

        Location first = Assert.Single(Of(_compilation).Found).Location;
        Location second = Assert.Single(Of(other).Found).Location;

        Assert.Equal(2, _parsed);
        Assert.Same(_compilation.SyntaxTrees[0], first.SourceTree);
        Assert.Same(other.SyntaxTrees[0], second.SourceTree);
    }

    [Fact]
    public void What_was_cancelled_is_not_kept()
    {
        using var cancelled = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => SharedParse<ContractModel>.Of(
            Type(_compilation),
            _compilation,
            (type, _, diagnostics, token) =>
            {
                diagnostics.Add(ContractRules.NoMembers, type.Locations[0], type.Name);
                cancelled.Cancel();
                token.ThrowIfCancellationRequested();
                return null;
            },
            cancelled.Token));

        Assert.Equal("TSND0301", Assert.Single(Of(_compilation).Found).Id);
        Assert.Equal(1, _parsed);
    }

    [Fact]
    public void What_failed_is_not_kept()
    {
        Assert.Throws<InvalidOperationException>(() => SharedParse<ContractModel>.Of(Type(_compilation), _compilation, (_, _, _, _) => throw new InvalidOperationException(), default));

        Assert.Equal("TSND0301", Assert.Single(Of(_compilation).Found).Id);
    }

    [Fact]
    public void Whoever_asks_at_the_same_time_gets_the_same()
    {
        const int Threads = 4;
        using var barrier = new Barrier(Threads);
        var results = new SharedParse<ContractModel>[Threads];
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(index => new Thread(() =>
        {
            barrier.SignalAndWait();
            results[index] = Of(_compilation);
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());

        Assert.All(results, result => Assert.Same(results[0], result));
    }

    private static INamedTypeSymbol Type(CSharpCompilation compilation) => compilation.GetTypeByMetadataName("Shop.Order")!;

    private SharedParse<ContractModel> Of(CSharpCompilation compilation)
        => SharedParse<ContractModel>.Of(
            Type(compilation),
            compilation,
            (type, _, diagnostics, _) =>
            {
                Interlocked.Increment(ref _parsed);
                diagnostics.Add(ContractRules.NotPartial, type.Locations[0], type.Name);
                return null;
            },
            default);
}
