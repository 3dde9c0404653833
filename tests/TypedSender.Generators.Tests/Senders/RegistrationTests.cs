using Microsoft.CodeAnalysis;
using TypedSender.Generators.Tests.Support;

namespace TypedSender.Generators.Tests.Senders;

/// <summary>The methods that register senders with the services of an application.</summary>
public class RegistrationTests
{
    private const string Usings = "using System.Threading.Tasks; using TypedSender; using TypedSender.Hosting; namespace Shop; ";
    private const string Sender = Usings + "[AmqpContract] public partial record Order(int Number); [AmqpSender(\"orders\")] public partial interface IOrderSender { ValueTask PlaceAsync(Order order); }";

    [Fact]
    public void A_sender_has_a_method_where_the_package_is_referenced()
    {
        GeneratorRun run = GeneratorRun.Hosted(Sender, Usings + "public static class Use { public static void It(TypedSenderBuilder builder) => builder.AddOrderSender().AddOrderSender(options => options.Address = \"o\"); }");

        Assert.Empty(run.CompilerDiagnostics);
        Assert.Empty(run.GeneratorDiagnostics);
        Snapshot.Verify(run.Files.Where(file => file.Key.Contains("Registration", StringComparison.Ordinal)).ToDictionary());
    }

    [Fact]
    public void It_has_none_elsewhere() => Assert.DoesNotContain(GeneratorRun.Of(Sender).Files.Keys, name => name.Contains("Registration", StringComparison.Ordinal));

    [Theory]
    [InlineData("public partial interface IOrders { ValueTask PlaceAsync(Order order); }", "public static", "AddOrdersSender")]
    [InlineData("partial interface IOrderSender { ValueTask PlaceAsync(Order order); }", "internal static", "AddOrderSender")]
    [InlineData("public partial interface Ingest { ValueTask PlaceAsync(Order order); }", "public static", "AddIngestSender")]
    public void Its_name_and_access_are_those_of_the_interface(string declaration, string access, string method)
    {
        GeneratorRun run = GeneratorRun.Hosted(Usings + "[AmqpContract] public partial record Order(int Number); [AmqpSender(\"orders\")] " + declaration);

        Assert.Empty(run.CompilerDiagnostics);
        string file = run.File("Registration");
        Assert.Contains($"{access} class", file, StringComparison.Ordinal);
        Assert.Contains($" {method}(", file, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("partial class Outer { [AmqpSender(\"orders\")] private partial interface ISender { ValueTask PlaceAsync(Order order); } }", false)]
    [InlineData("public partial class Outer { [AmqpSender(\"orders\")] public partial interface ISender { ValueTask PlaceAsync(Order order); } }", true)]
    public void A_nested_interface_has_one_if_it_can_be_named(string declaration, bool expected)
    {
        GeneratorRun run = GeneratorRun.Hosted(Usings + "[AmqpContract] public partial record Order(int Number); " + declaration);

        Assert.Empty(run.CompilerDiagnostics);
        Assert.Equal(expected, run.Files.Keys.Any(name => name.Contains("Registration", StringComparison.Ordinal)));
    }

    [Fact]
    public void An_edit_elsewhere_prints_nothing_anew()
    {
        GeneratorRun run = GeneratorRun.Hosted(Sender, "class Other { }");

        Assert.All(run.Edit(1, "class Other { void Changed() { } }"), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }
}
