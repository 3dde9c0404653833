using Microsoft.CodeAnalysis;
using TypedSender.Generators.Tests.Support;

namespace TypedSender.Generators.Tests.Rules;

/// <summary>The rows of docs/shapes-members.md that are refused: the rule, the token and what it says to write instead.</summary>
public class MemberShapeRuleTests
{
    [Theory]
    [InlineData("Half", "System.Half", "use float, ")]
    [InlineData("Int128", "System.Int128", "use decimal, string or byte[], ")]
    [InlineData("UInt128", "System.UInt128", "use decimal, string or byte[], ")]
    [InlineData("System.Numerics.BigInteger", "System.Numerics.BigInteger", "use decimal, string or byte[], ")]
    [InlineData("System.Numerics.Complex", "System.Numerics.Complex", "use a contract with two doubles, ")]
    [InlineData("nint", "nint", "use long, ")]
    [InlineData("nuint", "nuint", "use ulong, ")]
    [InlineData("Version", "System.Version", "use string, ")]
    [InlineData("System.Net.IPAddress", "System.Net.IPAddress", "use string, ")]
    public async Task A_type_with_a_text_of_its_own(string type, string name, string nearest)
    {
        string source = $"[AmqpContract] public partial record A([|{type}|] X);";
        string formatter = type == "Version" ? "AmqpVersionFormatter" : $"AmqpTextFormatter<{type[(type.LastIndexOf('.') + 1)..]}>";

        await Marked.AssertReportedAsync("TSND0401", source);
        Assert.Equal(
            $"'{name}' in 'A.X' has no AMQP encoding; {nearest}send its text by [AmqpFormatter(typeof({formatter}))], or mark it [AmqpIgnore]",
            await Marked.MessageAsync(source));
        await Marked.AssertCleanAsync($"[AmqpContract] public partial record A([AmqpFormatter(typeof({formatter.Replace("<", "<" + type[..(type.LastIndexOf('.') + 1)], StringComparison.Ordinal)}))] {type} X);");
    }

    [Theory]
    [InlineData("public partial record A([|System.Globalization.CultureInfo|] X);", "'System.Globalization.CultureInfo' in 'A.X' has no AMQP encoding; use string, name a formatter by [AmqpFormatter], or mark it [AmqpIgnore]")]
    [InlineData("public partial record A([|System.Text.Encoding|] X);", "'System.Text.Encoding' in 'A.X' has no AMQP encoding; use string, name a formatter by [AmqpFormatter], or mark it [AmqpIgnore]")]
    [InlineData("public partial record A([|Type|] X);", "'System.Type' in 'A.X' has no AMQP encoding; use string, name a formatter by [AmqpFormatter], or mark it [AmqpIgnore]")]
    [InlineData("public partial record A([|System.IO.Stream|] X);", "'System.IO.Stream' in 'A.X' has no AMQP encoding; use ReadOnlyMemory<byte>, name a formatter by [AmqpFormatter], or mark it [AmqpIgnore]")]
    [InlineData("public partial record A([|System.IO.Pipelines.PipeReader|] X);", "'System.IO.Pipelines.PipeReader' in 'A.X' has no AMQP encoding; name a formatter by [AmqpFormatter], or mark it [AmqpIgnore]")]
    [InlineData("public partial record A([|Task<int>|] X);", "'System.Threading.Tasks.Task<int>' in 'A.X' has no AMQP encoding; use the type of its value, name a formatter by [AmqpFormatter], or mark it [AmqpIgnore]")]
    [InlineData("public partial record A([|Lazy<int>|] X);", "'System.Lazy<int>' in 'A.X' has no AMQP encoding; use the type of its value, name a formatter by [AmqpFormatter], or mark it [AmqpIgnore]")]
    [InlineData("public partial record A([|Action|] X);", "'System.Action' in 'A.X' has no AMQP encoding; name a formatter by [AmqpFormatter], or mark it [AmqpIgnore]")]
    [InlineData("public partial class A { public unsafe [|int*|] X; }", "'int*' in 'A.X' has no AMQP encoding; mark it [AmqpIgnore]")]
    [InlineData("public partial class A { public [|Span<byte>|] X => default; }", "'System.Span<byte>' in 'A.X' has no AMQP encoding; use ReadOnlyMemory<byte>, or mark it [AmqpIgnore]")]
    [InlineData("public partial record A([|(int Number, string Text)|] X);", "'(int Number, string Text)' in 'A.X' has no AMQP encoding; use a contract, name a formatter by [AmqpFormatter], or mark it [AmqpIgnore]")]
    [InlineData("public partial record A([|Tuple<int>|] X);", "'System.Tuple<int>' in 'A.X' has no AMQP encoding; name a formatter by [AmqpFormatter], or mark it [AmqpIgnore]")]
    [InlineData("public partial record A(List<[|KeyValuePair<string, int>|]> X);", "'System.Collections.Generic.KeyValuePair<string, int>' in 'A.X' has no AMQP encoding; use a dictionary, or a contract, name a formatter by [AmqpFormatter], or mark it [AmqpIgnore]")]
    [InlineData("public partial record A([|System.Buffers.ReadOnlySequence<int>|] X);", "'System.Buffers.ReadOnlySequence<int>' in 'A.X' has no AMQP encoding; use an array, name a formatter by [AmqpFormatter], or mark it [AmqpIgnore]")]
    [InlineData("public partial record A([|IAsyncEnumerable<int>|] X);", "'System.Collections.Generic.IAsyncEnumerable<int>' in 'A.X' has no AMQP encoding; use IReadOnlyList<T>, name a formatter by [AmqpFormatter], or mark it [AmqpIgnore]")]
    public async Task A_type_without_an_encoding(string contract, string message)
    {
        await Marked.AssertReportedAsync("TSND0401", "[AmqpContract] " + contract);
        Assert.Equal(message, await Marked.MessageAsync("[AmqpContract] " + contract));
    }

    [Theory]
    [InlineData("TSND0407", "[|int[,]|] X", "'int[*,*]' in 'A.X' has 2 dimensions, and AMQP has no such array: use an array of arrays")]
    [InlineData("TSND0406", "Dictionary<[|double|], int> X", "'double' in 'A.X' cannot be the key of a map: use a string, AmqpSymbol, integer, char, Guid or enum")]
    [InlineData("TSND0406", "Dictionary<[|Remark|], int> X", "'Remark' in 'A.X' cannot be the key of a map: use a string, AmqpSymbol, integer, char, Guid or enum")]
    [InlineData("TSND0422", "[|System.Linq.ILookup<string, int>|] X", "'System.Linq.IGrouping<string, int>' in 'A.X' is a collection, of which the elements are sent, and not 'Key': send a contract that holds both, or a plain collection")]
    [InlineData("TSND0413", "[|object|] X", "'object' in 'A.X' can hold anything, so its encoding cannot be chosen: use the type that is sent, or mark it [AmqpDynamic] to send what it holds at run time")]
    [InlineData("TSND0413", "List<[|dynamic|]> X", "'dynamic' in 'A.X' can hold anything, so its encoding cannot be chosen: use the type that is sent, or mark it [AmqpDynamic] to send what it holds at run time")]
    [InlineData("TSND0413", "[|System.Text.Json.JsonElement|]? X", "'System.Text.Json.JsonElement' in 'A.X' can hold anything, so its encoding cannot be chosen: use the type that is sent, or mark it [AmqpJson] to send its JSON")]
    [InlineData("TSND0413", "[|System.Text.Json.JsonDocument|] X", "'System.Text.Json.JsonDocument' in 'A.X' can hold anything, so its encoding cannot be chosen: use the type that is sent, or mark it [AmqpJson] to send its JSON")]
    [InlineData("TSND0413", "[AmqpDynamic] [|System.Text.Json.Nodes.JsonNode|] X", "'System.Text.Json.Nodes.JsonNode' in 'A.X' can hold anything, so its encoding cannot be chosen: use the type that is sent, or mark it [AmqpJson] to send its JSON")]
    [InlineData("TSND0418", "[|TimeSpan|] X", "'System.TimeSpan' in 'A.X' is a TimeSpan, which AMQP has no type for: mark it [AmqpDuration(AmqpDurationEncoding.Milliseconds)] or [AmqpDuration(AmqpDurationEncoding.Iso8601)]")]
    [InlineData("TSND0210", "[ApplicationProperty(\"x\"), AmqpArray] [|int[]|] X", null)]
    [InlineData("TSND0320", "[[|AmqpArray|]] int X", "'[AmqpArray]' has no effect on 'A.X': it is for collections of values that AMQP has a type for; remove it")]
    [InlineData("TSND0320", "[[|AmqpDynamic|]] int X", "'[AmqpDynamic]' has no effect on 'A.X': it is for object, and for collections of objects; remove it")]
    [InlineData("TSND0320", "[[|AmqpJson|]] int X", "'[AmqpJson]' has no effect on 'A.X': it is for JsonElement, JsonDocument and JsonNode, and for collections of these; remove it")]
    public async Task A_shape_that_is_refused(string rule, string member, string? message)
    {
        string source = $"[AmqpTransparent] public record struct Remark(string? Text); [AmqpContract] public partial record A({member});";

        await Marked.AssertReportedAsync(rule, source);
        if (message is not null)
        {
            Assert.Equal(message, await Marked.MessageAsync(source));
        }
    }

    [Theory]
    [InlineData("int[] X", "int", null)]
    [InlineData("[|int?|][] X", "int?", "may be null")]
    [InlineData("List<[|string?|]> X", "string?", "may be null")]
    [InlineData("[|int[][]|] X", "int[]", "is a list, a map or a contract")]
    [InlineData("IReadOnlyList<[|B|]> X", "B", "is a list, a map or a contract")]
    [InlineData("[|Dictionary<string, int>|][] X", "System.Collections.Generic.Dictionary<string, int>", "is a list, a map or a contract")]
    [InlineData("[|DateOnly|][] X", "System.DateOnly", "has no AMQP type of its own")]
    [InlineData("[AmqpEnumAsString] [|DayOfWeek|][] X", "System.DayOfWeek", "has no AMQP type of its own")]
    [InlineData("[AmqpDynamic] List<[|object|]> X", "object", "may be of any type")]
    [InlineData("[AmqpFormatter(typeof(AmqpTextFormatter<int>))] [|int|][] X", "int", "is written by a formatter, in any type that it likes")]
    public async Task An_array_has_elements_of_one_type(string member, string type, string? reason)
    {
        string source = $"[AmqpContract] public sealed partial record B(int N); [AmqpContract] public partial record A([AmqpArray] {member});";
        if (reason is null)
        {
            await Marked.AssertCleanAsync(source);
            return;
        }

        await Marked.AssertReportedAsync("TSND0408", source);
        Assert.Equal(
            $"'{type}' in 'A.X' {reason}, and the elements of an AMQP array share one constructor (AMQP 1.0, 1.6.24): remove [AmqpArray] to send a list",
            await Marked.MessageAsync(source));
    }

    [Theory]
    [InlineData("TSND0411", "decimal", "'decimal' in 'A.X' is sent as decimal128, which AMQPNetLite and go-amqp do not read: where they do, send its text by [AmqpFormatter(typeof(AmqpTextFormatter<decimal>))]")]
    [InlineData("TSND0412", "char", "'char' in 'A.X' cannot be sent while it holds a surrogate, half of a character beyond U+FFFF: Rune and string hold every character")]
    public async Task A_rule_that_is_silent_until_it_is_asked_for(string rule, string type, string message)
    {
        string source = $"using TypedSender; [AmqpContract] public partial record A({type} X);";
        GeneratorRun run = GeneratorRun.Of(source);

        Assert.Empty(await run.AnalyzeAsync());
        Diagnostic diagnostic = Assert.Single(await run.AnalyzeAsync(rule));
        Assert.Equal(rule, diagnostic.Id);
        Assert.Equal(message, diagnostic.GetMessage());
        Assert.Equal(type, source[diagnostic.Location.SourceSpan.Start..diagnostic.Location.SourceSpan.End]);
        Assert.Empty(await GeneratorRun.Of($"#pragma warning disable {rule}\n{source}").AnalyzeAsync(rule));
        Assert.Empty(await GeneratorRun.Of($"using TypedSender; [AmqpContract] public partial record A([AmqpIgnore] {type} X);").AnalyzeAsync(rule));
    }
}
