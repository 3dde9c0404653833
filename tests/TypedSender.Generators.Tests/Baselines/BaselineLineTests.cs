using TypedSender.Generators.Baselines;
using TypedSender.Generators.Tests.Support;

namespace TypedSender.Generators.Tests.Baselines;

/// <summary>The lines of contracts: what readers depend on, in the order of the code.</summary>
public class BaselineLineTests
{
    [Fact]
    public async Task A_map_has_its_keys_types_and_sections()
        => Assert.Equal(
            [
                "Shop.Order: map \"acme:order\"",
                "Shop.Order/subject: string \"order\"",
                "Shop.Order/message-id: ulong",
                "Shop.Order/application-property \"region\": string?",
                "Shop.Order/\"total\": decimal128",
                "Shop.Order/\"Lines\": list<Shop.Line?>",
                "Shop.Order/\"Prices\": map<string, long>?",
                "Shop.Order/\"Placed\": timestamp",
                "Shop.Order/\"Day\": string(date)",
                "Shop.Order/\"Raw\": binary?",
                "Shop.Line: list 0x468d00000001",
                "Shop.Line/0 Sku: string",
                "Shop.Line/1 Count: int?",
            ],
            await BaselineRun.LinesAsync("""
                [AmqpContract(Descriptor = "acme:order"), Subject("order"), Durable, Priority(3)]
                public sealed partial record Order(
                    [MessageId] ulong Id,
                    [ApplicationProperty("region")] string? Region,
                    [AmqpMember("total")] decimal Total,
                    List<Line?> Lines,
                    Dictionary<string, long>? Prices,
                    DateTimeOffset Placed,
                    DateOnly Day,
                    byte[]? Raw,
                    [TimeToLive] TimeSpan Keep);
                [AmqpContract(Encoding = AmqpBodyEncoding.List, Code = 0x468d00000001)]
                public sealed partial record Line([property: AmqpMember(Order = 0)] string Sku, [property: AmqpMember(Order = 1)] int? Count);
                """));

    [Fact]
    public async Task Enums_have_their_names_or_their_numbers()
        => Assert.Equal(
            [
                "enum Shop.State/\"Open\"",
                "enum Shop.State/\"Shut\"",
                "enum Shop.Size/1: Small",
                "enum Shop.Size/7: Large",
                "Shop.Door: map",
                "Shop.Door/\"State\": string(enum Shop.State)",
                "Shop.Door/\"Size\": ubyte(enum Shop.Size)?",
            ],
            await BaselineRun.LinesAsync("""
                public enum State { Open, Shut }
                public enum Size : byte { Small = 1, Large = 7 }
                [AmqpContract] public sealed partial record Door([property: AmqpEnumAsString] State State, Size? Size);
                """));

    [Theory]
    [InlineData("Held Held", "[AmqpTransparent] public readonly record struct Held(State Value);", "int(enum Shop.State)")]
    [InlineData("Held? Held", "[AmqpTransparent] public readonly record struct Held(State? Value);", "int(enum Shop.State)?")]
    [InlineData("Held Held", "public class Held : List<State>;", "list<int(enum Shop.State)>")]
    [InlineData("Held Held", "public class Held : Dictionary<State, int>;", "map<int(enum Shop.State), int>")]
    [InlineData("Held Held", "public class Held : List<Dictionary<int, States>>; public class States : List<State>;", "list<map<int, list<int(enum Shop.State)>>>")]
    public async Task Enums_in_types_of_their_own_have_their_numbers(string member, string type, string line)
        => Assert.Equal(
            ["Shop.Door/\"Held\": " + line, "Shop.Door: map", "enum Shop.State/0: Open", "enum Shop.State/1: Shut"],
            (await BaselineRun.LinesAsync($"public enum State {{ Open, Shut }} {type} [AmqpContract] public sealed partial record Door({member});")).Order(StringComparer.Ordinal));

    [Fact]
    public async Task A_sender_has_what_arrives_at_its_address()
        => Assert.Equal(
            [
                "Shop.Door: map",
                "Shop.Door/\"Id\": int",
                "\"doors\": Shop.Door",
                "\"doors\": Shop.Door/application-property \"floor\": int",
                "\"doors\": Shop.Door/subject: string \"urgent\"",
            ],
            await BaselineRun.LinesAsync("""
                [AmqpContract] public sealed partial record Door(int Id);
                [AmqpSender("doors")]
                public partial interface IDoors
                {
                    ValueTask SendAsync(Door door, [ApplicationProperty("floor")] int floor, CancellationToken token = default);
                    [Subject("urgent")] ValueTask SendUrgentAsync(Door door);
                    ValueTask SendAllAsync(IReadOnlyList<Door> doors);
                }
                """));

    [Fact]
    public async Task Bodies_that_are_bytes_and_nested_types_have_names()
        => Assert.Equal(
            ["Shop.Outer.Photo: raw", "Shop.Outer.Photo/data: binary"],
            await BaselineRun.LinesAsync("public partial class Outer { [AmqpContract(Encoding = AmqpBodyEncoding.Raw)] public sealed partial record Photo(byte[] Content); }"));

    /// <summary>Finnish writes U+2212 before a negative number; the culture is made by hand, since tests run without those of the system.</summary>
    [Fact]
    public async Task Lines_are_the_same_in_every_culture()
    {
        var before = System.Globalization.CultureInfo.CurrentCulture;
        var culture = (System.Globalization.CultureInfo)System.Globalization.CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NegativeSign = "\u2212";
        System.Globalization.CultureInfo.CurrentCulture = culture;
        try
        {
            Assert.Equal(
                ["enum Shop.I/-1: Minus", "Shop.A: list", "Shop.A/0 I: int(enum Shop.I)"],
                await BaselineRun.LinesAsync("public enum I { Minus = -1 } [AmqpContract(Encoding = AmqpBodyEncoding.List)] public sealed partial record A([property: AmqpMember(Order = 0)] I I);"));
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }

    /// <summary>The alias of a reference is no matter of readers, and may change.</summary>
    [Fact]
    public async Task Types_of_an_assembly_with_an_alias_have_their_plain_names()
    {
        GeneratorRun library = GeneratorRun.Of("using TypedSender; namespace Lib; [AmqpContract] public partial record Line(int N); public enum K { A }");
        GeneratorRun run = GeneratorRun.With(
            library.ToReference().WithAliases(["Other_1"]),
            "extern alias Other_1; using System.Collections.Generic; using TypedSender; namespace Shop; [AmqpContract] public partial record A(Other_1::Lib.Line L, Dictionary<string, Other_1::Lib.K> Ks);");

        Assert.Equal(
            ["Shop.A/\"Ks\": map<string, int(enum Lib.K)>", "Shop.A/\"L\": Lib.Line", "Shop.A: map", "enum Lib.K/0: A"],
            (await BaselineRun.AnalyzeAsync(run, string.Empty, string.Empty)).Select(found => found.Properties["Line"]!).Order(StringComparer.Ordinal));
    }

    /// <summary>What is written is read back as the same: a line that a fix wrote is found again.</summary>
    [Theory]
    [InlineData("Shop.Order: map \"a: b/c\"")]
    [InlineData("Shop.Order/\"to: \\\"tal\\\"/x\": decimal128?")]
    [InlineData("Shop.Envelope<A, int[]>/\"x\": map<string, Shop.Line?>")]
    [InlineData("Shop.Line/0 Sku: string")]
    [InlineData("Shop.Order/application-property \"a b\": string")]
    [InlineData("enum Shop.State/\"Open\"")]
    [InlineData("enum Shop.Size/-7: Large")]
    [InlineData("\"a: b\": Shop.Order/subject: string \"x\"")]
    public void A_line_reads_back(string text)
    {
        Assert.Null(BaselineLine.Read(text, out BaselineLine line));
        Assert.Equal(text, line.Text);
    }
}
