using Microsoft.CodeAnalysis;
using TypedSender.Generators.Tests.Support;

namespace TypedSender.Generators.Tests.Contracts;

/// <summary>What refers to something that is not there, or not usable, becomes a stub, and the reason is said once.</summary>
public class HiddenTypeTests
{
    [Fact]
    public async Task An_unknown_type_is_the_compilers_matter_alone()
    {
        GeneratorRun run = GeneratorRun.Of("using TypedSender; [AmqpContract] public partial record A(Missing X);");

        Assert.Contains("GeneratedStub(\"TSND0402\")", run.File("A."), StringComparison.Ordinal);
        Assert.Empty(await run.AnalyzeAsync());
        Assert.All(run.CompilerDiagnostics, diagnostic => Assert.Equal("CS0246", diagnostic.Id));
    }

    [Fact]
    public async Task A_contract_that_is_not_partial_is_reported_once_and_not_where_it_is_used()
    {
        GeneratorRun run = GeneratorRun.Of(
            "using TypedSender; [AmqpContract] public record B(int X); [AmqpContract] public partial record A(B X);"
            + "[AmqpSender(\"a\")] public partial interface I { System.Threading.Tasks.ValueTask SendAsync(B b); System.Threading.Tasks.ValueTask SendAsync(A a); }");

        Assert.Equal("TSND0301", Assert.Single(await run.AnalyzeAsync()).Id);
        Assert.Empty(run.CompilerDiagnostics);
    }

    [Fact]
    public async Task One_method_that_breaks_a_rule_leaves_the_others_working()
    {
        GeneratorRun run = GeneratorRun.Of(
            "using System.Threading.Tasks; using TypedSender; [AmqpContract] public partial record A(int X);"
            + "[AmqpSender(\"a\")] public partial interface I { ValueTask SendAsync(A a); int Wrong(A a); }");

        string text = run.File("I.Sender");
        Assert.Contains("GeneratedStub(\"TSND0201\")", text, StringComparison.Ordinal);
        Assert.Contains("SendMessage(a)", text, StringComparison.Ordinal);
        Assert.Single(await run.AnalyzeAsync());
    }

    [Fact]
    public async Task A_type_that_another_generator_makes_comes_too_late_and_that_is_said()
    {
        GeneratorRun run = GeneratorRun.Beside(
            new StateGenerator(),
            "using TypedSender; [AmqpContract] public partial record A(State X);"
            + "[AmqpContract] public partial record B(int X);"
            + "[AmqpSender(\"a\")] public partial interface I { System.Threading.Tasks.ValueTask SendAsync(B b, [ApplicationProperty(\"s\")] State state); }");

        Assert.Empty(run.CompilerDiagnostics);
        Assert.Equal(["TSND0221", "TSND0316"], (await run.AnalyzeAsync()).Select(diagnostic => diagnostic.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_formatter_that_another_generator_makes_comes_too_late_and_that_is_said()
    {
        GeneratorRun run = GeneratorRun.Beside(
            new FormatterGenerator(),
            "using TypedSender; [AmqpContract] public partial record A([AmqpFormatter(typeof(F))] object X);");

        Assert.Empty(run.CompilerDiagnostics);
        Assert.Equal("TSND0316", Assert.Single(await run.AnalyzeAsync()).Id);
    }

    [Fact]
    public async Task A_member_that_another_generator_adds_comes_too_late_and_that_is_said()
    {
        GeneratorRun run = GeneratorRun.Beside(
            new MemberGenerator(),
            "using TypedSender; [AmqpContract] public partial class A { public int Here => 1; }"
            + "[AmqpContract(Encoding = AmqpBodyEncoding.Raw)] public partial class B : Base { public byte[] Here => []; } public partial class Base { }");

        Assert.Empty(run.CompilerDiagnostics);
        Assert.Equal(
            ["'Late' of 'A' is not sent", "'Late' of 'B' is not sent"],
            (await run.AnalyzeAsync()).Where(diagnostic => diagnostic.Id == "TSND0326").Select(diagnostic => diagnostic.GetMessage().Split(',')[0]).Order(StringComparer.Ordinal));
    }

    private sealed class MemberGenerator : IIncrementalGenerator
    {
        public void Initialize(IncrementalGeneratorInitializationContext context)
            => context.RegisterSourceOutput(
                context.CompilationProvider.Select((compilation, _) => compilation.AssemblyName),
                (output, _) => output.AddSource(
                    "Late.g.cs",
                    "public partial class A { /// <summary>Late.</summary>\npublic int Late => 2; /// <summary>Ignored.</summary>\n[TypedSender.AmqpIgnore] public int Ignored => 3; }\n"
                    + "public partial class Base { /// <summary>Late.</summary>\n[TypedSender.Subject] public string Late => string.Empty; }"));
    }

    private sealed class FormatterGenerator : IIncrementalGenerator
    {
        public void Initialize(IncrementalGeneratorInitializationContext context)
            => context.RegisterSourceOutput(
                context.CompilationProvider.Select((compilation, _) => compilation.AssemblyName),
                (output, _) => output.AddSource(
                    "F.g.cs",
                    "/// <summary>F.</summary>\npublic class F : TypedSender.IAmqpFormatter<object> { /// <inheritdoc/>\n"
                    + "public static void Write(ref TypedSender.Amqp.AmqpWriter writer, object value) => writer.WriteNull(); }"));
    }

    private sealed class StateGenerator : IIncrementalGenerator
    {
        public void Initialize(IncrementalGeneratorInitializationContext context)
            => context.RegisterSourceOutput(
                context.CompilationProvider.Select((compilation, _) => compilation.AssemblyName),
                (output, _) => output.AddSource("State.g.cs", "/// <summary>A state.</summary>\npublic enum State { /// <summary>New.</summary>\n New }"));
    }
}
