using Microsoft.CodeAnalysis;
using TypedSender.Generators.Tests.Support;
using static Microsoft.CodeAnalysis.IncrementalStepRunReason;

namespace TypedSender.Generators.Tests.Contracts;

/// <summary>What each kind of edit costs: only what it changes is generated anew.</summary>
public class IncrementalTests
{
    private const string Order = "using TypedSender; namespace Shop; [AmqpContract] public partial record Order(int Number, Line Line, [AmqpEnumAsString] State State);";
    private const string Line = "using TypedSender; namespace Shop; [AmqpContract] public partial record Line(string Sku);";
    private const string State = "namespace Shop; public enum State { New, Paid }";
    private const string Sender = "using System.Threading.Tasks; using TypedSender; namespace Shop; [AmqpSender(\"orders\")] public partial interface ISender : IBase { ValueTask SendAsync(Order order); }";
    private const string Base = "using System.Threading.Tasks; namespace Shop; public interface IBase { ValueTask OtherAsync(Line line); }";

    [Fact]
    public void An_unrelated_file_changes_nothing()
        => Assert.Equal([Cached, Cached, Cached], Run().Edit(5, "namespace Shop; public class Unrelated { }"));

    [Fact]
    public void A_comment_and_a_move_within_the_file_change_nothing()
        => Assert.Equal([Cached, Cached, Cached], Run().Edit(0, "// a comment\n\n" + Order));

    [Fact]
    public void A_body_that_changes_changes_nothing()
        => Assert.Equal([Cached, Cached, Cached], Run().Edit(1, Line.Replace(");", ") { public override string ToString() => Sku; }", StringComparison.Ordinal)));

    [Fact]
    public void A_nested_contract_changes_its_own_encoder_only()
        => Assert.Equal([Cached, Cached, Modified], Run().Edit(1, Line.Replace("string Sku", "string Sku, int Count", StringComparison.Ordinal)));

    [Fact]
    public void An_enum_sent_by_name_changes_the_contract_that_holds_it()
        => Assert.Equal([Cached, Cached, Modified], Run().Edit(2, State.Replace("Paid", "Paid, Sent", StringComparison.Ordinal)));

    [Fact]
    public void A_base_interface_in_another_file_changes_the_sender()
    {
        GeneratorRun run = Run();

        Assert.Equal([Cached, Cached, Modified], run.Edit(4, Base.Replace("OtherAsync", "AnotherAsync", StringComparison.Ordinal)));
        Assert.Contains("AnotherAsync", run.File("ISender"), StringComparison.Ordinal);
        Assert.Empty(run.CompilerDiagnostics);
    }

    [Fact]
    public void A_contract_that_begins_to_bind_a_section_changes_the_sender_that_was_written_straight()
    {
        GeneratorRun run = GeneratorRun.Of(
            Line,
            "using System.Threading.Tasks; using TypedSender; namespace Shop; [AmqpSender(\"lines\")] public partial interface ISender { [Subject(\"s\")] ValueTask SendAsync(Line line); }");
        Assert.DoesNotContain("SetSections", run.File("ISender"), StringComparison.Ordinal);

        Assert.Equal([Modified, Modified], run.Edit(0, Line.Replace("string Sku", "[Subject] string Sku", StringComparison.Ordinal)));

        Assert.Contains("SetSections", run.File("ISender"), StringComparison.Ordinal);
        Assert.Empty(run.CompilerDiagnostics);
    }

    [Fact]
    public void A_formatter_whose_code_changes_changes_nothing()
    {
        const string Formatter = "using TypedSender; using TypedSender.Amqp; namespace Shop; public class F : IAmqpFormatter<object> { public static void Write(ref AmqpWriter writer, object value) => writer.WriteNull(); }";
        GeneratorRun run = GeneratorRun.Of("using TypedSender; namespace Shop; [AmqpContract] public partial record Order([AmqpFormatter(typeof(F))] object X);", Formatter);

        Assert.Equal([Cached], run.Edit(1, Formatter.Replace("WriteNull()", "WriteInt(1)", StringComparison.Ordinal)));
        Assert.Equal([Modified], run.Edit(1, Formatter.Replace("class F", "class G", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_json_context_that_names_another_type_changes_nothing()
    {
        const string Context =
            "using System; using System.Text.Json.Serialization; namespace Shop; [JsonSerializable(typeof(Order))] public class J() : JsonSerializerContext(null) {"
            + " public static J Default { get; } = new(); protected override System.Text.Json.JsonSerializerOptions? GeneratedSerializerOptions => null;"
            + " public override System.Text.Json.Serialization.Metadata.JsonTypeInfo? GetTypeInfo(Type type) => null; }";
        GeneratorRun run = GeneratorRun.Of("using TypedSender; namespace Shop; [AmqpContract(Encoding = AmqpBodyEncoding.Json, JsonContext = typeof(J))] public partial record Order(object X);", Context);

        Assert.Equal([Cached], run.Edit(1, Context.Replace("[Json", "[JsonSerializable(typeof(int))] [Json", StringComparison.Ordinal)));
        Assert.Equal([Modified], run.Edit(1, Context.Replace("typeof(Order)", "typeof(int)", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_new_contract_leaves_the_others_alone()
        => Assert.Equal([Cached, Cached, Cached, New], Run().Edit(5, "using TypedSender; namespace Shop; [AmqpContract] public partial record Other(int X);"));

    [Fact]
    public void The_order_of_files_changes_no_file()
        => Assert.Equal(
            GeneratorRun.Of(Order, Line, State, Sender, Base).Files.OrderBy(file => file.Key, StringComparer.Ordinal),
            GeneratorRun.Of(Base, Sender, State, Line, Order).Files.OrderBy(file => file.Key, StringComparer.Ordinal));

    [Fact]
    public void A_model_with_a_symbol_would_be_found()
        => Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => ModelGraph.Walk(
            new { Poison = (ISymbol)Microsoft.CodeAnalysis.CSharp.CSharpCompilation.Create("Poison").Assembly },
            new HashSet<object>(ReferenceEqualityComparer.Instance)));

    private static GeneratorRun Run() => GeneratorRun.Of(Order, Line, State, Sender, Base);
}
