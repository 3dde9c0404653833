using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using TypedSender.Generators.Tests.Support;

namespace TypedSender.Generators.Tests.Baselines;

/// <summary>What breaks the readers of a shipped contract is refused where it is written; what does not is let through.</summary>
public class BaselineRuleTests
{
    private const string Shipped = """
        # The first release.
        Shop.Order: map "acme:order"
        Shop.Order/message-id: ulong
        Shop.Order/application-property "region": string
        Shop.Order/"Total": decimal128
        Shop.Order/"Note": string?
        """;

    private const string Point = """
        Shop.Point: list
        Shop.Point/0 X: double
        Shop.Point/1 Y: double
        """;

    private const string Good = "[MessageId] ulong Id, [ApplicationProperty(\"region\")] string Region, decimal Total, string? Note";

    [Fact]
    public async Task A_contract_as_it_was_shipped_is_not_bothered() => await AssertOrderAsync(Good);

    [Fact]
    public async Task Names_of_CSharp_are_no_matter_of_readers()
        => await AssertOrderAsync("[MessageId] ulong Number, [ApplicationProperty(\"region\")] string Where, [property: AmqpMember(\"Total\")] decimal Sum, string? Note");

    [Fact]
    public async Task The_order_of_a_map_is_no_matter_of_readers()
        => await AssertOrderAsync("string? Note, decimal Total, [ApplicationProperty(\"region\")] string Region, [MessageId] ulong Id");

    [Fact]
    public async Task A_project_without_the_files_is_not_bothered()
        => Assert.Empty(await BaselineRun.OfAsync("[AmqpContract] public sealed partial record Order(int Id);", null, null));

    [Fact]
    public async Task A_list_without_a_baseline_is_told_of_where_a_configuration_asks_for_it()
    {
        const string Lists = "using TypedSender; namespace Shop; [AmqpContract(Encoding = AmqpBodyEncoding.List)] public partial record A([property: AmqpMember(Order = 0)] int X); [AmqpContract(Encoding = AmqpBodyEncoding.List)] internal partial record B([property: AmqpMember(Order = 0)] int X);";

        GeneratorRun asked = GeneratorRun.Under(
            LanguageVersion.CSharp12, options => options.WithSpecificDiagnosticOptions([KeyValuePair.Create("TSND0315", ReportDiagnostic.Info)]), Lists);

        Assert.Empty(await BaselineRun.AnalyzeAsync(GeneratorRun.Of(Lists), null, null));
        Assert.StartsWith("'Shop.A' is a list, ", Assert.Single(await BaselineRun.AnalyzeAsync(asked, null, null)).GetMessage(), StringComparison.Ordinal);
        Assert.DoesNotContain(await BaselineRun.AnalyzeAsync(asked, string.Empty, string.Empty), each => each.Id == "TSND0315");
    }

    [Fact]
    public async Task A_generic_contract_has_lines_of_its_own()
        => Assert.Equal(
            ["Shop.Page<T>: map", "Shop.Page<T>/\"Items\": list<T>", "Shop.Page<T>/\"Next\": string?", "Shop.Book: map", "Shop.Book/\"Page\": Shop.Page<int>"],
            await BaselineRun.LinesAsync("[AmqpContract] public partial record Page<T>(List<T> Items, string? Next); [AmqpContract] public partial record Book(Page<int> Page);"));

    [Fact]
    public async Task One_of_the_files_is_enough()
        => Assert.Single(await BaselineRun.OfAsync("[AmqpContract] public sealed partial record Order();", string.Empty, null), text => text.StartsWith("TSND0810|Order|", StringComparison.Ordinal));

    [Fact]
    public async Task A_contract_that_is_gone_is_reported_in_the_file()
        => Assert.Equal(
            ["TSND0801|AmqpContracts.Shipped.txt(2,1)|'Shop.Order' was shipped as 'map \"acme:order\"', and no contract of this assembly has that name: its readers get no more messages; put it back, or, if only its C# name changed, write the new name into the file"],
            await BaselineRun.OfAsync("class Empty;", Shipped, string.Empty));

    [Fact]
    public async Task A_renamed_key_is_a_value_that_is_gone()
        => await AssertOrderAsync(
            "[MessageId] ulong Id, [ApplicationProperty(\"region\")] string Region, decimal Total, string? Remark",
            "TSND0802|Order|'Shop.Order' was shipped with 'Note' of type 'string?' and no longer has it: readers that expect it find nothing; put it back, or, if it has another name now, write [AmqpMember(\"Note\")]",
            "TSND0810|Remark|'Remark' of 'Shop.Order' is not in AmqpContracts.Unshipped.txt: write the line Shop.Order/\"Remark\": string?");

    [Fact]
    public async Task A_changed_key_of_a_property_is_a_value_that_is_gone()
        => await AssertOrderAsync(
            "[MessageId] ulong Id, [ApplicationProperty(\"area\")] string? Region, decimal Total, string? Note",
            "TSND0802|Order|'Shop.Order' was shipped with application-property \"region\" of type 'string' and no longer has it: readers that expect it find nothing; put it back, or, if it has another key now, restore \"region\"",
            "TSND0810|Region|application-property \"area\" of 'Shop.Order' is not in AmqpContracts.Unshipped.txt: write the line Shop.Order/application-property \"area\": string?");

    [Fact]
    public async Task A_section_that_is_gone_is_reported()
        => Assert.StartsWith(
            "TSND0802|Order|'Shop.Order' was shipped with message-id of type 'ulong'",
            Assert.Single(await OrderAsync("[ApplicationProperty(\"region\")] string Region, decimal Total, string? Note")),
            StringComparison.Ordinal);

    [Fact]
    public async Task Another_descriptor_is_reported_on_it()
        => Assert.Equal(
            ["TSND0803|\"acme:order2\"|The body of 'Shop.Order' was shipped as 'map \"acme:order\"' and is now 'map \"acme:order2\"': readers of the shipped layout do not recognize it; restore it, or make a new contract for the new layout"],
            await BaselineRun.OfAsync($"[AmqpContract(Descriptor = \"acme:order2\")] public sealed partial record Order({Good});", Shipped, string.Empty));

    [Fact]
    public async Task Another_layout_is_reported_once()
        => Assert.StartsWith(
            "TSND0803|AmqpBodyEncoding.List|The body of 'Shop.Point' was shipped as 'map' and is now 'list'",
            Assert.Single(await BaselineRun.OfAsync("[AmqpContract(Encoding = AmqpBodyEncoding.List)] public sealed partial record Point([property: AmqpMember(Order = 0)] int X);", "Shop.Point: map\nShop.Point/\"X\": int", string.Empty)),
            StringComparison.Ordinal);

    [Fact]
    public async Task Another_type_is_reported_on_it()
        => await AssertOrderAsync(
            "[MessageId] ulong Id, [ApplicationProperty(\"region\")] string Region, double Total, string? Note",
            "TSND0804|double|'Total' of 'Shop.Order' was shipped as 'decimal128' and is now 'double': readers that expect 'decimal128' fail; restore its type, or leave it and add the new one under another name");

    [Fact]
    public async Task A_value_that_may_be_missing_now_is_reported_on_its_type()
        => await AssertOrderAsync(
            "[MessageId] ulong Id, [ApplicationProperty(\"region\")] string? Region, decimal Total, string? Note",
            "TSND0805|string?|application-property \"region\" of 'Shop.Order' was shipped as 'string' and is now 'string?': readers that expect a value find none; keep it mandatory");

    [Fact]
    public async Task A_value_that_may_no_longer_be_missing_is_reported_on_its_type()
        => await AssertOrderAsync(
            "[MessageId] ulong Id, [ApplicationProperty(\"region\")] string Region, decimal Total, string Note",
            "TSND0805|string|'Note' of 'Shop.Order' was shipped as 'string?' and is now 'string': readers made from the new contract fail on messages sent before; keep it nullable");

    [Fact]
    public async Task A_new_mandatory_value_is_reported_on_its_name()
        => await AssertOrderAsync(
            Good + ", int Weight",
            "TSND0806|Weight|'Weight' is new in 'Shop.Order', which was shipped without it, and its type 'int' has no null: readers made from the new contract fail on messages sent before; make it 'int?'");

    [Fact]
    public async Task A_new_optional_value_needs_its_line_alone()
    {
        await AssertOrderAsync(
            Good + ", int? Weight",
            "TSND0810|Weight|'Weight' of 'Shop.Order' is not in AmqpContracts.Unshipped.txt: write the line Shop.Order/\"Weight\": int?");
        Assert.Empty(await BaselineRun.OfAsync(Order(Good + ", int? Weight"), Shipped, "Shop.Order/\"Weight\": int?"));
    }

    [Fact]
    public async Task A_new_constant_breaks_nobody_and_a_changed_one_its_selectors()
    {
        Assert.Empty(await BaselineRun.OfAsync($"[Subject(\"a\")] {Order(Good)}", Shipped, "Shop.Order/subject: string \"a\""));
        Assert.Equal(
            ["TSND0804|Order|subject of 'Shop.Order' was shipped as 'string \"a\"' and is now 'string \"b\"': readers that expect 'string \"a\"' fail; restore its type, or leave it and add the new one under another name"],
            await BaselineRun.OfAsync($"[Subject(\"b\")] {Order(Good)}", Shipped + "\nShop.Order/subject: string \"a\"", string.Empty));
    }

    [Fact]
    public async Task Fields_that_change_places_are_reported()
        => Assert.Equal(
            [
                "TSND0807|X|'X' was shipped as field 0 of 'Shop.Point' and is now field 1: readers take one field for another; restore its Order",
                "TSND0807|Y|'Y' was shipped as field 1 of 'Shop.Point' and is now field 0: readers take one field for another; restore its Order",
            ],
            await PointAsync("[property: AmqpMember(Order = 1)] double X, [property: AmqpMember(Order = 0)] double Y"));

    [Fact]
    public async Task A_field_with_another_name_at_its_place_is_no_matter_of_readers()
        => Assert.Empty(await PointAsync("[property: AmqpMember(Order = 0)] double Left, [property: AmqpMember(Order = 1)] double Y"));

    [Fact]
    public async Task A_field_that_is_gone_is_reported()
        => Assert.Equal(
            ["TSND0802|Point|'Shop.Point' was shipped with field 1 of type 'double' and no longer has it: readers that expect it find nothing; put it back, or, if it has another name now, write [AmqpMember(Order = 1)]"],
            await PointAsync("[property: AmqpMember(Order = 0)] double X"));

    [Fact]
    public async Task A_longer_list_is_a_warning_beside_its_line()
        => Assert.Equal(
            [
                "TSND0808|Z|Field 2 is new in 'Shop.Point', which was shipped as a list: readers that count its fields refuse a longer one; make a new contract, or disable this rule if all readers pass over further fields",
                "TSND0810|Z|field 2 of 'Shop.Point' is not in AmqpContracts.Unshipped.txt: write the line Shop.Point/2 Z: double?",
            ],
            await PointAsync("[property: AmqpMember(Order = 0)] double X, [property: AmqpMember(Order = 1)] double Y, [property: AmqpMember(Order = 2)] double? Z"));

    [Fact]
    public async Task A_pragma_at_the_member_silences_its_rule()
        => Assert.Empty(await BaselineRun.OfAsync(
            Order("[MessageId] ulong Id, [ApplicationProperty(\"region\")] string Region,\n#pragma warning disable TSND0804\ndouble Total,\n#pragma warning restore TSND0804\nstring? Note"), Shipped, string.Empty));

    [Fact]
    public async Task A_contract_with_errors_of_its_own_has_no_others()
    {
        GeneratorRun run = GeneratorRun.Of("using TypedSender; namespace Shop; [AmqpContract] public partial record Order(System.Half Total);");
        Assert.Empty(await BaselineRun.AnalyzeAsync(run, Shipped, "Shop.Order/\"Weight\": int?"));
    }

    private static string Order(string members) => $"[AmqpContract(Descriptor = \"acme:order\")] public sealed partial record Order({members});";

    private static Task<string[]> OrderAsync(string members) => BaselineRun.OfAsync(Order(members), Shipped, string.Empty);

    private static Task<string[]> PointAsync(string members)
        => BaselineRun.OfAsync($"[AmqpContract(Encoding = AmqpBodyEncoding.List)] public sealed partial record Point({members});", Point, string.Empty);

    private static async Task AssertOrderAsync(string members, params string[] expected) => Assert.Equal(expected, await OrderAsync(members));
}
