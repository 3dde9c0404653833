using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using TypedSender.Generators.Tests.Support;

namespace TypedSender.Generators.Tests.Incremental;

/// <summary>A driver lives as long as an editor has the project open; of compilations that have been edited since, it must keep nothing.</summary>
public class RetentionTests
{
    [Theory]
    [InlineData("namespace Shop; internal class Unrelated { void A() { B(); } void B() { } }")]
    [InlineData("namespace Shop; internal class Unrelated { void A() { } void B() { } void C() { } }")]
    [InlineData("namespace Shop; internal class Order { }")]
    public void No_earlier_compilation_is_kept(string edited)
    {
        (GeneratorDriver driver, WeakReference first, WeakReference project) = RunTwice(edited);

        for (int i = 0; i < 10 && (first.IsAlive || project.IsAlive); i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(first.IsAlive, "The compilation before the edit is kept.");
        Assert.False(project.IsAlive, "The compilation of a project that is not referred to any more is kept.");
        GC.KeepAlive(driver);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (GeneratorDriver Driver, WeakReference First, WeakReference Project) RunTwice(string edited)
    {
        SyntaxTree unrelated = CSharpSyntaxTree.ParseText("namespace Shop; internal class Unrelated { void A() { } void B() { } }", path: "Unrelated.cs");
        CSharpCompilation library = CSharpCompilation.Create("Library", [CSharpSyntaxTree.ParseText("namespace Shop; public enum Kind { A }")], GeneratorRun.References, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        CompilationReference reference = library.ToMetadataReference();
        CSharpCompilation first = CSharpCompilation.Create(
            "Sample",
            [
                CSharpSyntaxTree.ParseText("using TypedSender; namespace Shop; [AmqpContract] public partial record Line(string Sku, Kind Kind);", path: "Line.cs"),
                CSharpSyntaxTree.ParseText("using System.Threading.Tasks; using TypedSender; namespace Shop; [AmqpSender(\"q\")] public partial interface ISender { ValueTask SendAsync(Line line); }", path: "Sender.cs"),
                unrelated,
            ],
            GeneratorRun.References.Add(reference),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            new ContractGenerator().AsSourceGenerator(), new SenderGenerator().AsSourceGenerator(), new ManagementGenerator().AsSourceGenerator(), new VersionGenerator().AsSourceGenerator());
        driver = driver.RunGenerators(first);
        Assert.NotEmpty(driver.GetRunResult().GeneratedTrees);

        // What is generated again refers to the second compilation; what is not, to none.
        CSharpCompilation second = first.ReplaceSyntaxTree(unrelated, CSharpSyntaxTree.ParseText(edited, path: "Unrelated.cs")).RemoveReferences(reference);
        driver = driver.RunGenerators(second);
        return (driver, new WeakReference(first), new WeakReference(library));
    }
}
