using TypedSender.Generators.Tests.Support;

namespace TypedSender.Generators.Tests.Rules;

/// <summary>Addresses with parameters.</summary>
public class AddressRuleTests
{
    private const string Contract = "[AmqpContract] public partial record C(int X);\n";

    [Theory]
    [InlineData("TSND0251", "[AmqpSender([|\"a/{x\"|])] public partial interface I { ValueTask SendAsync(C c); }", "'a/{x' is not usable as the address of a sender: a brace is opened and not closed: close it behind the name of a parameter, or double it")]
    [InlineData("TSND0251", "[AmqpSender([|\"a/x}\"|])] public partial interface I { ValueTask SendAsync(C c); }", "'a/x}' is not usable as the address of a sender: a brace is closed and none is open: open it before the name of a parameter, or double it")]
    [InlineData("TSND0251", "[AmqpSender([|\"a/{}\"|])] public partial interface I { ValueTask SendAsync(C c); }", "'a/{}' is not usable as the address of a sender: '' between braces is no name of a parameter: write that name, or double the braces")]
    [InlineData("TSND0251", "[AmqpSender([|\"a/{x y}\"|])] public partial interface I { ValueTask SendAsync(C c); }", "'a/{x y}' is not usable as the address of a sender: 'x y' between braces is no name of a parameter: write that name, or double the braces")]
    [InlineData("TSND0251", "[AmqpSender(\"a\")] public partial interface I { [Address([|\" \"|])] ValueTask SendAsync(C c); }", "' ' is not usable as the address of a method: it is empty")]
    [InlineData("TSND0252", "[AmqpSender(\"a/{x}\")] public partial interface I { ValueTask [|SendAsync|](C c); }", "'SendAsync' has no parameter 'x', which the address 'a/{x}' names: add it, or give the method an address by [Address]")]
    [InlineData("TSND0252", "[AmqpSender] public partial interface I { [Address(\"a/{y}/{X}\")] ValueTask [|SendAsync|](C c, string y); }", "'SendAsync' has no parameter 'X', which the address 'a/{y}/{X}' names: add it")]
    [InlineData("TSND0253", "[AmqpSender(\"a/{x}\")] public partial interface I { ValueTask SendAsync(C c, [|DateTimeOffset|] x); }", "'x' is part of the address 'a/{x}', and its type is 'System.DateTimeOffset': use string, Guid or an integer")]
    [InlineData("TSND0253", "[AmqpSender(\"a/{x}\")] public partial interface I { ValueTask SendAsync(C c, [|int?|] x); }", "'x' is part of the address 'a/{x}', and its type is 'int?': use string, Guid or an integer")]
    [InlineData("TSND0211", "[AmqpSender(\"a/{x}\")] public partial interface I { ValueTask SendAsync(C c, string x, [[|To|]] string y); }", "'to' is bound by [To] and by the address 'a/{x}': remove one of the bindings")]
    [InlineData("TSND0211", "[AmqpSender(\"a/{x}\")] public partial interface I { [[|To|](\"b\")] ValueTask SendAsync(C c, string x); }", "'to' is bound by [To] and by the address 'a/{x}': remove one of the bindings")]
    [InlineData("TSND0252", "[AmqpSender(\"a/{id}\")] public partial interface I { ValueTask [|SendAsync|](C c, string Id); }", "'SendAsync' has no parameter 'id', which the address 'a/{id}' names: names are compared with case: write {Id}")]
    [InlineData("TSND0252", "[AmqpSender] public partial interface I { [Address(\"a/{C}/{C2}\")] ValueTask [|SendAsync|](C c, string c2); }", "'SendAsync' has no parameter 'C', which the address 'a/{C}/{C2}' names: add it")]
    [InlineData("TSND0253", "[AmqpSender(\"a/{c}\")] public partial interface I { ValueTask SendAsync([|C|] c); }", "'c' is part of the address 'a/{c}', and its type is 'C': use string, Guid or an integer")]
    [InlineData("TSND0253", "[AmqpSender(\"a/{c}\")] public partial interface I { ValueTask SendAsync([|List<C>|] c); }", "'c' is part of the address 'a/{c}', and its type is 'System.Collections.Generic.List<C>': use string, Guid or an integer")]
    [InlineData("TSND0251", "[AmqpSender([|\"a/{x}/{y\"|])] public partial interface I { ValueTask SendAsync(C c, string x, int y); [Address(\"b\")] ValueTask OtherAsync(C c); }", null)]
    [InlineData("TSND0251", "[AmqpSender(\"a\")] public partial interface I { [Address([|\"a/x}\"|])] ValueTask SendAsync(C c, string x); }", null)]
    [InlineData("TSND0254", "[AmqpSender(\"a/{x}\")] public partial interface I { [[|AmqpBatch|]] ValueTask SendAsync(List<C> c, string x); }", "'SendAsync' sends envelopes, which name no address, and the address 'a/{x}' has braces, so that each message names its own: remove [AmqpBatch], or send them by an interface whose address has none")]
    [InlineData("TSND0254", "[AmqpSender] public partial interface I { [[|AmqpBatch|]] ValueTask SendAsync(IAsyncEnumerable<C> c); }", "'SendAsync' sends envelopes, which name no address, and its sender has no address: remove [AmqpBatch], or write [AmqpSender(\"address\")]")]
    [InlineData("TSND0254", "[AmqpSender(\"a\")] public partial interface I { [[|AmqpBatch|](MaxMessages = 5)] ValueTask SendAsync(List<C> c); [Address(\"b\")] ValueTask OtherAsync(C c); }", "'SendAsync' sends envelopes, which name no address, and the [Address] of 'OtherAsync' has all messages of the interface name theirs: remove [AmqpBatch], or put 'OtherAsync' into another interface")]
    [InlineData("TSND0254", "[AmqpSender(\"a\")] public partial interface I { [Address(\"b\"), [|AmqpBatch|]] ValueTask SendAsync(List<C> c); }", "'SendAsync' sends envelopes, which name no address, and the [Address] of 'SendAsync' has all messages of the interface name theirs: remove [AmqpBatch], or put 'SendAsync' into another interface")]
    [InlineData("TSND0430", "public class Other { [[|Address|](\"a\")] public void Run() { } }", null)]
    public async Task Reported(string rule, string marked, string? message)
    {
        await Marked.AssertReportedAsync(rule, Contract + marked);
        if (message is not null)
        {
            Assert.Equal(message, await Marked.MessageAsync(Contract + marked));
        }
    }

    [Theory]
    [InlineData("[AmqpSender(\"a/{x}/{y}/{x}\")] public partial interface I { ValueTask SendAsync(C c, string x, Guid y, CancellationToken t); ValueTask OtherAsync(List<C> c, long x, byte y); }")]
    [InlineData("[AmqpSender(\"a/{x}\")] public partial interface I { ValueTask SendAsync(C c, [ApplicationProperty(\"x\")] string? x); [Address(\"b\")] ValueTask OtherAsync(C c); }")]
    [InlineData("[AmqpSender] public partial interface I { ValueTask SendAsync(C c, [To] string x); [Address(\"b{{c}}/{address}\")] ValueTask<SendOutcome> OtherAsync(C c, string address); IAsyncEnumerable<SendOutcome> Many(IAsyncEnumerable<C> c, [To] string x); }")]
    [InlineData("[AmqpSender(\"a\")] public partial interface I { [AmqpBatch] ValueTask SendAsync(List<C> c); }")]
    [InlineData("[AmqpSender(\"a{{b}}\")] public partial interface I { ValueTask SendAsync(C c); }")]
    [InlineData("[AmqpSender(\"{class_}\")] public partial interface I { ValueTask SendAsync(C c, string class_); }")]
    [InlineData("[AmqpSender(\"a/{@event}/{class}\")] public partial interface I { ValueTask SendAsync(C c, string @event, int @class); }")]
    [InlineData("[AmqpSender(\"a/{id}/{Id}\")] public partial interface I { ValueTask SendAsync(C c, string id, string Id); }")]
    public Task Clean(string source) => Marked.AssertCleanAsync(Contract + source);
}
