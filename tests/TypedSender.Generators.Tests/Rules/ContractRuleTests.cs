using TypedSender.Generators.Tests.Support;

namespace TypedSender.Generators.Tests.Rules;

public class ContractRuleTests
{
    [Theory]
    [InlineData("TSND0301", "[AmqpContract] public class [|A|] { }")]
    [InlineData("TSND0301", "[AmqpContract] public record struct [|A|](int X);")]
    [InlineData("TSND0302", "public class [|Outer|] { [AmqpContract] public partial class A { } }")]
    [InlineData("TSND0303", "public partial class Outer { [AmqpContract] private partial class [|A|] { } }")]
    [InlineData("TSND0303", "public partial class Outer { protected partial class Inner { [AmqpContract] public partial class [|A|] { } } }")]
    [InlineData("TSND0303", "[AmqpContract] file partial class [|A|] { }")]
    [InlineData("TSND0304", "[AmqpContract] public static partial class [|A|] { }")]
    [InlineData("TSND0304", "[AmqpContract] public ref partial struct [|A|] { }")]
    [InlineData("TSND0304", "[AmqpContract] public partial class [|A|]<T> { }")]
    [InlineData("TSND0304", "public partial class Outer<T> { [AmqpContract] public partial class [|A|] { } }")]
    [InlineData("TSND0307", "[AmqpContract(Descriptor = \"a:b\")] public partial class A { } [AmqpContract(Encoding = AmqpBodyEncoding.List, Descriptor = [|\"a:b\"|])] public partial class B { }")]
    [InlineData("TSND0307", "[AmqpContract(Code = 0x100000001)] public partial class A { } [AmqpContract(Descriptor = \"a:b\", Code = [|0x100000001|])] public partial class B { }")]
    [InlineData("TSND0308", "[AmqpContract(Code = [|0x77|])] public partial class A { }")]
    [InlineData("TSND0308", "[AmqpContract(Encoding = AmqpBodyEncoding.List, Descriptor = [|\"amqp:order:list\"|])] public partial class A { }")]
    [InlineData("TSND0309", "[AmqpContract(Descriptor = [|\"é\"|])] public partial class A { }")]
    [InlineData("TSND0309", "[AmqpContract(Encoding = AmqpBodyEncoding.List, Descriptor = [|\"\"|], Code = 1)] public partial class A { }")]
    [InlineData("TSND0310", "[AmqpContract(Encoding = AmqpBodyEncoding.List)] public partial record A(int [|X|]);")]
    [InlineData("TSND0310", "[AmqpContract(Encoding = AmqpBodyEncoding.List)] public partial class A { [AmqpMember] public int [|X|] => 1; }")]
    [InlineData("TSND0310", "[AmqpContract(Encoding = AmqpBodyEncoding.List)] public partial class A { [AmqpMember(Order = [|256|])] public int X => 1; }")]
    [InlineData("TSND0310", "[AmqpContract(Encoding = AmqpBodyEncoding.Sequence)] public partial record A(int [|X|]);")]
    [InlineData("TSND0311", "[AmqpContract(Encoding = AmqpBodyEncoding.Sequence)] public partial record A([AmqpMember(Order = 0)] int X, [[|AmqpMember|](Order = 0)] int Y);")]
    [InlineData("TSND0320", "[AmqpContract(Encoding = AmqpBodyEncoding.Sequence, Descriptor = [|\"a:b\"|])] public partial class A { }")]
    [InlineData("TSND0320", "[AmqpContract(Encoding = AmqpBodyEncoding.Sequence, Descriptor = \"a:b\", Code = [|0x100000001|])] public partial class A { }")]
    [InlineData("TSND0311", "[AmqpContract(Encoding = AmqpBodyEncoding.List)] public partial record A([AmqpMember(Order = 0)] int X, [[|AmqpMember|](Order = 0)] int Y);")]
    [InlineData("TSND0311", "[AmqpContract] public partial class A { public int X => 1; [[|AmqpMember|](\"X\")] public int Y => 2; }")]
    [InlineData("TSND0311", "[AmqpContract] public partial class A { [AmqpMember(Name = \"Y\")] public int X => 1; public int [|Y|] => 2; }")]
    public Task Reported(string rule, string marked) => Marked.AssertReportedAsync(rule, marked);

    [Theory]
    [InlineData("public class Outer { public class A { } }")]
    [InlineData("public partial class Outer { [AmqpContract] internal partial class A { } }")]
    [InlineData("public partial class Outer { [AmqpContract] protected internal partial class A { } }")]
    [InlineData("[AmqpContract] public abstract partial class A { public abstract int X { get; } }")]
    [InlineData("[AmqpContract(Encoding = AmqpBodyEncoding.List)] public partial record A([Subject] string X, [AmqpMember(Order = 0)] int Y, [AmqpMember(Order = 255)] int Z);")]
    [InlineData("[AmqpContract] public partial record A([AmqpMember(Order = 0)] int Y, [AmqpMember(Order = 0)] int Z);")]
    [InlineData("[AmqpContract(Descriptor = \"a:b\")] public partial class A { } [AmqpContract(Descriptor = \"a:b\", Code = 0x100000001)] public partial class B { }")]
    public Task Clean(string source) => Marked.AssertCleanAsync(source);
}
