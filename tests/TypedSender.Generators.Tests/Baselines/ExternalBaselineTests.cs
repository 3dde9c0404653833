using System.Globalization;
using Microsoft.CodeAnalysis;
using TypedSender.Generators.Tests.Support;

namespace TypedSender.Generators.Tests.Baselines;

/// <summary>Contracts that attributes of the assembly make have lines in its baseline, like those that are marked.</summary>
public class ExternalBaselineTests
{
    private const string Attribute = "using TypedSender; [assembly: AmqpContractFor<Shop.Order>(MetadataType = typeof(Shop.OrderMetadata))] namespace Shop; ";
    private const string Metadata = "internal abstract class OrderMetadata { [AmqpMember(\"id\")] public abstract int Id { get; } [AmqpIgnore] public abstract string Secret { get; } }";
    private const string Order = "public class Order { public int Id => 1; public string Secret => string.Empty; public State State => State.Open; } public enum State { Open, Shut }";
    private const string Lines = "Shop.Order: map\nShop.Order/\"id\": int\nShop.Order/\"State\": int(enum Shop.State)\nenum Shop.State/0: Open\nenum Shop.State/1: Shut";

    [Fact]
    public async Task Its_lines_are_asked_for()
        => Assert.Equal(
            Lines.Split('\n').Order(StringComparer.Ordinal),
            (await BaselineRun.AnalyzeAsync(GeneratorRun.Of(Attribute + Metadata + Order), string.Empty, string.Empty)).Select(diagnostic => diagnostic.Properties["Line"]).Order(StringComparer.Ordinal));

    [Fact]
    public async Task A_contract_that_was_marked_when_it_was_shipped_is_not_gone()
    {
        Assert.Empty(await BaselineRun.AnalyzeAsync(GeneratorRun.Of("using TypedSender; namespace Shop; [AmqpContract] public partial record Order([property: AmqpMember(\"id\")] int Id, State State); public enum State { Open, Shut }"), Lines, string.Empty));
        Assert.Empty(await BaselineRun.AnalyzeAsync(GeneratorRun.Of(Attribute + Metadata + Order), Lines, string.Empty));
    }

    [Fact]
    public async Task A_type_of_another_assembly_is_compared_where_the_attribute_names_it()
    {
        string source = Attribute + Metadata;
        GeneratorRun run = GeneratorRun.With(GeneratorRun.Of("namespace Shop; " + Order.Replace("int Id => 1", "long Id => 1", StringComparison.Ordinal)).ToReference(), source.Replace("int Id", "long Id", StringComparison.Ordinal));

        Diagnostic diagnostic = Assert.Single(await BaselineRun.AnalyzeAsync(run, Lines, string.Empty));

        Assert.Equal("'id' of 'Shop.Order' was shipped as 'int' and is now 'long': readers that expect 'int' fail; restore its type, or leave it and add the new one under another name", diagnostic.GetMessage(CultureInfo.InvariantCulture));
        Assert.Equal("Shop.Order", source[diagnostic.Location.SourceSpan.Start..diagnostic.Location.SourceSpan.End]);
    }

    [Fact]
    public async Task A_contract_of_another_project_keeps_the_line_to_write()
    {
        GeneratorRun run = GeneratorRun.With(GeneratorRun.Of("namespace Shop; " + Order).ToProjectReference(), Attribute + Metadata);

        Assert.Equal(
            Lines.Split('\n').Order(StringComparer.Ordinal),
            (await BaselineRun.AnalyzeAsync(run, string.Empty, string.Empty)).Select(diagnostic => diagnostic.Properties["Line"]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_closed_generic_type_has_the_lines_of_its_arguments()
        => Assert.Equal(
            ["Shop.Page<int>/\"Items\": list<int>", "Shop.Page<int>: map"],
            (await BaselineRun.AnalyzeAsync(GeneratorRun.Of("using TypedSender; [assembly: AmqpContractFor<Shop.Page<int>>] namespace Shop; public record Page<T>(T[] Items);"), string.Empty, string.Empty))
                .Select(diagnostic => diagnostic.Properties["Line"]).Order(StringComparer.Ordinal));
}
