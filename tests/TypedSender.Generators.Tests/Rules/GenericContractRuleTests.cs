using Microsoft.CodeAnalysis;
using TypedSender.Generators.Tests.Support;

namespace TypedSender.Generators.Tests.Rules;

/// <summary>Closed types of generic contracts are checked where they are named.</summary>
public class GenericContractRuleTests
{
    private const string Page = " [AmqpContract] public partial record Page<T>(IReadOnlyList<T> Items, string? Next = null);";
    private const string Pair = " [AmqpContract] public partial record Pair<TLeft, TRight>(TLeft Left, TRight Right);";
    private const string Call = " public static class Reader { public static object Read(byte[] bytes) => ";

    [Theory]
    [InlineData("TSND0314", "[AmqpSender(\"a\")] public partial interface ISender { ValueTask SendAsync(Page<[|System.IO.Stream|]> page); }" + Page)]
    [InlineData("TSND0314", "[AmqpSender(\"a\")] public partial interface ISender { ValueTask SendAsync(IReadOnlyList<Page<[|Plain|]>> pages); } public class Plain { public int X => 1; }" + Page)]
    [InlineData("TSND0314", "[AmqpContract] public partial record A(Pair<int, [|System.IO.Stream|]> X);" + Pair)]
    [InlineData("TSND0314", "[AmqpContract] public partial record A(List<Pair<[|Action|], int>?> X);" + Pair)]
    [InlineData("TSND0314", "[AmqpContract] public partial record A(Book<[|IntPtr|]> X); [AmqpContract] public partial record Book<T>(Page<T> X);" + Page)]
    [InlineData("TSND0314", "[AmqpContract] public partial record A([|Outer<TimeSpan>.Inner|] X); public partial class Outer<T> { [AmqpContract] public partial record Inner(T X); }")]
    [InlineData("TSND0314", "[AmqpContract] public partial record A(Map<[|double|]> X); [AmqpContract] public partial record Map<T>(Dictionary<T, int> X) where T : notnull;")]
    [InlineData("TSND0314", "[AmqpContract] public partial record A(Tag<[|int[]|]> X); [AmqpContract] public partial record Tag<T>([property: ApplicationProperty(\"x\")] T X);")]
    [InlineData("TSND0314", "[AmqpContract] public partial record A(Tag<[|DateOnly|]> X); [AmqpContract] public partial record Tag<T>([property: MessageId] T X);")]
    [InlineData("TSND0314", "[assembly: AmqpContractFor<Page<[|System.IO.Stream|]>>]" + Page)]
    [InlineData("TSND0314", Call + "AmqpContracts.Decode<Page<[|System.IO.Stream|]>>(bytes); }" + Page)]
    [InlineData("TSND0314", "[AmqpContract, AmqpKnownType(typeof(C<[|System.IO.Stream|]>))] public abstract partial record B; [AmqpContract(Descriptor = \"a:b\")] public partial record C<T>(T X) : B;")]
    [InlineData("TSND0314", "[AmqpContract] public partial record A(Knot<[|int|]> X); [AmqpContract] public partial record Knot<T>(T X, Knot<List<T>>? Next);")]
    [InlineData("TSND0512", "[AmqpContract, AmqpKnownType([|typeof(B<>)|])] public abstract partial record A; [AmqpContract(Descriptor = \"a:b\")] public partial record B<T>(T X) : A;")]
    [InlineData("TSND0313", "[assembly: AmqpContractFor<[|Page<int>|]>(MetadataType = typeof(M))] internal interface M { }" + Page)]
    [InlineData("TSND0340", Call + "AmqpContracts.Decode<[|Box<int>|]>(bytes); } [AmqpContract] public partial class Box<T> { public Box(T other) => Value = other; public T Value { get; } }")]
    [InlineData("TSND0401", "[AmqpContract] public partial record A<T>(T X, [|System.IO.Stream|] Y); [AmqpContract] public partial record B(A<int> X);")]
    [InlineData("TSND0428", "[AmqpContract] public partial record A([|B<int>|] X); [AmqpContract] public abstract partial record B<T>(T X);")]
    [InlineData("TSND0301", "[AmqpContract] public record [|A|]<T>(T X); [AmqpContract] public partial record B(A<int> X);")]
    [InlineData("TSND0310", "[AmqpContract(Encoding = AmqpBodyEncoding.List)] public partial record A<T>(T [|X|]); [AmqpContract] public partial record B(A<int> X, A<string> Y);")]
    [InlineData("TSND0512", "[AmqpContract, AmqpKnownType(typeof(B))] public abstract partial record [|A|]<T>; [AmqpContract(Descriptor = \"a:b\")] public partial record B(int X) : A<int>;")]
    [InlineData("TSND0711", "public static class C { static Page<T> Of<T>(T item) => new([item]); public static byte[] Send() => AmqpContracts.[|Encode|](Of(1)); }" + Page)]
    [InlineData("TSND0314", "[AmqpContract] public partial record A([|Pair<int, dynamic>|] X);" + Pair)]
    [InlineData("TSND0314", "[AmqpSender(\"a\")] public partial interface ISender { ValueTask SendAsync([|Page<List<dynamic>>|] page); }" + Page)]
    [InlineData("TSND0402", "[AmqpContract] public partial record B([|A<int>|] X); public record A<T>(T X);")]
    public Task The_token_is_underlined(string rule, string marked) => Marked.AssertReportedAsync(rule, marked);

    [Theory]
    [InlineData("[AmqpContract] public partial record A(Pair<int, [|System.IO.Stream|]> X);" + Pair, "'Pair<int, System.IO.Stream>' cannot be sent: 'System.IO.Stream' in 'Pair.Right' ")]
    [InlineData("[AmqpContract] public partial record A(Page<[|Plain|]> X); public class Plain { public int X => 1; }" + Page, "'Page<Plain>' cannot be sent: 'Plain' in 'Page.Items' is not a contract, so its encoding is unknown: mark it [AmqpContract]")]
    [InlineData("public static class C { static Page<T> Of<T>(T item) => new([item]); public static byte[] Send() => AmqpContracts.[|Encode|](Of(1)); }" + Page, "There is no code for 'Page<int>', which is made where the type is named, and here it is inferred alone: write 'Encode<Page<int>>', or [assembly: AmqpContractFor<Page<int>>]")]
    [InlineData("[AmqpContract] public partial record A([|Knot<int>|] X); [AmqpContract] public partial record Knot<T>(T X, Knot<List<T>>? Next);", "'Knot<int>' cannot be sent: ")]
    [InlineData("[AmqpContract] public partial record A(Book<[|Plain|]> X); public class Plain { public int X => 1; } [AmqpContract] public partial record Book<T>(Page<T> X, T Y, Page<List<T>> Z);" + Page, "'Book<Plain>' cannot be sent: 'Plain' in '")]
    [InlineData("[AmqpContract] public partial record A([|Knot<int>|] X); [AmqpContract] public partial record Knot<T>(T X, Knot<List<T>>? Next);", "'Knot<int>' cannot be sent: 'Knot<T>' holds itself with ever longer type arguments, without an end")]
    public async Task The_message_says_what_to_do(string marked, string message) => Assert.StartsWith(message, await Marked.MessageAsync(marked), StringComparison.Ordinal);

    [Theory]
    [InlineData("[AmqpContract] public partial record A(Page<int> X, Page<string?> Y, Page<string> Z, Page<DayOfWeek>? V, Page<Page<Guid>> W, Pair<List<int>, byte[]> U);" + Page + Pair)]
    [InlineData("[assembly: AmqpContractFor<Page<int>>]" + Page)]
    [InlineData(Page)]
    [InlineData(Call + "AmqpContracts.Decode<Page<int>>(bytes); public static byte[] Write() => AmqpContracts.Encode(new Page<Guid>([])); }" + Page)]
    [InlineData("public static class Reader { public static Page<T> Read<T>(byte[] bytes) => AmqpContracts.Decode<Page<T>>(bytes); }" + Page)]
    [InlineData("[AmqpContract] public partial class A<T> where T : struct { [AmqpMember] private T _x; [AmqpMember] private A<T>? Next { get; set; } } [AmqpContract] public partial record B(A<int> X);")]
    [InlineData("namespace App.System; using Order = Shop<int>.Item; public partial class Shop<T> { [AmqpContract] public partial record Item(T X); } [AmqpContract] public partial record B(Order X);")]
    [InlineData("public static class View { public static Page<System.IO.Stream>? Shown; }" + Page)]
    [InlineData("namespace Other { [AmqpContract] public partial record Wrapped<T>(T X) { public static Wrapped<T> Make(T x) => new(x); } } public static class Writer { public static byte[] Write() => AmqpContracts.Encode(Other.Wrapped<int>.Make(1)); public static byte[] More() => AmqpContracts.Encode(global::Other.Wrapped<string>.Make(string.Empty)); }")]
    [InlineData("public partial class Outer<T> { [AmqpContract] public partial record Inner(T? X) { public static Inner Made => new(default(T)); public static Inner Make() => new(default(T)); } } public static class Writer { public static byte[] Write() => AmqpContracts.Encode(Outer<int>.Inner.Make()); public static byte[] More() => AmqpContracts.Encode(Outer<Guid>.Inner.Made); }")]
    [InlineData("namespace Other { public partial class Outer<T> { [AmqpContract] public partial record Inner(T? X) { public static Inner Make() => new(default(T)); } } } public static class Writer { public static byte[] Write() => AmqpContracts.Encode(Other.Outer<int>.Inner.Make()); }")]
    [InlineData("[AmqpManagement] public partial interface IShop { [AmqpManagementOperation(\"READ\")] ValueTask<Page<int>> ReadAsync(); }" + Page)]
    public Task Nothing_is_said_of_what_can_be_sent(string source) => Marked.AssertCleanAsync(source);

    /// <summary>The compiler refuses the type where it is named, and nowhere else.</summary>
    [Theory]
    [InlineData("CS0246", "Page<Miss>", "")]
    [InlineData("CS0246", "List<Page<Miss[]>>", "")]
    [InlineData("CS0246", "Page<Page<Miss>>", "")]
    [InlineData("CS0453", "Of<string>", "where T : struct")]
    [InlineData("CS0452", "Of<int>", "where T : class")]
    [InlineData("CS0310", "Of<string>", "where T : new()")]
    [InlineData("CS0315", "Of<int>", "where T : IEnumerable<T>")]
    [InlineData("CS8714", "Of<string?>", "where T : notnull")]
    [InlineData("CS8634", "Of<string?>", "where T : class")]
    [InlineData("CS8631", "Of<string?>", "where T : IComparable<T>")]
    public async Task A_type_that_the_compiler_refuses_is_not_named_in_generated_code(string error, string type, string constraint)
    {
        GeneratorRun run = GeneratorRun.Of(
            "#nullable enable\nusing System; using System.Collections.Generic; using System.Threading.Tasks; using TypedSender; [AmqpContract] public partial class A { public "
            + type + "? X { get; set; } } [AmqpContract] public partial record Of<T>(T X) " + constraint + ";" + Page);

        Diagnostic reported = Assert.Single(run.CompilerDiagnostics);
        Assert.Equal(error, reported.Id);
        Assert.Empty(run.GeneratorDiagnostics);
        Assert.Empty(await run.AnalyzeAsync());
    }

    /// <summary>Constraints that hold are no reason to leave a type out.</summary>
    [Theory]
    [InlineData("Of<int>", "where T : struct, IComparable<T>, IEquatable<T>")]
    [InlineData("Of<string>", "where T : class, IComparable<T>, IEnumerable<char>")]
    [InlineData("Of<Page<int>>", "where T : class")]
    [InlineData("Of<DayOfWeek>", "where T : unmanaged, Enum")]
    [InlineData("Of<E>", "where T : E, new()")]
    public void A_type_that_meets_its_constraints_has_code(string type, string constraint)
    {
        GeneratorRun run = GeneratorRun.Of(
            "#nullable enable\nusing System; using System.Collections.Generic; using TypedSender; [AmqpContract] public partial class A { public "
            + type + "? X { get; set; } } [AmqpContract] public partial record Of<T>(T X) " + constraint + "; [AmqpContract] public partial class E { public int X { get; set; } }" + Page);

        Assert.Empty(run.CompilerDiagnostics);
        Assert.Contains(run.Files, file => file.Value.Contains("AmqpRegistration_", StringComparison.Ordinal) && file.Value.Contains("Of<", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_generic_contract_of_another_assembly_is_closed_here()
    {
        GeneratorRun library = GeneratorRun.Of("using TypedSender; namespace Shop; [AmqpContract] public partial record Page<T>(System.Collections.Generic.List<T> Items); [AmqpContract] public partial class Box<T> { [AmqpMember] private T? _value; }");
        GeneratorRun run = GeneratorRun.With(
            library.ToReference(),
            "using System.Threading.Tasks; using TypedSender; [AmqpContract] public partial record Order(int Number); [AmqpSender(\"a\")] public partial interface ISender { ValueTask SendAsync(Shop.Page<Order> page); ValueTask OtherAsync(Shop.Box<int> box); }");

        Assert.Empty(run.CompilerDiagnostics);
        Diagnostic hidden = Assert.Single(await run.AnalyzeAsync());
        Assert.Equal("'Shop.Box<int>' cannot be sent: its member '_value' is sent, and only its own assembly can read it: make it public", hidden.GetMessage());
        Assert.Contains("IAmqpEncoder<global::Shop.Page<global::Order>>", run.File("PageOfOrder"), StringComparison.Ordinal);
    }
}
