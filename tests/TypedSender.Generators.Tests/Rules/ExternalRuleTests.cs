using TypedSender.Generators.Tests.Support;
using static Microsoft.CodeAnalysis.IncrementalStepRunReason;

namespace TypedSender.Generators.Tests.Rules;

/// <summary>Contracts that an attribute of the assembly makes.</summary>
public class ExternalRuleTests
{
    private const string Order = " public class Order { public int Number => 1; public string? Note => null; }";

    [Theory]
    [InlineData("TSND0313", "[assembly: AmqpContractFor<[|A|]>] [AmqpContract] public partial record A(int X);")]
    [InlineData("TSND0313", "[assembly: AmqpContractFor([|typeof(A)|])] [AmqpContract] public partial record A(int X);")]
    [InlineData("TSND0314", "[assembly: AmqpContractFor<[|Page<System.IO.Stream>|]>] public record Page<T>(List<T> Items);")]
    [InlineData("TSND0314", "[assembly: AmqpContractFor<[|Page<Plain>|]>] public record Page<T>(T[] Items); public class Plain { public int X => 1; }")]
    [InlineData("TSND0314", "[assembly: AmqpContractFor<[|Outer<TimeSpan>.Inner|]>] public class Outer<T> { public record Inner(T X); }")]
    [InlineData("TSND0330", "[assembly: AmqpContractFor([|typeof(List<>)|])]")]
    [InlineData("TSND0330", "[assembly: AmqpContractFor<[|string|]>]")]
    [InlineData("TSND0330", "[assembly: AmqpContractFor<[|Guid|]>]")]
    [InlineData("TSND0330", "[assembly: AmqpContractFor<[|IDisposable|]>]")]
    [InlineData("TSND0330", "[assembly: AmqpContractFor<[|DayOfWeek|]>]")]
    [InlineData("TSND0330", "[assembly: AmqpContractFor<[|A|]>] file class A { public int X => 1; }")]
    [InlineData("TSND0331", "[assembly: AmqpContractFor<Order>(MetadataType = typeof(M))] internal interface M { [AmqpMember(\"n\")] int [|Nomber|] { get; } }" + Order)]
    [InlineData("TSND0331", "[assembly: AmqpContractFor<Order>(MetadataType = typeof(M))] internal interface M { [AmqpMember(\"n\")] long [|Number|] { get; } }" + Order)]
    [InlineData("TSND0332", "[assembly: AmqpContractFor<Order>] [assembly: AmqpContractFor([|typeof(Order)|], Descriptor = \"a:b\")]" + Order)]
    [InlineData("TSND0310", "[assembly: AmqpContractFor<Order>(Encoding = AmqpBodyEncoding.List, MetadataType = typeof(M))] internal interface M { [AmqpMember(Order = 0)] string? Note { get; } } public class Order { public int [|Number|] => 1; public string? Note => null; }")]
    [InlineData("TSND0311", "[assembly: AmqpContractFor<Order>(MetadataType = typeof(M))] internal interface M { [[|AmqpMember|](\"Number\")] string? Note { get; } }" + Order)]
    [InlineData("TSND0307", "[assembly: AmqpContractFor<Order>(Descriptor = [|\"a:b\"|])] [AmqpContract(Descriptor = \"a:b\")] public partial record A(int X);" + Order)]
    [InlineData("TSND0324", "[assembly: AmqpContractFor<[|List<int>|]>]")]
    [InlineData("TSND0401", "[assembly: AmqpContractFor<A>(MetadataType = typeof(M))] internal abstract class M { [AmqpMember] public abstract [|System.IO.Stream|]? S { get; } } public class A { public System.IO.Stream? S => null; }")]
    [InlineData("TSND0402", "[AmqpContract] public partial record A([|Order|] X);" + Order)]
    [InlineData("TSND0403", "[assembly: AmqpContractFor<A>(MetadataType = typeof(M))] internal abstract class M { [AmqpMember] public int [|X|] => 1; } public class A { public int Y => 1; private int X => 1; public int Sum => X; }")]
    [InlineData("TSND0428", "[assembly: AmqpContractFor<A>] [AmqpContract] public partial record B([|A|] X); public abstract class A { public int Y => 1; }")]
    public Task The_token_is_underlined(string rule, string marked) => Marked.AssertReportedAsync(rule, marked);

    [Theory]
    [InlineData("[assembly: AmqpContractFor<Order>(MetadataType = typeof(M))] internal interface M { [AmqpMember(\"n\")] long [|Number|] { get; } }" + Order, "'M.Number' stands for no member that 'Order' sends: that is of type 'int'")]
    [InlineData("[assembly: AmqpContractFor<[|Page<Plain>|]>] public record Page<T>(T[] Items); public class Plain { public int X => 1; }", "'Page<Plain>' cannot be sent: 'Plain' in 'Page.Items' is not a contract, so its encoding is unknown: mark it [AmqpContract]")]
    [InlineData("[assembly: AmqpContractFor([|typeof(List<>)|])]", "'System.Collections.Generic.List<>' cannot be made a contract here: it is an open generic type: name a closed one")]
    public async Task The_message_says_what_to_do(string marked, string message) => Assert.Equal(message, await Marked.MessageAsync(marked));

    [Theory]
    [InlineData("[assembly: AmqpContractFor<Order>]" + Order)]
    [InlineData("[assembly: TypedSender.AmqpContractFor<Order>(MetadataType = typeof(M)), AmqpContractFor<Pair<int, Order[]>>] [Subject(\"s\")] internal class M { [AmqpIgnore] public string? Note => null; } public record struct Pair<A, B>(A X, B Y);" + Order)]
    [InlineData("[assembly: AmqpContractFor<Page<int>>, AmqpContractFor<Page<Page<int>>>, AmqpContractFor<Outer<Guid>.Inner>] public record Page<T>(List<T> Items, Page<T>? Next) where T : notnull; public class Outer<T> { public record Inner([property: MessageId] T Id); }")]
    [InlineData("[assembly: AmqpContractFor<A.Order>, AmqpContractFor<B.Order>, AmqpContractFor<Order>] public class A { public class Order { public int X => 1; } } public class B { public class Order { public int X => 1; } } public class B_OrderAmqpEncoder { }" + Order)]
    public Task Nothing_is_said_of_what_can_be_sent(string source) => Marked.AssertCleanAsync(source);

    [Fact]
    public void An_encoder_is_written_anew_only_when_its_own_type_changes()
    {
        const string External = "[assembly: TypedSender.AmqpContractFor<Order>] [assembly: TypedSender.AmqpContractFor<Other>]";
        GeneratorRun run = GeneratorRun.Of(External, Order, "public class Other { public int X => 1; }");

        Assert.Equal([Cached, Cached], run.Edit(3, "public class Unrelated { }"));
        Assert.Equal([Cached, Modified], run.Edit(1, Order.Replace("Number", "Count", StringComparison.Ordinal)));
        Assert.Contains("value.Count", run.File("OrderAmqpEncoder"), StringComparison.Ordinal);
        Assert.Contains(Removed, run.Edit(0, "[assembly: TypedSender.AmqpContractFor<Other>]"));
    }

    [Fact]
    public async Task A_contract_of_another_assembly_needs_no_alias_of_its_own()
    {
        GeneratorRun library = GeneratorRun.Of("namespace Shop; public class Order { public int Number => 1; internal int Secret => 2; }");
        GeneratorRun run = GeneratorRun.With(
            library.ToReference(),
            "using System.Threading.Tasks; using TypedSender; [assembly: AmqpContractFor<Shop.Order>] [AmqpSender(\"a\")] public partial interface ISender { [Subject(\"s\")] ValueTask SendAsync(Shop.Order order); }");

        Assert.Empty(run.CompilerDiagnostics);
        Assert.Empty(await run.AnalyzeAsync());
        Assert.Contains("global::Shop.OrderAmqpEncoder.WriteBody(ref writer, order)", run.File("ISender"), StringComparison.Ordinal);
        Assert.DoesNotContain("Secret", run.File("OrderAmqpEncoder"), StringComparison.Ordinal);
    }
}
