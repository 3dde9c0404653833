using TypedSender.Generators.Tests.Support;

namespace TypedSender.Generators.Tests.Shapes;

/// <summary>Types of an assembly that is referenced under an alias alone: generated code names them by it.</summary>
public class ExternAliasTests
{
    private const string Library =
        "using System.Threading.Tasks; using TypedSender; using TypedSender.Amqp; [AmqpContract] public partial record Line(int N); "
        + "namespace Lib { [AmqpContract] public partial class Order { [Subject] public string? Title { get; set; } } public enum K { A } public interface IBase { ValueTask BaseAsync(Order order); }"
        + "public class F : IAmqpFormatter<object> { public static void Write(ref AmqpWriter writer, object value) => writer.WriteNull(); } }";

    [Fact]
    public async Task Every_kind_of_name_compiles()
    {
        GeneratorRun run = GeneratorRun.With(
            GeneratorRun.Of(Library).ToReference().WithAliases(["LibAlias"]),
            """
            extern alias LibAlias;
            using System.Collections.Generic;
            using System.Threading.Tasks;
            using TypedSender;

            [AmqpContract]
            public partial record A(LibAlias::Line L, List<LibAlias::Lib.Order?> Orders, [property: AmqpEnumAsString] LibAlias::Lib.K K, LibAlias::Lib.K[] Ks)
            {
                [AmqpFormatter(typeof(LibAlias::Lib.F))]
                public object? F { get; init; }
            }

            [AmqpContract]
            public partial class Special : LibAlias::Lib.Order
            {
                public new void Title() { }
            }

            [AmqpSender("q")]
            public partial interface IS : LibAlias::Lib.IBase
            {
                ValueTask SendAsync(LibAlias::Line o);

                ValueTask AllAsync(IReadOnlyList<LibAlias::Lib.Order> o, [ApplicationProperty("k")] LibAlias::Lib.K k);

                void Wrong(LibAlias::Lib.Order o);
            }
            """);

        Assert.Empty(run.CompilerDiagnostics);
        Assert.Equal("TSND0202", Assert.Single(await run.AnalyzeAsync()).Id);
        Assert.Contains("extern alias LibAlias;", run.File("IS.Sender"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_alias_beside_global_is_not_needed()
    {
        GeneratorRun run = GeneratorRun.With(
            GeneratorRun.Of(Library).ToReference().WithAliases(["LibAlias", "global"]),
            "extern alias LibAlias; using TypedSender; [AmqpContract] public partial record A(LibAlias::Line L);");

        Assert.Empty(run.CompilerDiagnostics);
        Assert.Empty(await run.AnalyzeAsync());
        Assert.DoesNotContain("extern", run.File("A.Contract"), StringComparison.Ordinal);
    }
}
