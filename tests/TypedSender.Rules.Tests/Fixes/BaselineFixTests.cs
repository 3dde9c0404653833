using Microsoft.CodeAnalysis.Testing;
using TypedSender.CodeFixes;
using TypedSender.Generators.Analyzers;
using TypedSender.Rules.Tests.Support;

namespace TypedSender.Rules.Tests.Fixes;

public class BaselineFixTests
{
    private const string ShippedPath = "/0/AmqpContracts.Shipped.txt";
    private const string UnshippedPath = "/0/AmqpContracts.Unshipped.txt";

    /// <summary>The lines of what every test is compiled with.</summary>
    private const string Orders = "Shop.Order: map\nShop.Order/\"Number\": int\n\"orders\": Shop.Order\n\"orders\": Shop.Order/subject: string?\n";

    private const string Door = "[AmqpContract] public sealed partial record {|TSND0810:Door|}([MessageId] Guid {|TSND0810:Id|}, State {|TSND0810:State|}); public enum State { {|TSND0810:Open|}, {|TSND0810:Shut|} }";

    [Fact]
    public Task Fixing_all_writes_every_line_in_the_order_of_the_code() => FixesAsync(
        Door,
        string.Empty,
        "Door: map\nDoor/message-id: uuid\nDoor/\"State\": int(enum State)\nenum State/0: Open\nenum State/1: Shut\n");

    [Fact]
    public Task A_line_stands_behind_those_of_its_contract_and_keeps_line_ends_and_comments() => FixesAsync(
        "[AmqpContract] public sealed partial record A(int Old, string? {|TSND0810:New|}); [AmqpContract] public sealed partial record B();",
        "# to come\r\nA: map\r\nA/\"Old\": int\r\nB: map",
        "# to come\r\nA: map\r\nA/\"Old\": int\r\nA/\"New\": string?\r\nB: map\r\n");

    [Fact]
    public Task A_line_that_differs_is_replaced() => FixesAsync(
        "[AmqpContract] public sealed partial record A(long {|TSND0810:X|});",
        "A/\"X\": int\nA: map\n",
        "A/\"X\": long\nA: map\n");

    [Fact]
    public Task What_arrives_at_an_address_is_written() => FixesAsync(
        "[AmqpSender({|TSND0810:\"a/b\"|})] public partial interface ISender { ValueTask SendAsync(Shop.Order order); }",
        string.Empty,
        "\"a/b\": Shop.Order\n");

    [Fact]
    public Task The_file_is_made_if_only_the_other_is_there() => FixesAsync("[AmqpContract] public sealed partial record {|TSND0810:A|}();", null, "A: map\n");

    private static Task FixesAsync(string source, string? before, string after)
    {
        var test = new FixTest<BaselineAnalyzer, BaselineFix>(source);
        test.TestState.AdditionalFiles.Add((ShippedPath, Orders));
        test.FixedState.AdditionalFiles.Add((ShippedPath, Orders));
        if (before is not null)
        {
            test.TestState.AdditionalFiles.Add((UnshippedPath, before));
        }

        FixTest<BaselineAnalyzer, BaselineFix>.Add(test.FixedState, Unmarked(source));
        test.FixedState.AdditionalFiles.Add((UnshippedPath, after));

        // One line is written by one fix; all of a document, a project and a solution by one each.
        test.CodeFixTestBehaviors |= CodeFixTestBehaviors.SkipLocalDiagnosticCheck;
        return test.RunAsync();
    }

    private static string Unmarked(string source) => source.Replace("{|TSND0810:", string.Empty, StringComparison.Ordinal).Replace("|}", string.Empty, StringComparison.Ordinal);
}
