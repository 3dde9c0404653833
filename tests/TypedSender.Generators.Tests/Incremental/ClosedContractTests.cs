using Microsoft.CodeAnalysis;
using TypedSender.Generators.Tests.Support;

namespace TypedSender.Generators.Tests.Incremental;

/// <summary>Edits reach the encoders of closed types of generic contracts, wherever these are named, and nothing else is written anew.</summary>
public class ClosedContractTests
{
    private const string Page = "using TypedSender; using System.Collections.Generic; namespace Shop; [AmqpContract] public partial record Page<T>(List<T> Items);";
    private const string Order = "using TypedSender; namespace Shop; [AmqpContract] public partial record Order(int Number);";
    private const string Reader = "namespace Shop; public class Reader { public object Read(byte[] bytes) { return TypedSender.AmqpContracts.Decode<Page<int>>(bytes); } }";

    private static readonly (string Name, string Text)[] Project =
    [
        ("Page.cs", Page),
        ("Order.cs", Order),
        ("Kind.cs", "namespace Shop; public enum Kind : byte { A }"),
        ("Reply.cs", "namespace Shop; public record Reply<T> { public Page<T>? Page { get; init; } }"),
        ("KindReply.cs", "using TypedSender; namespace Shop; [AmqpContract] public partial record KindReply(int N) : Reply<Kind>;"),
        ("Sender.cs", "using System.Threading.Tasks; using TypedSender; namespace Shop; [AmqpSender(\"a\")] public partial interface ISender { ValueTask SendAsync(Page<Order> page); }"),
        ("Reader.cs", Reader),
        ("Unrelated.cs", "namespace Shop; internal class Unrelated { void C() { } }"),
    ];

    public static TheoryData<string, string, string?> Edits => new()
    {
        { "the generic type", "Page.cs", Page.Replace("List<T> Items", "List<T> Items, int Total = 0", StringComparison.Ordinal) },
        { "the generic type is no contract", "Page.cs", Page.Replace("[AmqpContract] public partial", "public", StringComparison.Ordinal) },
        { "the generic type is gone", "Page.cs", null },
        { "a type argument", "Kind.cs", "namespace Shop; public enum Kind : long { A }" },
        { "a base type that closes", "Reply.cs", "namespace Shop; public record Reply<T> { public Page<T[]>? Page { get; init; } }" },
        { "a body of a method", "Reader.cs", Reader.Replace("Page<int>", "Page<string>", StringComparison.Ordinal) },
        { "a body that names nothing any more", "Reader.cs", Reader.Replace("TypedSender.AmqpContracts.Decode<Page<int>>(bytes)", "bytes", StringComparison.Ordinal) },
        { "a body elsewhere", "Unrelated.cs", "namespace Shop; internal class Unrelated { void C() { _ = new Page<System.Guid>([]); } }" },
        { "a qualified name in an expression", "Unrelated.cs", "namespace Shop; internal class Unrelated { void C() { _ = global::Shop.Page<System.Guid>.Equals(null, null); } }" },
        { "a second generic contract", "Second.cs", "using TypedSender; namespace Shop; [AmqpContract] public partial record Second<T>(T X); [AmqpContract] public partial record User(Second<int> X);" },
        { "a sender", "Sender.cs", null },
    };

    [Theory]
    [MemberData(nameof(Edits))]
    public void An_edit_generates_what_a_build_would(string edit, string name, string? text)
    {
        var project = new EditedProject(Project);
        SortedDictionary<string, string> before = project.Generated;

        project.Edit(name, text);

        Assert.Equal(project.GeneratedAnew(), project.Generated);
        Assert.False(before.SequenceEqual(project.Generated), $"{edit}: nothing changed");
        project.Edit(name, Project.FirstOrDefault(file => file.Name == name).Text);
        Assert.Equal(before, project.Generated);
    }

    [Fact]
    public void What_is_not_reached_is_not_written_anew()
    {
        GeneratorRun run = GeneratorRun.Of([.. Project.Select(file => file.Text)]);

        Assert.All(run.Edit(7, "namespace Shop; internal class Unrelated { int D() => 3; }"), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
        Assert.Single(run.Edit(7, "namespace Shop; internal class Unrelated { void C() { _ = new Page<System.Guid>([]); } }"), reason => reason != IncrementalStepRunReason.Cached);
    }

    [Fact]
    public void Nothing_is_looked_for_without_a_generic_contract()
    {
        GeneratorRun run = GeneratorRun.Of("using TypedSender; using System.Collections.Generic; [AmqpContract] public partial record A(List<Dictionary<string, int>> X);");

        Assert.Single(run.Files);
    }
}
