using TypedSender.Generators.Tests.Support;

namespace TypedSender.Generators.Tests.Rules;

/// <summary>Contracts that name the types which derive from them.</summary>
public class KnownTypeRuleTests
{
    private const string Cat = " [AmqpContract] public sealed partial record Cat(string Name) : Pet(Name);";
    private const string Pet = " public abstract partial record Pet(string Name);";

    [Theory]
    [InlineData("TSND0306", "[AmqpContract] public partial interface [|IA|] { }")]
    [InlineData("TSND0306", "[AmqpContract] public partial interface [|IA|] { } [AmqpContract] public partial record B(int X, IA? A);")]
    [InlineData("TSND0507", "[AmqpContract(DiscriminatorKey = \"k\"), AmqpKnownType(typeof(B), \"b\")] public partial class A { public int X => 1; } [AmqpContract] public sealed partial class B : A { public new string [|X|] => \"x\"; }")]
    [InlineData("TSND0507", "[AmqpContract(Encoding = AmqpBodyEncoding.List), AmqpKnownType(typeof(B))] public partial class A { [AmqpMember(Order = 3)] public int X => 1; } [AmqpContract(Encoding = AmqpBodyEncoding.List, Code = 0x100000001)] public sealed partial class B : A { [AmqpMember(Order = 3)] public new string [|X|] => \"x\"; }")]
    [InlineData("TSND0508", "[AmqpContract, AmqpKnownType([|typeof(B)|])] public abstract partial record A; [AmqpContract(Code = 0x100000001)] public partial record B(int X);")]
    [InlineData("TSND0508", "[AmqpContract, AmqpKnownType([|typeof(A)|]), AmqpKnownType(typeof(C))] public partial interface IA; [AmqpContract] public abstract partial record A; [AmqpContract(Code = 0x100000001)] public sealed partial record C : IA;")]
    [InlineData("TSND0509", "[AmqpContract, AmqpKnownType([|typeof(B)|])] public abstract partial record A; public sealed record B : A;")]
    [InlineData("TSND0510", "[AmqpContract(DiscriminatorKey = \"k\"), AmqpKnownType(typeof(B), \"b\"), AmqpKnownType(typeof(C), [|\"b\"|])] public abstract partial record A; [AmqpContract] public sealed partial record B : A; [AmqpContract] public sealed partial record C : A;")]
    [InlineData("TSND0510", "[AmqpContract, AmqpKnownType(typeof(B)), AmqpKnownType([|typeof(B)|])] public abstract partial record A; [AmqpContract(Code = 0x100000001)] public sealed partial record B : A;")]
    [InlineData("TSND0510", "[AmqpContract(DiscriminatorKey = \"k\"), AmqpKnownType(typeof(B)), AmqpKnownType(typeof(D), [|\"c\"|])] public abstract partial record A; [AmqpContract, AmqpKnownType(typeof(C), \"c\")] public abstract partial record B : A; [AmqpContract] public sealed partial record C : B; [AmqpContract] public sealed partial record D : A;")]
    [InlineData("TSND0510", "[AmqpContract(DiscriminatorKey = \"k\"), AmqpKnownType(typeof(D), \"c\"), AmqpKnownType([|typeof(B)|])] public abstract partial record A; [AmqpContract, AmqpKnownType(typeof(C), \"c\")] public abstract partial record B : A; [AmqpContract] public sealed partial record C : B; [AmqpContract] public sealed partial record D : A;")]
    [InlineData("TSND0510", "[AmqpContract(DiscriminatorKey = \"k\"), AmqpKnownType([|typeof(B)|], \"c\")] public abstract partial record A; [AmqpContract, AmqpKnownType(typeof(C), \"c\")] public partial record B : A; [AmqpContract] public sealed partial record C : B;")]
    [InlineData("TSND0511", "[AmqpContract, AmqpKnownType([|typeof(B)|])] public abstract partial record A; [AmqpContract(Encoding = AmqpBodyEncoding.List, Code = 0x100000001)] public sealed partial record B : A;")]
    [InlineData("TSND0512", "[AmqpContract, AmqpKnownType([|typeof(B)|])] public abstract partial record A; [AmqpContract] public sealed partial record B : A;")]
    [InlineData("TSND0512", "[AmqpContract, AmqpKnownType(typeof(B), [|\"b\"|])] public abstract partial record A; [AmqpContract(Code = 0x100000001)] public sealed partial record B : A;")]
    [InlineData("TSND0512", "[AmqpContract(DiscriminatorKey = \"k\"), AmqpKnownType([|typeof(B)|])] public abstract partial record A; [AmqpContract(Code = 0x100000001)] public sealed partial record B : A;")]
    [InlineData("TSND0512", "[AmqpContract(DiscriminatorKey = \"k\"), AmqpKnownType(typeof(B), [|\"b\"|])] public abstract partial record A; [AmqpContract, AmqpKnownType(typeof(C), \"c\")] public abstract partial record B : A; [AmqpContract] public sealed partial record C : B;")]
    [InlineData("TSND0512", "[AmqpContract, AmqpKnownType([|typeof(B)|])] public abstract partial record A; [AmqpContract] public abstract partial record B : A;")]
    [InlineData("TSND0512", "[AmqpContract, AmqpKnownType(typeof(B)), AmqpKnownType([|typeof(B)|])] public abstract partial record A; [AmqpContract, AmqpKnownType(typeof(C))] public abstract partial record B : A; [AmqpContract(Code = 0x100000001)] public sealed partial record C : B;")]
    [InlineData("TSND0512", "[AmqpContract(DiscriminatorKey = \"k\"), AmqpKnownType([|typeof(B)|])] public abstract partial record A; [AmqpContract(DiscriminatorKey = \"l\"), AmqpKnownType(typeof(C), \"c\")] public abstract partial record B : A; [AmqpContract] public sealed partial record C : B;")]
    [InlineData("TSND0512", "[AmqpContract(DiscriminatorKey = \"k\"), AmqpKnownType([|typeof(B)|], \"b\")] public abstract partial record A; [AmqpContract(DiscriminatorKey = \"l\"), AmqpKnownType(typeof(C), \"c\")] public partial record B : A; [AmqpContract] public sealed partial record C : B;")]
    [InlineData("TSND0512", "[AmqpContract, AmqpKnownType([|typeof(B)|])] public abstract partial record A; [AmqpContract(DiscriminatorKey = \"l\"), AmqpKnownType(typeof(C), \"c\")] public abstract partial record B : A; [AmqpContract] public sealed partial record C : B;")]
    [InlineData("TSND0512", "[AmqpContract(Encoding = [|AmqpBodyEncoding.Sequence|]), AmqpKnownType(typeof(B))] public abstract partial record A; [AmqpContract(Encoding = AmqpBodyEncoding.Sequence)] public sealed partial record B : A;")]
    [InlineData("TSND0512", "[AmqpContract(DiscriminatorKey = \"k\", Encoding = [|AmqpBodyEncoding.List|]), AmqpKnownType(typeof(B), \"b\")] public abstract partial record A; [AmqpContract(Encoding = AmqpBodyEncoding.List)] public sealed partial record B : A;")]
    [InlineData("TSND0513", "[AmqpContract(DiscriminatorKey = \"k\"), AmqpKnownType(typeof(B), \"b\")] public partial interface IA; [AmqpContract(DiscriminatorKey = \"k\"), AmqpKnownType(typeof(B), \"c\")] public partial interface IB; [AmqpContract] public sealed partial record [|B|] : IA, IB;")]
    [InlineData("TSND0514", "[[|AmqpKnownType|](typeof(B))] public abstract record A; [AmqpContract(Code = 0x100000001)] public sealed partial record B : A;")]
    [InlineData("TSND0219", "[AmqpContract(DiscriminatorKey = [|\"\"|]), AmqpKnownType(typeof(B), \"b\")] public abstract partial record A; [AmqpContract] public sealed partial record B : A;")]
    [InlineData("TSND0219", "[AmqpContract(DiscriminatorKey = \"k\"), AmqpKnownType(typeof(B), [|\"\"|])] public abstract partial record A; [AmqpContract] public sealed partial record B : A;")]
    [InlineData("TSND0219", "[AmqpContract(DiscriminatorKey = \"k\"), AmqpKnownType(typeof(B), [|\"\\ud800\"|])] public abstract partial record A; [AmqpContract] public sealed partial record B : A;")]
    [InlineData("TSND0311", "[AmqpContract(DiscriminatorKey = \"k\"), AmqpKnownType(typeof(B), \"b\")] public abstract partial record A; [AmqpContract] public sealed partial record B([[|AmqpMember|](\"k\")] int X) : A;")]
    [InlineData("TSND0320", "[AmqpContract(DiscriminatorKey = [|\"k\"|])] public partial record A(int X);")]
    [InlineData("TSND0430", "[AmqpContract, AmqpKnownType(typeof(B)), [|Subject|](\"s\")] public partial interface IA; [AmqpContract(Code = 0x100000001)] public sealed partial record B : IA;")]
    [InlineData("TSND0301", "[AmqpContract, AmqpKnownType(typeof(B))] public abstract partial record A; [AmqpContract(Code = 0x100000001)] public sealed record [|B|] : A;")]
    [InlineData("TSND0301", "[AmqpContract, AmqpKnownType(typeof(B))] public interface [|IA|]; [AmqpContract(Code = 0x100000001)] public sealed partial record B : IA;")]
    public Task The_token_is_underlined(string rule, string marked) => Marked.AssertReportedAsync(rule, marked);

    [Theory]
    [InlineData("[AmqpContract, AmqpKnownType([|typeof(B)|])] public abstract partial record A; [AmqpContract(Code = 0x100000001)] public partial record B(int X);", "'B' does not derive from 'A', so no value of 'A' is one: remove it, or derive it from 'A'")]
    [InlineData("[AmqpContract, AmqpKnownType([|typeof(B)|])] public abstract partial record A; public sealed record B : A;", "'B', which 'A' names, is not a contract, so its encoding is unknown: mark it [AmqpContract]")]
    [InlineData("[AmqpContract, AmqpKnownType([|typeof(B)|])] public abstract partial record A; [AmqpContract] public sealed partial record B : A;", "'B' cannot be told among the types of 'A': it has no descriptor: write [AmqpContract(Descriptor = \"…\")] on it, or DiscriminatorKey = \"…\" on 'A'")]
    [InlineData("[AmqpContract(DiscriminatorKey = \"k\"), AmqpKnownType(typeof(B), \"b\")] public abstract partial record A; [AmqpContract] public sealed partial record B([[|AmqpMember|](\"k\")] int X) : A;", "'B.X' has the same name as 'B, Discriminator \"b\"': rename one of them")]
    [InlineData("[AmqpContract] public partial interface [|IA|] { }", "'IA' is an interface, and a contract only through the types that implement it: name each of them, [AmqpKnownType(typeof(…))]")]
    [InlineData("[AmqpContract(DiscriminatorKey = \"k\"), AmqpKnownType([|typeof(B)|])] public abstract partial record A; [AmqpContract(DiscriminatorKey = \"l\"), AmqpKnownType(typeof(C), \"c\")] public abstract partial record B : A; [AmqpContract] public sealed partial record C : B;", "'B' cannot be told among the types of 'A': it tells its own types by the key 'l', and 'A' by the key 'k': use the same for both")]
    [InlineData("[AmqpContract, AmqpKnownType([|typeof(B)|])] public abstract partial record A; [AmqpContract(DiscriminatorKey = \"l\"), AmqpKnownType(typeof(C), \"c\")] public abstract partial record B : A; [AmqpContract] public sealed partial record C : B;", "'B' cannot be told among the types of 'A': it tells its own types by the key 'l', and 'A' by descriptors: use the same for both")]
    [InlineData("[AmqpContract, AmqpKnownType(typeof(B)), AmqpKnownType([|typeof(B)|])] public abstract partial record A; [AmqpContract, AmqpKnownType(typeof(C))] public abstract partial record B : A; [AmqpContract(Code = 0x100000001)] public sealed partial record C : B;", "'B' cannot be told among the types of 'A': it is named twice: remove one of them")]
    [InlineData("[AmqpContract(DiscriminatorKey = \"k\"), AmqpKnownType(typeof(B)), AmqpKnownType(typeof(D), [|\"c\"|])] public abstract partial record A; [AmqpContract, AmqpKnownType(typeof(C), \"c\")] public abstract partial record B : A; [AmqpContract] public sealed partial record C : B; [AmqpContract] public sealed partial record D : A;", "'D' is told by 'c', and so is 'C': give each its own")]
    public async Task The_message_says_what_to_do(string marked, string message) => Assert.Equal(message, await Marked.MessageAsync(marked));

    [Theory]
    [InlineData("[AmqpContract(DiscriminatorKey = \"k\"), AmqpKnownType(typeof(Cat), \"cat\")]" + Pet + Cat)]
    [InlineData("[AmqpContract(DiscriminatorKey = \"k\"), AmqpKnownType(typeof(Cat), \"cat\")]" + Pet + Cat + " [AmqpSender(\"a\")] public partial interface ISender { ValueTask SendAsync(Pet pet); }")]
    [InlineData("[AmqpContract] public abstract partial record Pet(string Name);" + Cat)]
    [InlineData("[AmqpContract, AmqpKnownType(typeof(B)), AmqpKnownType(typeof(C))] public partial interface IA; [AmqpContract, AmqpKnownType(typeof(C))] public partial interface IB : IA; [AmqpContract(Code = 0x100000001)] public sealed partial record B : IA; [AmqpContract(Code = 0x100000002)] public sealed partial record C : IB;")]
    [InlineData("[AmqpContract, AmqpKnownType(typeof(IB)), AmqpKnownType(typeof(C))] public partial interface IA; [AmqpContract, AmqpKnownType(typeof(C))] public partial interface IB : IA; [AmqpContract(Code = 0x100000001)] public sealed partial record C : IB;")]
    [InlineData("[AmqpContract(DiscriminatorKey = \"k\"), AmqpKnownType(typeof(B)), AmqpKnownType(typeof(C)), AmqpKnownType(typeof(D), \"d\")] public abstract partial record A; [AmqpContract, AmqpKnownType(typeof(C)), AmqpKnownType(typeof(D), \"d\")] public abstract partial record B : A; [AmqpContract, AmqpKnownType(typeof(D), \"d\")] public abstract partial record C : B; [AmqpContract] public sealed partial record D : C;")]
    [InlineData("[AmqpContract, AmqpKnownType(typeof(B))] public partial class A { public int X => 1; [AmqpIgnore] public int Y => 1; } [AmqpContract(Code = 0x100000001)] public sealed partial class B : A { [AmqpMember(\"Z\")] public new string X => \"x\"; public new string Y => \"y\"; }")]
    [InlineData("#pragma warning disable EX1\n[AmqpContract, AmqpKnownType(typeof(B))] public abstract partial record A; [System.Diagnostics.CodeAnalysis.Experimental(\"EX1\"), AmqpContract(Code = 0x100000001)] public sealed partial record B : A;")]
    [InlineData("public partial class Outer { [AmqpContract, AmqpKnownType(typeof(B))] internal abstract partial record A { [AmqpContract(Code = 0x100000001)] internal sealed partial record B(A? Inner) : A; } }")]
    public Task Nothing_is_said_of_what_can_be_told(string source) => Marked.AssertCleanAsync(source);

    [Fact]
    public async Task A_hierarchy_of_another_assembly_is_a_body_a_member_and_a_base()
    {
        GeneratorRun library = GeneratorRun.Of(
            "using TypedSender; namespace Shop; [AmqpContract(DiscriminatorKey = \"k\"), AmqpKnownType(typeof(Cat), \"cat\")] public abstract partial record Pet(string Name); [AmqpContract] public sealed partial record Cat(string Name) : Pet(Name);");
        GeneratorRun run = GeneratorRun.With(
            library.ToReference(),
            """
            using System.Collections.Generic;
            using System.Threading.Tasks;
            using TypedSender;

            [AmqpContract] public partial record Owner(Shop.Pet First, List<Shop.Pet> Others);

            [AmqpSender("pets")] public partial interface ISender { [To("t")] ValueTask SendAsync(Shop.Pet pet); }

            [AmqpContract, AmqpKnownType(typeof(Rat), "rat")] public abstract partial record Rodent(string Name) : Shop.Pet(Name);

            [AmqpContract] public sealed partial record Rat(string Name) : Rodent(Name);
            """);

        Assert.Empty(run.CompilerDiagnostics);
        Assert.Empty(await run.AnalyzeAsync());
        Assert.Contains("global::Shop.Pet.AmqpEncoder.WriteValue(ref writer, ", run.File("Owner"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_discriminator_cannot_be_given_to_a_type_of_another_assembly()
    {
        GeneratorRun library = GeneratorRun.Of("using TypedSender; namespace Shop; public interface IPet; [AmqpContract] public sealed partial record Cat(string Name) : IPet;");
        GeneratorRun run = GeneratorRun.With(
            library.ToReference(),
            """
            using TypedSender;

            [assembly: AmqpContractFor<Shop.IPet>(DiscriminatorKey = "k", MetadataType = typeof(PetMetadata))]

            [AmqpKnownType(typeof(Shop.Cat), "cat")] internal interface PetMetadata;
            """);

        Assert.Equal(
            "'Shop.Cat' cannot be told among the types of 'Shop.IPet': its assembly was built without the discriminator: write [assembly: AmqpContractFor<Shop.Cat>], or give each type a descriptor",
            Assert.Single(await run.AnalyzeAsync()).GetMessage());
    }

    [Fact]
    public async Task Types_of_two_assemblies_are_known_to_an_external_base()
    {
        GeneratorRun library = GeneratorRun.Of("using TypedSender; namespace Shop; public interface IPet; [AmqpContract(Descriptor = \"cat\")] public sealed partial record Cat(string Name) : IPet;");
        GeneratorRun run = GeneratorRun.With(
            library.ToReference(),
            """
            using System.Threading.Tasks;
            using TypedSender;

            [assembly: AmqpContractFor<Shop.IPet>(MetadataType = typeof(PetMetadata))]

            [AmqpKnownType(typeof(Shop.Cat)), AmqpKnownType(typeof(Dog))] internal interface PetMetadata;

            [AmqpContract(Descriptor = "dog")] public sealed partial record Dog(string Name) : Shop.IPet;

            [AmqpSender("pets")] public partial interface ISender { ValueTask SendAsync(Shop.IPet pet); }
            """);

        Assert.Empty(run.CompilerDiagnostics);
        Assert.Empty(await run.AnalyzeAsync());
        Assert.Contains("global::Shop.Cat.AmqpEncoder.WriteValue(ref writer, known, depth)", run.File("IPetAmqpEncoder"), StringComparison.Ordinal);
    }
}
