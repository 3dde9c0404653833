using TypedSender.Generators.Tests.Support;
using static Microsoft.CodeAnalysis.IncrementalStepRunReason;

namespace TypedSender.Generators.Tests.Management;

/// <summary>What each kind of edit costs: only what it changes is generated anew.</summary>
public class ManagementIncrementalTests
{
    private const string Management = "using System.Threading.Tasks; using TypedSender; namespace Shop; [AmqpManagement] public partial interface IManagement : IBase { [AmqpManagementOperation(\"READ\")] ValueTask ReadAsync(string name); }";
    private const string Base = "using System.Threading.Tasks; using TypedSender; namespace Shop; public interface IBase { [AmqpManagementOperation(\"PURGE\")] ValueTask PurgeAsync([AmqpEnumAsString] State state); }";
    private const string State = "namespace Shop; public enum State { New, Paid }";

    [Fact]
    public void An_unrelated_file_changes_nothing() => Assert.Equal([Cached], Run().Edit(3, "namespace Shop; public class Unrelated { }"));

    [Fact]
    public void A_comment_and_a_move_within_the_file_change_nothing() => Assert.Equal([Cached], Run().Edit(0, "// a comment\n\n" + Management));

    [Fact]
    public void A_body_of_its_own_that_changes_changes_nothing()
        => Assert.Equal([Cached], Run().Edit(0, Management.Replace("; }", "; int Own() => 1; }", StringComparison.Ordinal)));

    [Fact]
    public void An_operation_that_changes_changes_the_implementation()
    {
        GeneratorRun run = Run();

        Assert.Equal([Modified], run.Edit(0, Management.Replace("READ", "GET", StringComparison.Ordinal)));
        Assert.Contains("\"GET\"", run.File("IManagement"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_base_interface_in_another_file_changes_the_implementation()
        => Assert.Equal([Modified], Run().Edit(1, Base.Replace("PurgeAsync", "EmptyAsync", StringComparison.Ordinal)));

    [Fact]
    public void An_enum_sent_by_name_changes_the_implementation()
        => Assert.Equal([Modified], Run().Edit(2, State.Replace("Paid", "Paid, Sent", StringComparison.Ordinal)));

    private static GeneratorRun Run() => GeneratorRun.Of(Management, Base, State);
}
