using TypedSender.Generators.Tests.Support;

namespace TypedSender.Generators.Tests.Rules;

/// <summary>Attributes that choose for values outside a body how they are written: which one is the nearest, and where one has no effect.</summary>
public class SectionScopeTests
{
    private const string Formatters =
        "public sealed class F : IAmqpFormatter<TimeSpan>, IAmqpFormatter<DateTimeOffset> { public static void Write(ref AmqpWriter writer, TimeSpan value) { } public static void Write(ref AmqpWriter writer, DateTimeOffset value) { } } "
        + "[AmqpPropertyFormatters(typeof(F)), AttributeUsage(AttributeTargets.All)] public sealed class OursAttribute : Attribute { public OursAttribute(bool enabled = true) { } } ";

    private const string Contract = "[AmqpContract] public partial record C(int X); ";

    [Theory]
    [InlineData("", "", "", false)]
    [InlineData("[assembly: Ours] ", "", "", true)]
    [InlineData("[assembly: Ours] ", "[Ours(false)] ", "", false)]
    [InlineData("[assembly: Ours(false)] ", "[Ours] ", "", true)]
    [InlineData("[assembly: Ours] ", "[Ours(false)] ", "[Ours] ", true)]
    [InlineData("", "", "[Ours] ", true)]
    [InlineData("[assembly: Ours] ", "", "[Ours(false)] ", false)]
    [InlineData("[assembly: Ours] ", "", "[AmqpFormatter(typeof(F))] ", false)]
    public void The_nearest_choice_of_formatters_wins(string ofAssembly, string ofContract, string ofMember, bool isChosen)
    {
        GeneratorRun run = GeneratorRun.Of(
            $"using System; using TypedSender; using TypedSender.Amqp; {ofAssembly}{Formatters}{ofContract}[AmqpContract] public partial record A([ApplicationProperty(\"p\")] {ofMember}DateTimeOffset P);");

        Assert.Empty(run.CompilerDiagnostics);
        Assert.Equal(isChosen, run.File("A.Contract").Contains("AmqpFormatting.WriteProperty<global::F, global::System.DateTimeOffset>", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "[Ours] ", "", true)]
    [InlineData("[Ours] ", "[Ours(false)] ", "", false)]
    [InlineData("[Ours] ", "", "", true)]
    [InlineData("[Ours(false)] ", "", "[Ours] ", true)]
    public void The_nearest_of_interface_method_and_parameter_wins(string ofInterface, string ofMethod, string ofParameter, bool isChosen)
    {
        GeneratorRun run = GeneratorRun.Of(
            "using System; using System.Threading.Tasks; using TypedSender; using TypedSender.Amqp; " + Formatters + Contract
            + $"{ofInterface}[AmqpSender(\"a\")] public partial interface I {{ {ofMethod}ValueTask S(C c, [ApplicationProperty(\"p\")] {ofParameter}DateTimeOffset p); }}");

        Assert.Empty(run.CompilerDiagnostics);
        Assert.Equal(isChosen, run.File("I.Sender").Contains("AmqpFormatting.WriteProperty<global::F", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "", "", false)]
    [InlineData("[assembly: AmqpExpiryTimes] ", "", "", true)]
    [InlineData("[assembly: AmqpExpiryTimes] ", "[AmqpExpiryTimes(false)] ", "", false)]
    [InlineData("[assembly: AmqpExpiryTimes(false)] ", "[AmqpExpiryTimes] ", "", true)]
    [InlineData("", "[AmqpExpiryTimes(false)] ", "[AmqpExpiryTimes] ", true)]
    public void The_nearest_choice_of_expiry_times_wins(string ofAssembly, string ofContract, string ofMember, bool isChosen)
    {
        GeneratorRun run = GeneratorRun.Of($"using System; using TypedSender; {ofAssembly}{ofContract}[AmqpContract] public partial record A([TimeToLive] {ofMember}TimeSpan P);");

        Assert.Empty(run.CompilerDiagnostics);
        Assert.Equal(isChosen, run.File("A.Contract").Contains("SetLifetime(ref header, ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("TSND0320", "[AmqpContract] public partial record A([ApplicationProperty(\"p\"), [|Ours|]] int P);")]
    [InlineData("TSND0320", "[AmqpContract] public partial record A([ApplicationProperty(\"p\"), [|Ours|], AmqpDuration(AmqpDurationEncoding.Iso8601)] TimeSpan P);")]
    [InlineData("TSND0320", "[AmqpContract] public partial record A([[|Ours|]] DateTimeOffset P);")]
    [InlineData("TSND0320", "[AmqpContract] public partial record A([Subject, [|AmqpExpiryTimes|]] string P);")]
    [InlineData("TSND0418", "[AmqpContract] public partial record A([ApplicationProperty(\"p\"), Ours(false)] [|TimeSpan|] P);")]
    [InlineData("TSND0430", "[AmqpContract] public partial record A(int X) { [[|Ours|]] public void M() { } }")]
    [InlineData("TSND0430", Contract + "[AmqpSender(\"a\")] public partial interface I { ValueTask S([[|Ours|]] C c); }")]
    [InlineData("TSND0430", Contract + "[AmqpSender(\"a\")] public partial interface I { ValueTask S([[|AmqpExpiryTimes|]] C c); }")]
    [InlineData("TSND0432", "[[|Ours|]] public sealed class B;")]
    [InlineData("TSND0432", "[[|AmqpExpiryTimes|]] public sealed class B;")]
    [InlineData("TSND0415", "[AmqpPropertyFormatters(typeof(F), [|typeof(string)|])] public sealed class B : Attribute;")]
    public Task Reported(string rule, string marked) => Marked.AssertReportedAsync(rule, Formatters + marked);

    [Theory]
    [InlineData("[AmqpContract, Ours, AmqpExpiryTimes] public partial record A([ApplicationProperty(\"p\")] TimeSpan P, [MessageAnnotation(\"x-opt-q\")] TimeSpan? Q, [TimeToLive] TimeSpan? T);")]
    [InlineData(Contract + "[AmqpSender(\"a\"), Ours] public partial interface I { [AmqpExpiryTimes, TimeToLive(5)] ValueTask S(C c, [ApplicationProperty(\"p\")] TimeSpan p); ValueTask T(C c, [TimeToLive, AmqpExpiryTimes] TimeSpan? t); }")]
    public Task Clean(string source) => Marked.AssertCleanAsync(Formatters + source);
}
