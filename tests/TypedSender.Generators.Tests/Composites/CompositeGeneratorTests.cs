using Microsoft.CodeAnalysis;
using TypedSender.Generators.Model;

namespace TypedSender.Generators.Tests.Composites;

public sealed class CompositeGeneratorTests
{
    private const string Near = """
        namespace Sample;

        [TypedSender.Amqp.AmqpComposite("sample:near:list", 0x91)]
        public partial record struct Near
        {
            [TypedSender.Amqp.AmqpField(0, "name", Mandatory = true)]
            public required string Name { get; set; }

            [TypedSender.Amqp.AmqpField(1, "default", Type = "milliseconds")]
            public uint? Default { get; set; }
        }
        """;

    private const string Far = """
        namespace Sample;

        [TypedSender.Amqp.AmqpComposite("sample:far:list", 0x92)]
        public sealed partial record Far
        {
            [TypedSender.Amqp.AmqpField(0, "tags", Multiple = true)]
            public TypedSender.Amqp.AmqpSymbol[]? Tags { get; init; }

            [TypedSender.Amqp.AmqpField(1, "near", Type = "*")]
            public Near2? Other { get; init; }

            [TypedSender.Amqp.AmqpField(2, "text")]
            public string? Text { get; init; }
        }

        [TypedSender.Amqp.AmqpComposite("sample:near2:list", 0x93)]
        public sealed partial record Near2
        {
            [TypedSender.Amqp.AmqpField(0, "kind", Type = "symbol", Default = "plain")]
            public TypedSender.Amqp.AmqpSymbol Kind { get; init; } = "plain";
        }
        """;

    [Fact]
    public void What_is_generated_compiles_without_warnings()
    {
        var run = new CompositeRun(Near, Far);
        Assert.Equal(3, run.Result.GeneratedSources.Length);
        Assert.Empty(run.Result.Diagnostics);
        Assert.Empty(run.CompilerDiagnostics);
    }

    [Fact]
    public void A_keyword_is_escaped_and_types_are_qualified()
    {
        string text = new CompositeRun(Near).Text("Sample.Near.");
        Assert.Contains("uint? @default = list.Count > 1", text, StringComparison.Ordinal);
        Assert.Contains("global::TypedSender.Amqp.IAmqpComposite<global::Sample.Near>", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\r", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("namespace Other; public sealed class Unrelated;")]
    [InlineData("namespace Sample; public sealed class Unrelated { public int Far() => 1; }")]
    public void An_unrelated_edit_leaves_every_output_cached(string source)
    {
        CompositeRun run = new CompositeRun(Near, Far).Edit(2, source);
        Assert.Equal(3, run.OutputReasons.Count());
        Assert.All(run.OutputReasons, reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
        Assert.All(
            run.Result.TrackedSteps[StepNames.Composites].SelectMany(step => step.Outputs),
            output => Assert.True(output.Reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged));
    }

    [Fact]
    public void An_equal_type_at_another_place_of_its_file_leaves_its_output_cached()
    {
        CompositeRun run = new CompositeRun(Near, Far).Edit(0, "// a comment\n\n" + Near);
        Assert.All(run.OutputReasons, reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Fact]
    public void An_edit_of_one_type_leaves_the_others_cached()
    {
        CompositeRun run = new CompositeRun(Near, Far).Edit(0, Near.Replace("\"default\"", "\"after\"", StringComparison.Ordinal));
        Assert.Equal(1, run.OutputReasons.Count(reason => reason == IncrementalStepRunReason.Modified));
        Assert.Equal(2, run.OutputReasons.Count(reason => reason == IncrementalStepRunReason.Cached));
        Assert.Contains("// 1 after: milliseconds", run.Text("Sample.Near."), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public partial record struct", "public record struct", "must be partial")]
    [InlineData("sample:near:list", "near", "is not of the form domain:name:type")]
    [InlineData("AmqpField(1,", "AmqpField(2,", "must run from 0 without gaps; 'default' has 2 where 1 was expected")]
    [InlineData("milliseconds", "hours", "the field type 'hours' is not one that composites use")]
    [InlineData("milliseconds", "string", "the field 'default' of type string cannot be held by a uint")]
    [InlineData("uint? Default", "uint Default", "its property must be nullable")]
    public void A_type_that_cannot_be_generated_for_is_reported_and_the_others_are_generated(string text, string replacement, string reason)
    {
        var run = new CompositeRun(Near.Replace(text, replacement, StringComparison.Ordinal), Far);
        Diagnostic diagnostic = Assert.Single(run.Result.Diagnostics);
        Assert.Equal("TSND0001", diagnostic.Id);
        Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity);
        Assert.Contains(reason, diagnostic.GetMessage(), StringComparison.Ordinal);
        Assert.Contains("'Sample.Near'", diagnostic.GetMessage(), StringComparison.Ordinal);
        Assert.Equal("Source0.cs", diagnostic.Location.GetLineSpan().Path);
        Assert.Equal(2, run.Result.GeneratedSources.Length);
    }

    [Theory]
    [InlineData(typeof(CompositeModel))]
    [InlineData(typeof(CompositeFieldModel))]
    public void A_model_holds_nothing_of_the_compiler(Type model)
        => Assert.DoesNotContain(
            model.GetProperties(),
            property => property.PropertyType.Namespace!.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal));

    [Fact]
    public void Types_whose_names_differ_only_by_case_have_files_of_their_own()
    {
        string other = Near.Replace("struct Near", "struct NEAR", StringComparison.Ordinal).Replace("0x91", "0x94", StringComparison.Ordinal);
        var run = new CompositeRun(Near, other);
        Assert.Equal(2, run.Result.GeneratedSources.Select(source => source.HintName).Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }
}
