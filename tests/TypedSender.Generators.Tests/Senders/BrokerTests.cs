using TypedSender.Generators.Tests.Support;

namespace TypedSender.Generators.Tests.Senders;

/// <summary>Which broker a sender is described with, and what rules know of it.</summary>
public class BrokerTests
{
    private const string Usings = "using System.Collections.Generic; using System.Threading.Tasks; using TypedSender;\n";
    private const string Contract = "[AmqpContract(Encoding = AmqpBodyEncoding.Raw)] public partial record C(byte[] X);\n";

    /// <summary>The attribute of the assembly, of a base interface and of the interface, and what the description says.</summary>
    [Theory]
    [InlineData(null, null, null, null)]
    [InlineData("Artemis", null, null, "Artemis")]
    [InlineData("Artemis", "Qpid", null, "Qpid")]
    [InlineData("Artemis", null, "Solace", "Solace")]
    [InlineData(null, "Qpid", "Solace", "Solace")]
    [InlineData("Artemis", "Qpid", "Generic", "Generic")]
    [InlineData("ServiceBus", null, "RabbitMq", "RabbitMq")]
    [InlineData(null, null, "EventHubs", "EventHubs")]
    public async Task The_nearer_attribute_wins(string? ofAssembly, string? inherited, string? own, string? expected)
    {
        GeneratorRun run = GeneratorRun.Of(
            $"{Usings}{Attribute(ofAssembly, "assembly: ")}\n{Contract}{Attribute(inherited)} public interface IBase {{ ValueTask SendAsync(C c); }}\n"
            + $"[AmqpSender(\"a\")] {Attribute(own)} public partial interface I : IBase {{ }}");

        Assert.Empty(await run.AnalyzeAsync());
        Assert.Empty(run.CompilerDiagnostics);
        string file = Assert.Single(run.Files, file => file.Key.Contains(".Sender", StringComparison.Ordinal)).Value;
        Assert.Equal(expected is null ? 0 : 1, file.Split("Broker = ").Length - 1);
        Assert.Contains(expected is null ? "new(\"a\")" : $"Broker = global::TypedSender.AmqpBrokerKind.{expected},", file, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TSND0110", "[AmqpSender(\"a\"), AmqpBroker([|(AmqpBrokerKind)42|])] public partial interface I { ValueTask SendAsync(C c); }")]
    [InlineData("TSND0110", "[AmqpBroker([|(AmqpBrokerKind)(-1)|])] public interface IBase { ValueTask SendAsync(C c); } [AmqpSender(\"a\")] public partial interface I : IBase { } [AmqpSender(\"b\")] public partial interface J : IBase { }")]
    [InlineData("TSND0211", "[AmqpBroker(AmqpBrokerKind.Qpid)] public interface B { } [AmqpBroker(AmqpBrokerKind.Solace)] public interface D { } [AmqpSender(\"a\")] public partial interface [|I|] : B, D { ValueTask SendAsync(C c); }")]
    [InlineData("TSND0224", "[AmqpSender(\"a\"), AmqpBroker(AmqpBrokerKind.ServiceBus)] public partial interface I { [AmqpBatch(MaxMessages = [|4501|])] ValueTask SendAsync(C[] c); }")]
    [InlineData("TSND0224", "[AmqpSender(\"a\"), AmqpBroker(AmqpBrokerKind.EventHubs)] public partial interface I { [AmqpBatch(MaxBytes = [|1048577|])] ValueTask SendAsync(C[] c); }")]
    [InlineData("TSND0432", "[[|AmqpBroker|](AmqpBrokerKind.Qpid)] internal interface IAlone { }")]
    public Task Reported(string rule, string marked) => Marked.AssertReportedAsync(rule, Contract + marked);

    [Theory]
    [InlineData("[AmqpSender(\"a\"), AmqpBroker(AmqpBrokerKind.ServiceBus)] public partial interface I { [AmqpBatch(MaxMessages = 4500, MaxBytes = 1048576)] ValueTask SendAsync(C[] c); }")]
    [InlineData("[AmqpSender(\"a\"), AmqpBroker(AmqpBrokerKind.EventHubs)] public partial interface I { [AmqpBatch(MaxMessages = int.MaxValue)] ValueTask SendAsync(C[] c); }")]
    [InlineData("[AmqpSender(\"a\"), AmqpBroker(AmqpBrokerKind.RabbitMq)] public partial interface I { [AmqpBatch(MaxMessages = int.MaxValue, MaxBytes = long.MaxValue)] ValueTask SendAsync(C[] c); }")]
    [InlineData("[AmqpSender(\"a\")] public partial interface I { [AmqpBatch(MaxMessages = int.MaxValue)] ValueTask SendAsync(C[] c); }")]
    [InlineData("[AmqpBroker(AmqpBrokerKind.Qpid)] public interface B { } [AmqpBroker(AmqpBrokerKind.Solace)] public interface D : B { } [AmqpSender(\"a\")] public partial interface I : D { ValueTask SendAsync(C c); }")]
    public Task Clean(string source) => Marked.AssertCleanAsync(Contract + source);

    /// <summary>Whichever of the two is listed first.</summary>
    [Theory]
    [InlineData("D")]
    [InlineData("B, D")]
    [InlineData("D, B")]
    public void Of_base_interfaces_the_one_that_inherits_the_other_wins(string bases)
    {
        GeneratorRun run = GeneratorRun.Of(
            $"{Usings}[AmqpBroker(AmqpBrokerKind.Qpid)] public interface B {{ }} [AmqpBroker(AmqpBrokerKind.Solace)] public interface D : B {{ }}\n[AmqpSender(\"a\")] public partial interface I : {bases} {{ }}");

        Assert.Contains("Broker = global::TypedSender.AmqpBrokerKind.Solace,", Assert.Single(run.Files).Value, StringComparison.Ordinal);
    }

    /// <summary>The attribute of an assembly is wrong once, however many senders there are.</summary>
    [Fact]
    public async Task An_unknown_kind_on_an_assembly_is_reported_once()
    {
        GeneratorRun run = GeneratorRun.Of(
            $"{Usings}[assembly: AmqpBroker((AmqpBrokerKind)42)]\n{Contract}[AmqpSender(\"a\")] public partial interface I {{ ValueTask SendAsync(C c); }} [AmqpSender(\"b\")] public partial interface J {{ ValueTask SendAsync(C c); }}");

        Microsoft.CodeAnalysis.Diagnostic diagnostic = Assert.Single(await run.AnalyzeAsync());
        Assert.Equal("TSND0110", diagnostic.Id);
        Assert.Equal("42 is no kind of broker: use a member of AmqpBrokerKind, of which Generic stands for any", diagnostic.GetMessage());
    }

    [Fact]
    public async Task The_limit_of_an_assemblys_broker_is_named() => Assert.Equal(
        "'MaxMessages' is 5000, and Service Bus takes no more than 4500 in an envelope: give it 4500 or less, or leave it out",
        await Marked.MessageAsync($"[assembly: AmqpBroker(AmqpBrokerKind.ServiceBus)]\n{Contract}[AmqpSender(\"a\")] public partial interface I {{ [AmqpBatch(MaxMessages = 5000)] ValueTask SendAsync(C[] c); }}"));

    private static string Attribute(string? kind, string target = "") => kind is null ? "" : $"[{target}AmqpBroker(AmqpBrokerKind.{kind})]";
}
