using TypedSender.Generators.Tests.Support;

namespace TypedSender.Generators.Tests.Rules;

public class MemberRuleTests
{
    [Theory]
    [InlineData("TSND0401", "[AmqpContract] public partial record A([|System.IO.Stream|] X);")]
    [InlineData("TSND0401", "[AmqpContract] public partial record A([|Half|]? X);")]
    [InlineData("TSND0401", "[AmqpContract] public partial record A(List<[|Type|]> X);")]
    [InlineData("TSND0401", "[AmqpContract] public partial record A([|Action|] X);")]
    [InlineData("TSND0401", "[AmqpContract] public partial record A([|nint|] X);")]
    [InlineData("TSND0401", "[AmqpContract] public partial record A([|(int, string)|] X);")]
    [InlineData("TSND0401", "[AmqpContract] public partial record A([|ReadOnlyMemory<int>|] X);")]
    [InlineData("TSND0402", "public class B { } [AmqpContract] public partial record A([|B|] X);")]
    [InlineData("TSND0402", "public class B { } [AmqpContract] public partial record A(Dictionary<string, List<[|B|]?>> X);")]
    [InlineData("TSND0402", "public interface B { } [AmqpContract] public partial class A { public [|B|][] X = []; }")]
    [InlineData("TSND0403", "[AmqpContract] public partial class A { [AmqpMember] public int [|X|] { set { } } }")]
    [InlineData("TSND0403", "public class B { [AmqpMember] private int [|X|] => 1; } [AmqpContract] public partial class A : B { }")]
    [InlineData("TSND0405", "[AmqpContract] public partial record A([AmqpIgnore, AmqpMember] int [|X|]);")]
    [InlineData("TSND0405", "[AmqpContract] public partial class A { [AmqpIgnore, Subject] public string [|X|] => string.Empty; }")]
    [InlineData("TSND0406", "[AmqpContract] public partial record A(Dictionary<[|double|], int> X);")]
    [InlineData("TSND0406", "[AmqpContract] public partial record A(IReadOnlyDictionary<[|DateTimeOffset|], int> X);")]
    [InlineData("TSND0407", "[AmqpContract] public partial record A([|int[,]|] X);")]
    [InlineData("TSND0407", "[AmqpContract] public partial record A([|byte[,]|] X);")]
    [InlineData("TSND0410", "[AmqpContract] public partial record A([|DateTime|] X);")]
    [InlineData("TSND0410", "[AmqpContract] public partial record A(List<[|DateTime|]?> X);")]
    [InlineData("TSND0413", "[AmqpContract] public partial record A([|object|] X);")]
    [InlineData("TSND0413", "[AmqpContract] public partial record A(Dictionary<string, [|object|]?> X);")]
    [InlineData("TSND0413", "[AmqpContract] public partial record A([|System.Text.Json.JsonElement|] X);")]
    [InlineData("TSND0416", "[AmqpContract] public partial class A { [AmqpMember] public static int [|X|] => 1; }")]
    [InlineData("TSND0416", "[AmqpContract] public partial class A { [Subject] public string [|this|][int index] => string.Empty; }")]
    [InlineData("TSND0418", "[AmqpContract] public partial record A([|TimeSpan|] X);")]
    [InlineData("TSND0418", "[AmqpContract] public partial record A([ApplicationProperty(\"x\")] [|TimeSpan|]? X);")]
    [InlineData("TSND0422", "public class Page : List<int> { public int Total { get; set; } public static int Size => 1; } [AmqpContract] public partial record A([|Page|]? X);")]
    [InlineData("TSND0422", "public class Page<T> : Dictionary<string, T> { public int Total; } [AmqpContract] public partial record A(List<[|Page<int>|]> X);")]
    [InlineData("TSND0422", "public interface IPage : IPaged, IReadOnlyList<int> { } public interface IPaged { int Total { get; } } [AmqpContract] public partial record A([|IPage|] X);")]
    [InlineData("TSND0422", "[AmqpContract] public partial record A([|System.Linq.ILookup<string, int>|] X);")]
    [InlineData("TSND0506", "[Flags] public enum E { One = 1 } [AmqpContract] public partial record A([AmqpEnumAsString] [|E|] X);")]
    public Task Reported(string rule, string marked) => Marked.AssertReportedAsync(rule, marked);

    [Theory]
    [InlineData("[AmqpContract] public partial class A { public int X { set { } } public static object? Y; public object this[int i] => i; internal object? Z => null; }")]
    [InlineData("[AmqpContract] public partial class A { [AmqpIgnore] public System.IO.Stream? X { get; set; } }")]
    [InlineData("[Flags] public enum E { One = 1 } [AmqpContract] public partial record A(E X);")]
    [InlineData("public class B<T> : List<T> { [AmqpIgnore] public int Total => 1; internal int Size => 2; } [AmqpContract] public partial record A(B<int> X, Queue<string> Y, LinkedList<Guid> Z);")]
    [InlineData("[AmqpContract] public partial record A(List<List<List<List<List<List<int>>>>>> X, ArraySegment<int> Y, Rows<Rows<int>> Z); public class Rows<T> : List<List<T>> { }")]
    [InlineData("[AmqpContract] public partial class A { [System.CodeDom.Compiler.GeneratedCode(\"protoc\", null)] public string X { get; set; } = string.Empty; }")]
    [InlineData("[AmqpContract] public partial record A([property: AmqpMember(\"x\")] int X, [field: AmqpIgnore] int Y);")]
    [InlineData("[AmqpContract] public partial record A([AmqpDuration(AmqpDurationEncoding.Iso8601)] List<TimeSpan?> X);")]
    public Task Clean(string source) => Marked.AssertCleanAsync(source);
}
