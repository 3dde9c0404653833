using TypedSender.Generators.Tests.Support;

namespace TypedSender.Generators.Tests.Rules;

public class FormatterRuleTests
{
    private const string Formatters =
        """

        public class F : IAmqpFormatter<Version> { public static void Write(ref AmqpWriter writer, Version value) => writer.WriteString(value.ToString()); }
        public struct S : IAmqpFormatter<Half>, IAmqpFormatter<System.IO.Stream>, IAmqpFormatter<object>
        {
            static void IAmqpFormatter<Half>.Write(ref AmqpWriter writer, Half value) => writer.WriteFloat((float)value);
            static void IAmqpFormatter<System.IO.Stream>.Write(ref AmqpWriter writer, System.IO.Stream value) => writer.WriteNull();
            static void IAmqpFormatter<object>.Write(ref AmqpWriter writer, object value) => writer.WriteNull();
        }
        public abstract class G<T> : IAmqpFormatter<T> { public static void Write(ref AmqpWriter writer, T value) => writer.WriteNull(); }
        public interface N : IAmqpFormatter<int> { }
        file class L : IAmqpFormatter<int> { public static void Write(ref AmqpWriter writer, int value) { } }
        """;

    [Theory]
    [InlineData("TSND0415", "[AmqpContract] public partial record A([AmqpFormatter([|typeof(string)|])] int X);")]
    [InlineData("TSND0415", "[AmqpContract] public partial record A([AmqpFormatter([|typeof(F)|])] int X);")]
    [InlineData("TSND0415", "[AmqpContract] public partial record A([AmqpFormatter([|typeof(F)|])] Half? X);")]
    [InlineData("TSND0415", "[AmqpContract] public partial record A([AmqpFormatter([|typeof(F)|])] Dictionary<Version, int> X);")]
    [InlineData("TSND0415", "[AmqpContract] public partial record A([AmqpFormatter([|typeof(F[])|])] Version X);")]
    [InlineData("TSND0415", "[AmqpContract] public partial record A([AmqpFormatter([|typeof(G<>)|])] int X);")]
    [InlineData("TSND0415", "[AmqpContract] public partial record A([AmqpFormatter([|typeof(N)|])] int X);")]
    [InlineData("TSND0415", "[AmqpContract] public partial record A([AmqpFormatter([|typeof(L)|])] int X);")]
    [InlineData("TSND0415", "[AmqpContract] public partial record A([AmqpFormatter([|typeof(Math)|])] int X);")]
    [InlineData("TSND0415", "[AmqpContract] public partial record A([AmqpFormatter([|null!|])] int X);")]
    [InlineData("TSND0415", "[AmqpContract] public partial record A([Subject, AmqpFormatter([|typeof(G<string>)|])] string X);")]
    [InlineData("TSND0415", "[AmqpContract] public partial record A([ApplicationProperty(\"x\"), AmqpMember, AmqpFormatter([|typeof(F)|])] string X);")]
    [InlineData("TSND0415", "[AmqpContract] public partial record C; [AmqpSender(\"a\")] public partial interface I { ValueTask SendAsync(C c, [ApplicationProperty(\"x\"), AmqpFormatter([|typeof(F)|])] int x); }")]
    [InlineData("TSND0415", "[AmqpFormatter([|typeof(F)|])] public struct B { } [AmqpContract] public partial record A(B X, List<B?> Y, [ApplicationProperty(\"x\")] B Z);")]
    [InlineData("TSND0415", "[AmqpFormatter([|typeof(L)|])] public enum B { } [AmqpContract] public partial record A(B X);")]
    [InlineData("TSND0210", "[AmqpContract] public partial record A([ApplicationProperty(\"x\"), AmqpFormatter(typeof(F))] [|List<Version>|] X);")]
    [InlineData("TSND0215", "[AmqpFormatter(typeof(G<B>))] public struct B { } [AmqpContract] public partial record A([Subject] [|B|] X);")]
    [InlineData("TSND0320", "[AmqpContract(Encoding = AmqpBodyEncoding.Raw)] public partial record A([[|AmqpFormatter|](typeof(G<byte[]>))] byte[] X);")]
    [InlineData("TSND0406", "[AmqpFormatter(typeof(G<B>))] public struct B { } [AmqpContract] public partial record A(Dictionary<[|B|], int> X);")]
    public Task Reported(string rule, string marked) => Marked.AssertReportedAsync(rule, marked + Formatters);

    [Theory]
    [InlineData("[AmqpContract] public partial record A([AmqpFormatter(typeof(F))] Version X, [AmqpFormatter(typeof(F))] Version? Y, [AmqpFormatter(typeof(F))] List<Version?> Z);")]
    [InlineData("[AmqpContract] public partial class A { [AmqpFormatter(typeof(S))] public Half X; [AmqpFormatter(typeof(S))] public Half?[]? Y; [AmqpFormatter(typeof(S))] public Dictionary<string, Dictionary<int, Half>>? Z; }")]
    [InlineData("[AmqpContract] public partial record A([AmqpFormatter(typeof(S))] System.IO.Stream X, [AmqpFormatter(typeof(S))] object Y, [AmqpFormatter(typeof(G<List<int>>))] List<int> Z);")]
    [InlineData("[AmqpContract] public partial record A([AmqpFormatter(typeof(G<TimeSpan>))] TimeSpan X, [AmqpFormatter(typeof(G<DateTime>))] DateTime Y, [AmqpFormatter(typeof(G<int[,]>))] int[,] Z);")]
    [InlineData("[AmqpFormatter(typeof(G<B>))] public struct B { } [AmqpContract(Encoding = AmqpBodyEncoding.List)] public partial record A([AmqpMember(Order = 0)] B X, [AmqpMember(Order = 1)] B? Y, [AmqpMember(Order = 2)] B[] Z);")]
    [InlineData("[AmqpFormatter(typeof(G<B<int>>))] public struct B<T> { } [AmqpContract] public partial record A(B<int> X);")]
    [InlineData("[AmqpContract] public partial record A([MessageAnnotation(\"x-opt-l\"), AmqpFormatter(typeof(F))] List<Version> L, [Subject, AmqpMember, AmqpFormatter(typeof(G<string>))] string S);")]
    [InlineData("[AmqpContract] public partial record C; [AmqpSender(\"a\")] public partial interface I { ValueTask SendAsync(C c, [ApplicationProperty(\"x\"), AmqpFormatter(typeof(F))] Version? x); }")]
    public Task Clean(string source) => Marked.AssertCleanAsync(source + Formatters);
}
