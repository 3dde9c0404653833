using TypedSender.Generators.Tests.Support;

namespace TypedSender.Generators.Tests.Rules;

/// <summary>Attributes that stand for section attributes: what the compiler says of them, and what is generated for them.</summary>
public class SectionAliasTests
{
    private const string Contract = "[AmqpContract] public partial record C(int X); ";

    private const string Aliases =
        "[AmqpSectionAlias(typeof(GroupIdAttribute), MaxLength = 3)] public sealed class SessionAttribute : Attribute { public SessionAttribute() { } public SessionAttribute(string value) { } } "
        + "[AmqpSectionAlias(typeof(MessageAnnotationAttribute), \"x-opt-key\", ValueType = typeof(string), MaxLength = 3)] public sealed class KeyAttribute : Attribute { public KeyAttribute() { } public KeyAttribute(string value) { } public KeyAttribute(int value) { } } "
        + "[AmqpSectionAlias(typeof(MessageAnnotationAttribute), \"x-opt-at\", ValueType = typeof(DateTimeOffset))] public sealed class AtAttribute : Attribute { } "
        + "[AmqpSectionAlias(typeof(ApplicationPropertyAttribute), \"tenant\")] public sealed class TenantAttribute : Attribute { public TenantAttribute() { } public TenantAttribute(string value) { } } "
        + Contract;

    [Theory]
    [InlineData("TSND0215", "[AmqpContract] public partial record A([Session] [|int|] S);")]
    [InlineData("TSND0215", "[AmqpContract] public partial record A([Key] [|int|] S);")]
    [InlineData("TSND0215", "[AmqpContract] public partial record A([At] [|string|] S);")]
    [InlineData("TSND0215", "[AmqpSender(\"a\")] public partial interface I { ValueTask S(C c, [At] [|int|]? at); }")]
    [InlineData("TSND0210", "[AmqpContract] public partial record A([Tenant] [|int[]|] S);")]
    [InlineData("TSND0211", "[AmqpContract] public partial record A([GroupId] string S, [[|Session|]] string T);")]
    [InlineData("TSND0211", "[AmqpSender(\"a\"), MessageAnnotation(\"x-opt-key\", \"k\"), [|Key|](\"l\")] public partial interface I { ValueTask S(C c); }")]
    [InlineData("TSND0218", "[AmqpContract, [|Session|]] public partial record A(int X);")]
    [InlineData("TSND0218", "[AmqpContract] public partial record A([Tenant([|\"t\"|])] string T);")]
    [InlineData("TSND0219", "[AmqpContract, Session([|\"long\"|])] public partial record A(int X);")]
    [InlineData("TSND0219", "[AmqpContract, Key([|\"long\"|])] public partial record A(int X);")]
    [InlineData("TSND0219", "[AmqpContract, Key([|4|])] public partial record A(int X);")]
    [InlineData("TSND0225", "[AmqpSectionAlias([|typeof(AmqpMemberAttribute)|])] public sealed class B : Attribute;")]
    [InlineData("TSND0225", "[AmqpSectionAlias([|typeof(string)|])] public sealed class B : Attribute;")]
    [InlineData("TSND0225", "[AmqpSectionAlias([|typeof(SessionAttribute)|])] public sealed class B : Attribute;")]
    [InlineData("TSND0225", "[AmqpSectionAlias([|typeof(MessageAnnotationAttribute)|])] public sealed class B : Attribute;")]
    [InlineData("TSND0225", "[AmqpSectionAlias([|typeof(MessageAnnotationAttribute)|], \"ö\")] public sealed class B : Attribute;")]
    [InlineData("TSND0225", "[AmqpSectionAlias([|typeof(SubjectAttribute)|], \"x\")] public sealed class B : Attribute;")]
    [InlineData("TSND0225", "[AmqpSectionAlias([|typeof(ApplicationPropertyAttribute)|], \"x\", ValueType = typeof(int[]))] public sealed class B : Attribute;")]
    [InlineData("TSND0225", "[AmqpSectionAlias([|typeof(SubjectAttribute)|], MaxLength = -1)] public sealed class B : Attribute;")]
    [InlineData("TSND0405", "[AmqpContract] public partial record A { [Session, AmqpIgnore] public string [|S|] => string.Empty; }")]
    [InlineData("TSND0430", "[AmqpContract] public partial class A { public void M([[|Session|]] string s) { } }")]
    [InlineData("TSND0430", "[AmqpContract] public partial record A([field: [|Key|]] string S);")]
    [InlineData("TSND0430", "[AmqpManagement] public partial interface I { [AmqpManagementOperation(\"o\")] ValueTask M([[|Session|]] string s); }")]
    [InlineData("TSND0432", "public sealed class B { [[|Session|]] public string X => string.Empty; }")]
    public Task Reported(string rule, string marked) => Marked.AssertReportedAsync(rule, Aliases + marked);

    [Theory]
    [InlineData("[AmqpContract, Session(\"abc\"), Tenant(\"t\")] public partial record A([Key] string? K, [At] DateTimeOffset? T);")]
    [InlineData("public abstract record B { [Session] public virtual string S => string.Empty; } [AmqpContract] public partial record A : B { public override string S => \"a\"; }")]
    [InlineData("[AmqpSender(\"a\"), Session(\"abc\"), Key(\"k\")] public partial interface I { [Session(\"x\"), Tenant(\"t\")] ValueTask S(C c, [Key] string key, [At] DateTimeOffset at); }")]
    [InlineData("[AmqpManagement] public partial interface I { [AmqpManagementOperation(\"o\")] ValueTask M([Tenant] string s); }")]
    public Task Clean(string source) => Marked.AssertCleanAsync(Aliases + source);

    [Fact]
    public async Task A_type_and_a_length_that_do_not_fit_are_explained()
    {
        Assert.Equal("'int' in 'A.S' cannot be sent as message annotation x-opt-key: use string", await MessageAsync("[AmqpContract] public partial record A([Key] int S);"));
        Assert.Equal("'long' cannot be sent as group-id: it has 4 characters, and no more than 3 are taken", await MessageAsync("[AmqpContract, Session(\"long\")] public partial record A(int X);"));
        Assert.Equal("[B] names no place in a message: a message annotation has a key: give it as the second argument", await MessageAsync("[AmqpSectionAlias(typeof(MessageAnnotationAttribute))] public sealed class B : Attribute;"));
    }

    /// <summary>Of another assembly, as the attributes of a package are.</summary>
    [Fact]
    public void An_alias_of_another_assembly_is_read()
    {
        GeneratorRun library = GeneratorRun.Of("using System; using TypedSender; " + Aliases.Replace(Contract, string.Empty, StringComparison.Ordinal));
        GeneratorRun run = GeneratorRun.With(library.ToReference(), "using TypedSender; [AmqpContract, Key(\"k\")] public partial record A([Session] string S);");

        Assert.Empty(run.CompilerDiagnostics);
        string file = run.File(".Contract");
        Assert.Contains("TryKey(ref writer, \"x-opt-key\"u8)", file, StringComparison.Ordinal);
        Assert.Contains("NotLonger(", file, StringComparison.Ordinal);
    }

    private static Task<string> MessageAsync(string source) => Marked.MessageAsync(Aliases + source);
}
