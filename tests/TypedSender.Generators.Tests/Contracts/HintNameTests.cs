using TypedSender.Generators.Tests.Support;

namespace TypedSender.Generators.Tests.Contracts;

/// <summary>Two files of one name would cost the whole project its generated code.</summary>
public class HintNameTests
{
    [Theory]
    [InlineData("[AmqpContract] public partial class Order { } [AmqpContract] public partial class order { }")]
    [InlineData("[AmqpContract] public partial class A_B { } public partial class A { [AmqpContract] public partial class B { } }")]
    [InlineData("namespace N { [AmqpContract] public partial class A { } } namespace n { [AmqpContract] public partial class A { } }")]
    [InlineData("[AmqpContract] public partial class Ä { } [AmqpContract] public partial class Ö { }")]
    public void Types_of_similar_names_have_files_of_their_own(string types)
    {
        GeneratorRun run = GeneratorRun.Of("using TypedSender; " + types);

        Assert.Equal(2, run.Files.Keys.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.DoesNotContain(run.CompilerDiagnostics, diagnostic => diagnostic.Id != "CS8981");
    }

    [Fact]
    public void Several_declarations_of_one_type_make_one_file()
        => Assert.Single(GeneratorRun.Of(
            "using TypedSender; [AmqpContract] public partial class A { public int X => 1; }",
            "public partial class A { public int Y => 2; }").Files);

    [Fact]
    public void An_attribute_on_two_declarations_is_the_compilers_matter_and_makes_one_file()
    {
        GeneratorRun run = GeneratorRun.Of("using TypedSender; [AmqpContract] public partial class A { }", "using TypedSender; [AmqpContract] public partial class A { }");

        Assert.Single(run.Files);
        Assert.Empty(run.GeneratorDiagnostics);
    }
}
