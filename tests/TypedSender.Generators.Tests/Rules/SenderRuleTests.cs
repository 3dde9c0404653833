using TypedSender.Generators.Tests.Support;

namespace TypedSender.Generators.Tests.Rules;

public class SenderRuleTests
{
    private const string Contract = "[AmqpContract] public partial record C(int X);\n";

    [Theory]
    [InlineData("TSND0101", "[AmqpSender(\"a\")] public interface [|I|] { ValueTask SendAsync(C c); }")]
    [InlineData("TSND0102", "public class [|Outer|] { [AmqpSender(\"a\")] public partial interface I { ValueTask SendAsync(C c); } }")]
    [InlineData("TSND0103", "public partial class Outer { [AmqpSender(\"a\")] private partial interface [|I|] { ValueTask SendAsync(C c); } }")]
    [InlineData("TSND0103", "[AmqpSender(\"a\")] file partial interface [|I|] { ValueTask SendAsync(C c); }")]
    [InlineData("TSND0104", "[AmqpSender(\"a\")] public partial interface [|I|]<T> { ValueTask SendAsync(C c); }")]
    [InlineData("TSND0105", "[AmqpSender(\"a\")] public partial interface I { int [|X|] { get; } }")]
    [InlineData("TSND0105", "[AmqpSender(\"a\")] public partial interface I { event Action [|X|]; }")]
    [InlineData("TSND0105", "[AmqpSender(\"a\")] public partial interface I { int [|this|][int index] { set; } }")]
    [InlineData("TSND0105", "public interface IBase { static abstract void [|X|](); } [AmqpSender(\"a\")] public partial interface I : IBase { }")]
    [InlineData("TSND0105", "[AmqpSender(\"a\")] public partial interface I { static abstract int [|X|] { get; } }")]
    [InlineData("TSND0105", "public interface IBase { ValueTask SendAsync(C c); } [AmqpSender(\"a\")] public partial interface I : IBase { abstract ValueTask IBase.[|SendAsync|](C c); }")]
    [InlineData("TSND0106", "[AmqpSender(\"a\")] public partial interface [|I|] { }")]
    [InlineData("TSND0106", "[AmqpSender(\"a\")] public partial interface [|I|] : IDisposable, IAsyncDisposable { ValueTask SendAsync(C c) => default; static int X => 1; }")]
    [InlineData("TSND0109", "[AmqpSender([|\" \"|])] public partial interface I { ValueTask SendAsync(C c); }")]
    [InlineData("TSND0219", "[AmqpContract] public partial record A(int N); [ContentType([|\"ü\"|])] public interface B { ValueTask S(A a); } [AmqpSender(\"a\")] public partial interface I : B { } [AmqpSender(\"a\")] public partial interface J : B { }")]
    [InlineData("TSND0219", "[AmqpContract] public partial record A(int N); [DesiredCapability([|\"\"|])] public interface B { ValueTask S(A a); } [AmqpSender(\"a\")] public partial interface I : B { }")]
    [InlineData("TSND0211", "[Subject(\"b\")] public interface B { } [Subject(\"c\")] public interface D { } [AmqpContract] public partial record A(int N); [AmqpSender(\"a\")] public partial interface [|I|] : B, D { ValueTask S(A a); ValueTask T(A a); }")]
    [InlineData("TSND0430", "[AmqpSender(\"a\")] public partial interface I { ValueTask SendAsync(C c); [[|Subject|](\"x\")] ValueTask OtherAsync(C c) => SendAsync(c); }")]
    [InlineData("TSND0211", "[LinkProperty(\"p\", 1)] public interface B { } [LinkProperty(\"p\", 2)] public interface D { } [AmqpSender(\"a\")] public partial interface [|I|] : B, D { ValueTask SendAsync(C c); }")]
    [InlineData("TSND0219", "[AmqpSender(\"a\"), TargetCapability([|\"é\"|])] public partial interface I { ValueTask SendAsync(C c); }")]
    [InlineData("TSND0219", "[AmqpSender(\"a\"), TargetDurability([|(TerminusDurability)3|])] public partial interface I { ValueTask SendAsync(C c); }")]
    [InlineData("TSND0219", "[AmqpSender(\"a\"), TargetExpiry([|(TerminusExpiryPolicy)4|])] public partial interface I { ValueTask SendAsync(C c); }")]
    [InlineData("TSND0219", "[TargetExpiry([|(TerminusExpiryPolicy)9|])] public interface B { ValueTask SendAsync(C c); } [AmqpSender(\"a\")] public partial interface I : B { }")]
    [InlineData("TSND0211", "[TargetDurability(TerminusDurability.None)] public interface B { } [TargetDurability(TerminusDurability.Configuration)] public interface D { } [AmqpSender(\"a\")] public partial interface [|I|] : B, D { ValueTask SendAsync(C c); }")]
    [InlineData("TSND0211", "[TargetExpiry(TerminusExpiryPolicy.Never)] public interface B { } [TargetExpiry(TerminusExpiryPolicy.Never, TimeoutSeconds = 1)] public interface D { } [AmqpSender(\"a\")] public partial interface [|I|] : B, D { ValueTask SendAsync(C c); }")]
    public Task Reported(string rule, string marked) => Marked.AssertReportedAsync(rule, Contract + marked);

    [Theory]
    [InlineData("public interface IBase<T> { ValueTask SendAsync(T c); } [AmqpSender(\"a\")] internal partial interface I : IBase<C> { }")]
    [InlineData("public interface IBase { int X { get; } } [AmqpSender(\"a\")] public partial interface I : IBase { ValueTask SendAsync(C c); int IBase.X => 1; int Y => 2; static int Z() => 3; const int W = 4; }")]
    [InlineData("[AmqpSender(\"a\")] public partial interface IBase { ValueTask SendAsync(C c); } [AmqpSender(\"b\")] public partial interface I : IBase { }")]
    [InlineData("[TargetDurability(TerminusDurability.None), TargetCapability(\"queue\")] public interface B { } [TargetDurability(TerminusDurability.Configuration)] public interface D : B { } [AmqpSender(\"a\"), TargetExpiry(TerminusExpiryPolicy.Never, TimeoutSeconds = uint.MaxValue)] public partial interface I : B, D { ValueTask SendAsync(C c); }")]
    [InlineData("[AmqpSender(\"a\")] public partial interface I { ValueTask SendAsync(C c); } public partial interface I { Task SendAsync(C[] c, CancellationToken t); }")]
    public Task Clean(string source) => Marked.AssertCleanAsync(Contract + source);
}
