using TypedSender.Generators.Tests.Support;

namespace TypedSender.Generators.Tests.Rules;

/// <summary>TSND0340: reported where something asks to read a contract, and only there.</summary>
public class ReadRuleTests
{
    private const string Read = "class Reader { object Read(byte[] bytes) => AmqpContracts.Decode<[|C|]>(bytes); }\n";

    public static TheoryData<string, string> Unreadable => new()
    {
        {
            "[AmqpContract] partial class C { public C(int orderNumber) => Number = orderNumber; public int Number { get; } }",
            "the parameter 'orderNumber' of its constructor has the name of no member that travels: name it like one, or give it a default value"
        },
        {
            "[AmqpContract] partial class C { public C(string number) => Number = number.Length; public int Number { get; } }",
            "the parameter 'number' of its constructor does not take the 'int' of the member 'Number'"
        },
        {
            "[AmqpContract] partial class C { public C(ref int number) => Number = number; public int Number { get; } }",
            "the parameter 'number' of its constructor does not take the 'int' of the member 'Number'"
        },
        {
            "[AmqpContract] partial class C { public int Number { get; } = 5; }",
            "the property 'Number' has no setter, and its constructor no parameter of that name: give it a setter, 'init' or a parameter of its name, or mark it [AmqpIgnore]"
        },
        {
            "[AmqpContract] partial class C { private int _count; public int Count => _count; public void Add() => _count++; }",
            "the property 'Count' has no setter, and its constructor no parameter of that name: give it a setter, 'init' or a parameter of its name, or mark it [AmqpIgnore]"
        },
        {
            "[AmqpContract] partial struct C { public readonly int Number; public C(bool any) => Number = any ? 1 : 0; }",
            "the parameter 'any' of its constructor has the name of no member that travels: name it like one, or give it a default value"
        },
        {
            "class Base { public int Number { get; private set; } } [AmqpContract] partial class C : Base;",
            "'Number' cannot be set from the contract: give it a setter, 'init' or a parameter of its name, or mark it [AmqpIgnore]"
        },
        {
            "[AmqpContract] partial class C { public int Number { get; set; } [AmqpIgnore] public required int Other { get; set; } }",
            "its required member 'Other' does not travel: remove 'required', or [AmqpIgnore]"
        },
        {
            "[AmqpContract] partial class C { public string Name => Raw; private string Raw { get; set; } = \"\"; }",
            "the property 'Name' has no setter, and its constructor no parameter of that name: give it a setter, 'init' or a parameter of its name, or mark it [AmqpIgnore]"
        },
        {
            "class Base { protected string _id = \"\"; } [AmqpContract] partial class C : Base { public string Id => this._id; }",
            "the property 'Id' has no setter, and its constructor no parameter of that name: give it a setter, 'init' or a parameter of its name, or mark it [AmqpIgnore]"
        },
        {
            "class Base { protected string Raw { get; set; } = \"\"; } [AmqpContract] partial class C : Base { public string Id { get { return base.Raw; } } }",
            "the property 'Id' has no setter, and its constructor no parameter of that name: give it a setter, 'init' or a parameter of its name, or mark it [AmqpIgnore]"
        },
        {
            "[AmqpContract] partial class C(string name = \"x\") { public string Title => name; }",
            "the property 'Title' has no setter, and its constructor no parameter of that name: give it a setter, 'init' or a parameter of its name, or mark it [AmqpIgnore]"
        },
        {
            "[AmqpContract] partial class C { public int Sum => Part.Number; private D Part { get; } = new(); } class D { public int Number = 5; }",
            "the property 'Sum' has no setter, and its constructor no parameter of that name: give it a setter, 'init' or a parameter of its name, or mark it [AmqpIgnore]"
        },
        {
            "abstract class Base { public string Name { get; protected set; } = \"\"; } [AmqpContract] partial class C : Base { public new string Name() => \"\"; }",
            "'Name' cannot be set from the contract: give it a setter, 'init' or a parameter of its name, or mark it [AmqpIgnore]"
        },
        {
            "class Tags : List<string> { internal required string Owner { get; set; } } [AmqpContract] partial record C(Tags Tags);",
            "'Tags' of 'C.Tags' cannot be made of what it holds: give it a public constructor without parameters and an Add method, or use IReadOnlyList<T>"
        },
        {
            "class Tags : Dictionary<string, int> { internal required string Owner = \"\"; } [AmqpContract] partial record C(Tags Tags);",
            "'Tags' of 'C.Tags' cannot be made of what it holds: give it a public constructor without parameters and an Add method, or use IReadOnlyDictionary<TKey, TValue>"
        },
        { "[AmqpContract] abstract partial class C { public int Number { get; set; } }", "it is abstract, so that no value is of this type" },
        {
            "class F : IAmqpFormatter<Version> { public static void Write(ref AmqpWriter writer, Version value) => writer.WriteString(value.ToString()); } [AmqpContract] partial record C([property: AmqpFormatter(typeof(F))] Version Version);",
            "'F', the formatter of 'C.Version', only writes: implement IAmqpReadFormatter<System.Version>"
        },
        {
            "class Bag : List<int> { public Bag(string name) { } } [AmqpContract] partial record C(Bag Bag);",
            "'Bag' of 'C.Bag' cannot be made of what it holds: give it a public constructor without parameters and an Add method, or use IReadOnlyList<T>"
        },
        {
            "abstract class Bag : Dictionary<string, int>; [AmqpContract] partial record C(List<Bag> Bags);",
            "'Bag' of 'C.Bags' cannot be made of what it holds: give it a public constructor without parameters and an Add method, or use IReadOnlyDictionary<TKey, TValue>"
        },
        {
            "[AmqpContract] partial record C(IReadOnlyDictionary<string, List<D?>> Held); [AmqpContract] partial class D { public int Number { get; } = 5; }",
            "it holds 'D', and the property 'Number' has no setter, and its constructor no parameter of that name: give it a setter, 'init' or a parameter of its name, or mark it [AmqpIgnore]"
        },
    };

    [Theory]
    [MemberData(nameof(Unreadable))]
    public async Task What_cannot_be_made_is_reported_where_it_is_read(string contract, string reason)
    {
        await Marked.AssertReportedAsync("TSND0340", contract + Read);
        Assert.Equal($"'C' cannot be read: {reason}", await Marked.MessageAsync(contract + Read));
    }

    [Theory]
    [MemberData(nameof(Unreadable))]
    public async Task What_nobody_reads_is_not_reported(string contract, string reason)
    {
        Assert.NotEmpty(reason);
        await Marked.AssertCleanAsync(contract);
    }

    [Theory]
    [InlineData("AmqpContracts.DecodeValue<[|C|]>(default)")]
    [InlineData("new Func<byte[], C>(bytes => AmqpContracts.Decode<[|C|]>(bytes))")]
    [InlineData("((AmqpManagementResponse)null!).Read<[|C|]>()")]
    public Task Every_call_that_reads_is_looked_at(string call)
        => Marked.AssertReportedAsync("TSND0340", "[AmqpContract] partial class C { public int Number { get; } = 5; } class Reader { object Read() => " + call + "; }");

    [Fact]
    public Task A_management_method_that_returns_one_is_reported()
        => Marked.AssertReportedAsync(
            "TSND0340",
            "[AmqpContract] partial class C { public int Number { get; } = 5; } [AmqpManagement(\"$management\")] public partial interface IM { [AmqpManagementOperation(\"READ\")] [|Task<C>|] ReadAsync(string name); }"
                .Replace("[AmqpContract] partial", "[AmqpContract] public partial", StringComparison.Ordinal));

    [Theory]
    [InlineData("[AmqpContract] partial record C(int Number) { public int Twice => Number * 2; }")]
    [InlineData("[AmqpContract] partial record C(int Number) { public C() : this(1) { } }")]
    [InlineData("[AmqpContract] partial record struct C(int Number);")]
    [InlineData("[AmqpContract] partial class C(int number) { public int Number => number; }")]
    [InlineData("[AmqpContract] partial class C { private int _x; public int X { get => _x; set => _x = value; } public int Y => -_x; }")]
    [InlineData("[AmqpContract] partial class C { public int Number { get; private set; } private C() { } }")]
    [InlineData("[AmqpContract] partial class C { public C(object number, int other = 5) => Number = (string)number; public string Number { get; } }")]
    [InlineData("[AmqpContract] partial class C { public int Number { get; set; } public Tree? Next { get; set; } } [AmqpContract] partial class Tree { public C? C { get; set; } public List<Tree> Trees { get; set; } = []; }")]
    [InlineData("class Base { public int Number { get; set; } } [AmqpContract] partial class C : Base { public new void Number() { } }")]
    [InlineData("[AmqpContract] partial class C { [AmqpMember] private int _number; [AmqpMember] int Number { get => _number; init => _number = value; } }")]
    [InlineData("[AmqpContract] partial record C(IReadOnlyList<string?>? A, Dictionary<Guid, List<int?[]>> B, HashSet<char> D, Queue<Uri> E, (int[]? F, int G)? Left = null) { [AmqpIgnore] public (int[]? F, int G)? Left { get; } = Left; }")]
    [InlineData("[AmqpContract] partial class C { public string Name { get; set; } = \"\"; private int Length { get; set; } public int Size => Name.Length; public int Count { get => Length; set => Length = value; } }")]
    [InlineData("class Base { [AmqpIgnore] public string Name { get; set; } = \"\"; } [AmqpContract] partial class C : Base { public new string Name => \"\"; }")]
    [InlineData("[AmqpContract] partial class C(string name) { public string Name => name; public string Upper => name.ToUpperInvariant(); }")]
    [InlineData("[AmqpContract] partial record C(string Name) { public string Upper => Name.ToUpperInvariant(); }")]
    [InlineData("class Tags : List<string> { [System.Diagnostics.CodeAnalysis.SetsRequiredMembers] public Tags() => Owner = \"\"; internal required string Owner { get; set; } } [AmqpContract] partial record C(Tags Tags);")]
    public Task What_can_be_made_is_not(string contract) => Marked.AssertCleanAsync(contract + Read.Replace("[|", string.Empty, StringComparison.Ordinal).Replace("|]", string.Empty, StringComparison.Ordinal));

    [Theory]
    [InlineData("public class C { public C(string other) { } public int Number { get; set; } } [assembly: AmqpContractFor<C>]", "")]
    [InlineData("[AmqpContract] partial record C(List<D> Held); public class D { public D(string other) { } public int Number { get; set; } } [assembly: AmqpContractFor<D>]", "it holds 'D', and ")]
    [InlineData("public class C { public C(D? held) => Held = held; public D? Held { get; } } public class D { public D(string other) { } public int Number { get; set; } } [assembly: AmqpContractFor<C>, AmqpContractFor<D>]", "it holds 'D', and ")]
    [InlineData("public abstract class C { public int Number { get; set; } } public class D : C { public D(string other) { } } [AmqpKnownType(typeof(D), \"d\")] interface M { } [assembly: AmqpContractFor<C>(DiscriminatorKey = \"k\", MetadataType = typeof(M)), AmqpContractFor<D>]", "it may be a 'D', and ")]
    public async Task An_external_contract_that_cannot_be_made_is_reported_where_it_is_read(string declarations, string where)
    {
        int attribute = declarations.IndexOf("[assembly:", StringComparison.Ordinal);
        string marked = declarations[attribute..] + declarations[..attribute]
            + (declarations.Contains("[AmqpContract] partial record C", StringComparison.Ordinal) ? Read : Read.Replace("[|C|]", "[|C|], CAmqpEncoder", StringComparison.Ordinal));

        await Marked.AssertReportedAsync("TSND0340", marked);
        Assert.Equal($"'C' cannot be read: {where}the parameter 'other' of its constructor has the name of no member that travels: name it like one, or give it a default value", await Marked.MessageAsync(marked));
    }

    [Fact]
    public Task An_external_contract_whose_metadata_type_leaves_out_the_obstacle_can_be_read()
        => Marked.AssertCleanAsync(
            "[assembly: AmqpContractFor<C>(MetadataType = typeof(M)), AmqpContractFor<D>] abstract class M { [AmqpIgnore] public abstract D? Held { get; } } public class C { public D? Held { get; set; } public int Number { get; set; } } "
            + "public class D { public D(string other) { } public int Number { get; set; } }"
            + Read.Replace("[|C|]", "C, CAmqpEncoder", StringComparison.Ordinal));

    [Fact]
    public async Task A_contract_that_holds_a_type_of_another_assembly_is_reported_where_it_is_read()
    {
        GeneratorRun library = GeneratorRun.Of("namespace Lib; public class Line { public Line(string other) { } public int Number { get; set; } }");
        GeneratorRun run = GeneratorRun.With(
            library.ToReference(),
            "using TypedSender; [assembly: AmqpContractFor<Lib.Line>] [AmqpContract] partial record Order(Lib.Line Line); class Reader { object Read(byte[] b) => AmqpContracts.Decode<Order>(b); }");

        Assert.Empty(run.CompilerDiagnostics);
        Assert.Equal(
            "'Order' cannot be read: it holds 'Lib.Line', and the parameter 'other' of its constructor has the name of no member that travels: name it like one, or give it a default value",
            Assert.Single(await run.AnalyzeAsync()).GetMessage());
    }

    [Fact]
    public async Task An_external_contract_of_another_assembly_tells_that_it_cannot_be_read()
    {
        GeneratorRun library = GeneratorRun.Of(
            "[assembly: TypedSender.AmqpContractFor<Lib.Line>] [assembly: TypedSender.AmqpContractFor<Lib.Note>]",
            "using TypedSender; namespace Lib; public class Line { public Line(string other) { } public int Number { get; set; } } public class Note { public int Number { get; set; } } "
            + "[AmqpContract] public partial record Order(System.Collections.Generic.List<Line> Lines); [AmqpContract] public partial record Letter(Note Note);");
        GeneratorRun run = GeneratorRun.With(
            library.ToReference(),
            "using TypedSender; class Reader { object A(byte[] b) => AmqpContracts.Decode<Lib.Order>(b); object B(byte[] b) => AmqpContracts.Decode<Lib.Letter>(b); }");

        Assert.Empty(run.CompilerDiagnostics);
        Assert.Equal(
            "'Lib.Order' cannot be read: it holds 'Lib.Line', and the parameter 'other' of its constructor has the name of no member that travels: name it like one, or give it a default value",
            Assert.Single(await run.AnalyzeAsync()).GetMessage());
    }

    [Fact]
    public async Task An_internal_constructor_of_a_project_that_is_no_friend_is_not_called()
    {
        GeneratorRun library = GeneratorRun.Of("using TypedSender; namespace Shop; [AmqpTransparent] public readonly struct Id { internal Id(int value) => Value = value; public int Value { get; } }");
        GeneratorRun run = GeneratorRun.With(
            library.ToProjectReference(), "using TypedSender; [AmqpContract] partial record C(Shop.Id Id); class Reader { object A(byte[] bytes) => AmqpContracts.Decode<C>(bytes); }");

        Assert.Empty(run.CompilerDiagnostics);
        Assert.Equal(
            "'C' cannot be read: 'Shop.Id' of 'C.Id' cannot be made of the value that it wraps: give it a constructor that takes the value, or the value a setter",
            Assert.Single(await run.AnalyzeAsync()).GetMessage());
    }

    [Fact]
    public async Task An_internal_constructor_of_a_friend_is_called()
    {
        GeneratorRun library = GeneratorRun.Of(
            "[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"Sample\")]",
            "using TypedSender; namespace Shop; [AmqpTransparent] public readonly struct Id { internal Id(int value) => Value = value; public int Value { get; } }");
        GeneratorRun run = GeneratorRun.With(
            library.ToReference(), "using TypedSender; [AmqpContract] partial record C(Shop.Id Id); class Reader { object A(byte[] bytes) => AmqpContracts.Decode<C>(bytes); }");

        Assert.Empty(run.CompilerDiagnostics);
        Assert.Empty(await run.AnalyzeAsync());
    }

    [Fact]
    public async Task What_an_attribute_of_the_assembly_wraps_is_looked_into()
    {
        GeneratorRun library = GeneratorRun.Of("namespace Shop; public record struct Id<T>(T Value);");
        GeneratorRun run = GeneratorRun.With(
            library.ToReference(),
            "[assembly: TypedSender.AmqpTransparent(typeof(Shop.Id<>), \"Value\")]",
            "using TypedSender; [AmqpContract] partial record C(Shop.Id<D> Id); [AmqpContract] partial class D { public int Number { get; } = 5; } class Reader { object A(byte[] bytes) => AmqpContracts.Decode<C>(bytes); }");

        Assert.Empty(run.CompilerDiagnostics);
        Assert.StartsWith("'C' cannot be read: it holds 'D', and the property 'Number' has no setter", Assert.Single(await run.AnalyzeAsync()).GetMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_contract_of_another_assembly_says_itself_whether_it_can_be_read()
    {
        GeneratorRun library = GeneratorRun.Of("using TypedSender; [AmqpContract] public partial class Good { public int Number { get; set; } } [AmqpContract] public partial class Bad { public int Number { get; } = 5; }");
        GeneratorRun run = GeneratorRun.With(
            library.ToReference(),
            "using TypedSender; [AmqpContract] partial record Holder(Bad Bad); class Reader { object A(byte[] b) => AmqpContracts.Decode<Good>(b); object B(byte[] b) => AmqpContracts.Decode<Bad>(b); object C(byte[] b) => AmqpContracts.Decode<Holder>(b); }");

        Assert.Empty(run.CompilerDiagnostics);
        Assert.Equal(
            [
                "'Bad' cannot be read: the property 'Number' has no setter, and its constructor no parameter of that name: give it a setter, 'init' or a parameter of its name, or mark it [AmqpIgnore]",
                "'Holder' cannot be read: it holds 'Bad', and the property 'Number' has no setter, and its constructor no parameter of that name: give it a setter, 'init' or a parameter of its name, or mark it [AmqpIgnore]",
            ],
            (await run.AnalyzeAsync()).Select(diagnostic => diagnostic.GetMessage()).Order(StringComparer.Ordinal));
    }
}
