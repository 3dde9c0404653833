using TypedSender.Generators.Tests.Support;

namespace TypedSender.Generators.Tests.Rules;

/// <summary>The contexts are written out as the generator of System.Text.Json, which does not run here, would complete them.</summary>
public class JsonRuleTests
{
    private const string Head = "[AmqpContract(Encoding = AmqpBodyEncoding.Json, JsonContext = typeof([|J|]))] public partial record A(object X);";

    [Theory]
    [InlineData("TSND0317", "[AmqpContract(Encoding = [|AmqpBodyEncoding.Json|])] public partial record A(object X);", "")]
    [InlineData("TSND0318", "[AmqpContract(Encoding = AmqpBodyEncoding.Json, JsonContext = [|typeof(string)|])] public partial record A(object X);", "")]
    [InlineData("TSND0318", "[AmqpContract(Encoding = AmqpBodyEncoding.Json, JsonContext = [|typeof(A[])|])] public partial record A(object X);", "")]
    [InlineData("TSND0318", "[AmqpContract(Encoding = AmqpBodyEncoding.Json, JsonContext = [|typeof(J)|])] public partial record A(object X);", "file {0}")]
    [InlineData("TSND0318", "[AmqpContract(Encoding = AmqpBodyEncoding.Json, JsonContext = [|typeof(Outer<int>.J)|])] public partial record A(object X);", "public static class Outer<T> { public {0} }")]
    [InlineData("TSND0319", "[AmqpContract(Encoding = AmqpBodyEncoding.Json, JsonContext = [|typeof(J)|])] public partial record A(object X);", "[JsonSerializable(typeof(List<A>))] public {0}")]
    [InlineData("TSND0320", "[AmqpContract(JsonContext = [|typeof(J)|])] public partial record A(int X);", "[JsonSerializable(typeof(A))] public {0}")]
    [InlineData("TSND0320", "[AmqpContract(Encoding = AmqpBodyEncoding.Json, JsonContext = typeof(J), Descriptor = [|\"a:b\"|])] public partial record A(object X);", "[JsonSerializable(typeof(A))] public {0}")]
    [InlineData("TSND0320", "[AmqpContract(Encoding = AmqpBodyEncoding.Json, JsonContext = typeof(J))] public partial record A([[|AmqpMember|](Order = 1)] object X);", "[JsonSerializable(typeof(A))] public {0}")]
    [InlineData("TSND0320", "[AmqpContract(Encoding = AmqpBodyEncoding.Json, JsonContext = typeof(J))] public partial record A([Subject, [|AmqpMember|]] string X);", "[JsonSerializable(typeof(A))] public {0}")]
    [InlineData("TSND0320", "[AmqpContract(Encoding = AmqpBodyEncoding.Json, JsonContext = typeof(J))] public partial record A([[|AmqpIgnore|]] object X);", "[JsonSerializable(typeof(A))] public {0}")]
    [InlineData("TSND0320", "[AmqpContract(Encoding = AmqpBodyEncoding.Json, JsonContext = typeof(J))] public partial record A([[|AmqpEnumAsString|]] DayOfWeek X);", "[JsonSerializable(typeof(A))] public {0}")]
    [InlineData("TSND0320", "[AmqpContract(Encoding = AmqpBodyEncoding.Json, JsonContext = typeof(J))] public partial record A([[|AmqpDuration|](AmqpDurationEncoding.Iso8601)] TimeSpan X);", "[JsonSerializable(typeof(A))] public {0}")]
    [InlineData("TSND0215", "[AmqpContract(Encoding = AmqpBodyEncoding.Json, JsonContext = typeof(J))] public partial record A([Subject] [|Guid|] X);", "[JsonSerializable(typeof(A))] public {0}")]
    public Task Reported(string rule, string marked, string context) => Marked.AssertReportedAsync(rule, marked + "\n" + Completed(context));

    [Theory]
    [InlineData("[AmqpContract(Encoding = AmqpBodyEncoding.Json, JsonContext = typeof(J))] public partial record A(object X, System.IO.Stream Y);", "[JsonSerializable(typeof(A))] public {0}")]
    [InlineData("[AmqpContract(Encoding = AmqpBodyEncoding.Json, JsonContext = typeof(Outer.J)), ContentType(\"text/json\")] internal partial struct A { }", "internal class Outer { [JsonSerializable(typeof(List<int>)), JsonSerializable(typeof(A))] protected internal {0} }")]
    [InlineData("[AmqpContract(Encoding = AmqpBodyEncoding.Json, JsonContext = typeof(J))] public partial record A([ApplicationProperty(\"x\"), AmqpMember(Symbol = true)] string X, [ApplicationProperty(\"y\"), AmqpEnumAsString] DayOfWeek Y);", "[JsonSerializable(typeof(A))] public {0}")]
    public Task Clean(string source, string context) => Marked.AssertCleanAsync(source + "\n" + Completed(context));

    [Fact]
    public async Task A_context_that_is_not_there_is_the_compilers_matter_alone()
    {
        GeneratorRun run = GeneratorRun.Of("using TypedSender; " + Head.Replace("[|", string.Empty, StringComparison.Ordinal).Replace("|]", string.Empty, StringComparison.Ordinal));

        Assert.Contains("GeneratedStub(\"TSND0318\")", run.File("A."), StringComparison.Ordinal);
        Assert.Empty(await run.AnalyzeAsync());
        Assert.All(run.CompilerDiagnostics, diagnostic => Assert.Equal("CS0246", diagnostic.Id));
    }

    private static string Completed(string context) => context.Replace(
        "{0}",
        """
        class J() : System.Text.Json.Serialization.JsonSerializerContext(null)
        {
            public static J Default { get; } = new();
            protected override System.Text.Json.JsonSerializerOptions? GeneratedSerializerOptions => null;
            public override System.Text.Json.Serialization.Metadata.JsonTypeInfo? GetTypeInfo(Type type) => null;
        }
        """,
        StringComparison.Ordinal).Replace("[JsonSer", "[System.Text.Json.Serialization.JsonSer", StringComparison.Ordinal).Replace(", JsonSer", ", System.Text.Json.Serialization.JsonSer", StringComparison.Ordinal);
}
