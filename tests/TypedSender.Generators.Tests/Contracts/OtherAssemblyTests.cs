using TypedSender.Generators.Tests.Support;

namespace TypedSender.Generators.Tests.Contracts;

/// <summary>Contracts in one assembly, senders and further contracts in another.</summary>
public class OtherAssemblyTests
{
    [Fact]
    public async Task A_contract_of_another_assembly_is_sent_nested_and_derived_from()
    {
        GeneratorRun library = GeneratorRun.Of(
            "using TypedSender; namespace Shop; [AmqpContract] public partial record Order([MessageId] string Id, int Number); public enum State { New }");
        GeneratorRun run = GeneratorRun.With(
            library.ToReference(),
            """
            using System.Collections.Generic;
            using System.Threading.Tasks;
            using TypedSender;

            [AmqpContract]
            public partial record Special(string Id, int Number, [AmqpEnumAsString] Shop.State State, List<Shop.Order> Others) : Shop.Order(Id, Number);

            [AmqpSender("orders")]
            public partial interface ISender
            {
                ValueTask SendAsync(Shop.Order order);

                ValueTask SendAsync(IReadOnlyList<Special> orders);
            }
            """);

        Assert.Empty(run.CompilerDiagnostics);
        Assert.Empty(await run.AnalyzeAsync());
        Assert.Contains("properties.MessageId = (value.Id ?? throw", run.File("Special"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_contract_of_another_assembly_may_bind_private_members_so_its_sections_are_asked_for()
    {
        GeneratorRun library = GeneratorRun.Of("using TypedSender; namespace Shop; [AmqpContract] public partial record Order { [Subject] private string Hidden => \"s\"; }");
        GeneratorRun run = GeneratorRun.With(
            library.ToReference(),
            "using System.Threading.Tasks; using TypedSender; [AmqpSender(\"orders\")] public partial interface ISender { [To(\"t\")] ValueTask SendAsync(Shop.Order order); }");

        Assert.Empty(run.CompilerDiagnostics);
        Assert.Contains("SetSections(order", run.File("ISender"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_base_types_of_another_assembly_say_holds()
    {
        GeneratorRun library = GeneratorRun.Of(
            """
            using TypedSender;

            namespace Shop;

            [Durable, Subject("base"), ApplicationProperty("version", 1)]
            public class Document
            {
                public virtual string Title { get; set; } = string.Empty;

                [AmqpIgnore]
                public virtual string? Secret => null;

                [ReplyTo]
                public string Queue => "q";
            }

            public record Person([AmqpIgnore] string Secret);

            [DesiredCapability("queue"), LinkProperty("p", 1), To("base")]
            public interface IBase;
            """);
        GeneratorRun run = GeneratorRun.With(
            library.ToReference(),
            """
            using System.Threading.Tasks;
            using TypedSender;

            [AmqpContract, Subject("own")]
            public partial class Order : Shop.Document
            {
                public override string Title { set => base.Title = value; }

                public override string? Secret => "s";
            }

            [AmqpContract]
            public partial record Customer(string Secret, int Number) : Shop.Person(Secret);

            [AmqpSender("orders")]
            public partial interface ISender : Shop.IBase
            {
                ValueTask SendAsync(Order order);
            }
            """);

        Assert.Empty(run.CompilerDiagnostics);
        Assert.Empty(await run.AnalyzeAsync());
        Assert.Contains("EncodedMembers(\"Title,Queue\")", run.File("Order"), StringComparison.Ordinal);
        Assert.Contains("EncodedMembers(\"Number\")", run.File("Customer"), StringComparison.Ordinal);
        Assert.Contains("properties.Subject = \"own\";", run.File("Order"), StringComparison.Ordinal);
        Assert.Contains("header.Durable = true;", run.File("Order"), StringComparison.Ordinal);
        Assert.Contains("DesiredCapabilities = [\"queue\"]", run.File("ISender"), StringComparison.Ordinal);
        Assert.Contains("new(\"p\", 1)", run.File("ISender"), StringComparison.Ordinal);
        Assert.Contains("properties.To = \"base\";", run.File("ISender"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_contract_that_was_built_without_the_generator_is_none()
    {
        GeneratorRun library = GeneratorRun.Of("using TypedSender; namespace Shop; [AmqpContract] public record Order(int Number);");
        GeneratorRun run = GeneratorRun.With(library.ToReference(), "using TypedSender; [AmqpContract] public partial record Holder(Shop.Order Order);");

        Assert.Empty(run.CompilerDiagnostics);
        Assert.Equal("TSND0402", Assert.Single(await run.AnalyzeAsync()).Id);
    }
}
