using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using TypedSender.Generators.Parsing;
using TypedSender.Generators.Tests.Support;

namespace TypedSender.Generators.Tests.Contracts;

/// <summary>A closed type is parsed once, however often and however deep it is held.</summary>
public class ClosedParsingTests
{
    private const int Levels = 16;

    [Theory]
    [InlineData("int")]
    [InlineData("A1<T>?")]
    [InlineData("A8<T>?")]
    [InlineData("A15<T>?")]
    [InlineData("Knot<int>")]
    [InlineData("System.IO.Stream")]
    public void The_work_grows_with_the_number_of_types(string last)
    {
        var source = new StringBuilder("#nullable enable\nusing TypedSender; using System.Collections.Generic; [AmqpContract] public partial record Root(A1<int> X); [AmqpContract] public partial record Knot<T>(T X, Knot<List<T>>? Next);");
        for (int i = 1; i <= Levels; i++)
        {
            string held = i < Levels ? $"A{i + 1}<T>" : last;
            source.Append(System.Globalization.CultureInfo.InvariantCulture, $"[AmqpContract] public partial record A{i}<T>({held} X, {held} Y);");
        }

        CSharpCompilation compilation = CSharpCompilation.Create("Sample", [CSharpSyntaxTree.ParseText(source.ToString())], GeneratorRun.References);
        var diagnostics = new DiagnosticBag();
        int before = ClosedContracts.Uses;

        ContractParser.Parse(compilation.GetTypeByMetadataName("Root")!, compilation, diagnostics, default);

        // Each level meets two types, in its closed form and, where something is wrong, in its open one.
        Assert.InRange(ClosedContracts.Uses - before, Levels, 8 * Levels);
        Assert.InRange(diagnostics.Found.Count, 0, 2);
    }
}
