using TypedSender.Generators.Tests.Support;

namespace TypedSender.Generators.Tests.Rules;

/// <summary>Attributes where the compiler allows them and nothing reads them.</summary>
public class PlacementRuleTests
{
    private const string Contract = "[AmqpContract] public partial record A(int N); ";

    [Theory]
    [InlineData("[AmqpContract] public partial class A { [field: [|AmqpIgnore|]] public int X { get; set; } }")]
    [InlineData("[AmqpContract] public partial record A([field: [|AmqpIgnore|]] int X);")]
    [InlineData("[AmqpContract] public partial class A { [field: [|Subject|]] public string X { get; set; } = string.Empty; }")]
    [InlineData("[AmqpContract] public partial class A { public string X { get; [param: [|AmqpIgnore|]] set; } = string.Empty; }")]
    [InlineData("[AmqpContract] public partial class A { public string X { [[|Subject|](\"x\")] get; set; } = string.Empty; }")]
    [InlineData("public record B(string Secret); [AmqpContract] public partial record A([[|AmqpIgnore|]] string Secret) : B(Secret);")]
    [InlineData("[AmqpContract] public partial class A { public A([[|AmqpIgnore|]] string secret) => Secret = secret; public string Secret { get; } }")]
    [InlineData("[AmqpContract] public partial record A { public A([[|AmqpIgnore|]] string Secret) => this.Secret = Secret; public string Secret { get; } }")]
    [InlineData("[AmqpContract] public partial class A([[|TypedSender.AmqpIgnoreAttribute|]] string secret) { public string Secret => secret; }")]
    [InlineData("[AmqpContract] public partial struct A([[|AmqpMember|](\"x\")] int x) { public int X => x; }")]
    [InlineData("[AmqpContract] public partial class A { public void M([[|Subject|]] string s) { } }")]
    [InlineData("[AmqpContract] public partial class A { [[|Subject|](\"s\")] public void M() { } }")]
    [InlineData("[AmqpContract] public partial class A { public int X => M(1); private static int M([[|AmqpIgnore|]] int s) => s; }")]
    [InlineData("[AmqpContract] public partial class A { public int X { get { return L(1); int L([[|AmqpIgnore|]] int s) => s; } } }")]
    [InlineData("[AmqpContract] public partial class A { [field: [|AmqpIgnore|]] public event Action? E; public void R() => E?.Invoke(); }")]
    [InlineData("public enum E { [[|AmqpMember|](\"one\")] One } [AmqpContract] public partial record A([AmqpEnumAsString] E X);")]
    [InlineData("public interface IHas { [[|AmqpIgnore|]] string Secret { get; } } [AmqpContract] public partial record A(string Secret) : IHas;")]
    [InlineData("public delegate void D([[|Subject|]] string s);")]
    [InlineData(Contract + "[AmqpSender(\"a\")] public partial interface I { ValueTask S(A a); [[|Subject|](\"x\")] ValueTask T(A a) => S(a); }")]
    [InlineData(Contract + "[AmqpSender(\"a\")] public partial interface I { ValueTask S(A a); ValueTask T(A a, [[|Subject|]] string s) => S(a); }")]
    [InlineData(Contract + "[AmqpSender(\"a\")] public partial interface I { ValueTask S(List<A> a); [[|AmqpBatch|]] ValueTask T(List<A> a) => S(a); }")]
    [InlineData(Contract + "[AmqpSender(\"a\")] public partial interface I { ValueTask S(A a); [[|Durable|]] static int T() => 1; }")]
    [InlineData(Contract + "[AmqpSender(\"a\")] public partial interface I { ValueTask S(A a); } public class Fake : I { [[|Durable|]] public ValueTask S(A a) => default; }")]
    [InlineData(Contract + "[AmqpSender(\"a\")] public partial interface I { ValueTask S([[|AmqpIgnore|]] A a); }")]
    [InlineData(Contract + "[AmqpSender(\"a\")] public partial interface I { ValueTask S(A a, [Subject, [|AmqpIgnore|]] string s); }")]
    [InlineData(Contract + "[AmqpSender(\"a\")] public partial interface I { ValueTask S([[|AmqpMember|](\"x\")] List<A> a); }")]
    [InlineData(Contract + "[AmqpSender(\"a\")] public partial interface I { ValueTask S(A a, [[|AmqpDuration|](AmqpDurationEncoding.Iso8601)] CancellationToken t); }")]
    [InlineData("[assembly: AmqpContractFor<A>] public class A { public int X => 1; } [AmqpSender(\"a\")] public partial interface I { ValueTask S([[|AmqpMember|](\"x\")] List<A> a); }")]
    public Task Misplaced(string marked) => Marked.AssertReportedAsync("TSND0430", marked);

    [Theory]
    [InlineData("public sealed class B { [[|MessageId|]] public string X => string.Empty; }")]
    [InlineData("public sealed record B([[|AmqpIgnore|]] string X);")]
    [InlineData("public struct B { [[|AmqpMember|]] public string X; }")]
    [InlineData("[[|Subject|](\"x\")] public static class B { }")]
    [InlineData("internal class B { [[|AmqpIgnore|]] public string X => string.Empty; }")]
    [InlineData("internal class O { public class B { [[|AmqpIgnore|]] public string X => string.Empty; } }")]
    [InlineData("public class B { [[|AmqpMember|]] private int X => 1; }")]
    [InlineData("public class B { [[|AmqpMember|]] internal int X => 1; }")]
    [InlineData("[[|DesiredCapability|](\"x\")] internal interface I { }")]
    [InlineData("[[|TargetCapability|](\"x\")] internal interface I { }")]
    [InlineData("[[|TargetDurability|](TerminusDurability.None)] internal interface I { }")]
    [InlineData("[[|TargetExpiry|](TerminusExpiryPolicy.Never)] internal interface I { }")]
    [InlineData(Contract + "internal interface I { [[|Durable|]] ValueTask S(A a); }")]
    [InlineData(Contract + "internal interface I { ValueTask S(A a, [[|Subject|]] string s); }")]
    public Task Without_a_reader(string marked) => Marked.AssertReportedAsync("TSND0432", marked);

    [Theory]
    [InlineData("public record B([AmqpIgnore] string Secret); [AmqpContract] public partial record A(string Secret) : B(Secret);")]
    [InlineData("[AmqpContract] public partial record A([AmqpIgnore] string Secret) { public string Secret { get; init; } = Secret; }")]
    [InlineData("[AmqpContract] public partial record struct A([param: AmqpIgnore] string Secret, [property: AmqpMember(\"x\")] int X);")]
    [InlineData("[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"Friend\")] internal class B { [AmqpIgnore] public int X => 1; [AmqpIgnore] internal int Y => 1; }")]
    [InlineData("internal class B<T> { [AmqpIgnore] public T? X { get; set; } [Subject] public string Y => string.Empty; } [AmqpContract] internal partial class A : B<int> { }")]
    [InlineData("[Durable] internal abstract class B { [AmqpMember(\"x\")] public int X = 1; } internal class M : B { } [AmqpContract] internal partial class A : M { }")]
    [InlineData(Contract + "[DesiredCapability(\"x\")] internal interface B { [Durable] ValueTask S(A a, [Subject] string s); } [AmqpSender(\"a\")] internal partial interface I : B { }")]
    [InlineData(Contract + "[DesiredCapability(\"x\")] public interface B { [Durable] ValueTask S(A a, [Subject] string s); }")]
    [InlineData("public class B { [AmqpIgnore] public int X => 1; [MessageAnnotation(\"y\")] protected int Y; }")]
    [InlineData("[AmqpEnumAsString] internal enum E { One } [AmqpFormatter(typeof(F))] internal struct S { } internal struct F : IAmqpFormatter<S> { public static void Write(ref AmqpWriter writer, S value) => writer.WriteNull(); }")]
    public Task Clean(string source) => Marked.AssertCleanAsync(source);
}
