using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using TypedSender.Generators.Tests.Support;

namespace TypedSender.Generators.Tests.Incremental;

/// <summary>
/// Edits elsewhere that change what is generated for a contract whose own file stays as it is: the driver that has seen the project before generates what a new one does. Each edit is such that it
/// would be noticed if it were not.
/// </summary>
public class ReachTests
{
    private const string Order =
        """
        using System;
        using System.Collections.Generic;
        using TypedSender;
        namespace Shop;
        [AmqpContract]
        [Subject(Names.Topic)]
        public partial record Order(Guid Id, Line Line, Items Items, [AmqpEnumAsString] State State, Money Total, Unit Unit, [Key] string Region) : Head;
        """;

    private static readonly (string Name, string Text)[] Project =
    [
        ("Order.cs", Order),
        ("Line.cs", "using TypedSender; namespace Shop; [AmqpContract] public partial record Line(string Sku);"),
        ("Items.cs", "using System.Collections.Generic; namespace Shop; public class Items : List<int> { }"),
        ("State.cs", "namespace Shop; public enum State { New, Paid }"),
        ("Head.cs", "namespace Shop; public record Head : Root;"),
        ("Root.cs", "namespace Shop; public record Root;"),
        ("Key.cs", "using System; using TypedSender; namespace Shop; [AmqpSectionAlias(typeof(ApplicationPropertyAttribute), \"region\")] public class KeyAttribute : Attribute;"),
        ("Names.cs", "namespace Shop; public static class Names { public const string Topic = Texts.Topic + \"s\"; }"),
        ("Texts.cs", "namespace Shop; public static class Texts { public const string Topic = \"order\"; }"),
        ("Usings.cs", "global using Money = System.Decimal; global using static Shop.Holder;"),
        ("Holder.cs", "namespace Shop; public static class Holder { public enum Unit : byte { Piece } }"),
        ("Sender.cs", "using System.Threading.Tasks; using TypedSender; namespace Shop; [AmqpSender(\"orders\")] public partial interface ISender : IBase { ValueTask SendAsync(Order order); }"),
        ("Base.cs", "using System.Threading.Tasks; namespace Shop; public interface IBase { ValueTask OtherAsync(Line line); }"),
        ("Marked.cs", "using TypedSender; namespace Shop; [Mark] public partial record Marked(int X);"),
        ("Computed.cs", "using TypedSender; namespace Shop; [AmqpContract] public partial record Computed(int A) { private readonly int _b = 1; public int B => 2; }"),
        ("Ticket.cs", "using TypedSender; namespace Shop; [AmqpContract] public partial record Ticket(TicketId Id);"),
        ("TicketId.cs", "using TypedSender; namespace Shop; [AmqpTransparent] public readonly record struct TicketId(int Value);"),
        ("Payment.cs", "using TypedSender; namespace Shop; [AmqpContract(DiscriminatorKey = \"kind\"), AmqpKnownType(typeof(Cash), \"cash\")] public abstract partial record Payment;"),
        ("Cash.cs", "using TypedSender; namespace Shop; [AmqpContract] public sealed partial record Cash(int Amount) : Payment;"),
        ("Parcels.cs", "[assembly: TypedSender.AmqpContractFor<Shop.Parcel>]"),
        ("Parcel.cs", "namespace Shop; public class Parcel { public int Weight => 1; }"),
        ("ParcelSender.cs", "using System.Threading.Tasks; using TypedSender; namespace Shop; [AmqpSender(\"parcels\")] public partial interface IParcels { ValueTask SendAsync(Parcel parcel); }"),
        ("Unrelated.cs", "namespace Shop; internal class Unrelated { private int _a = 1; int B() => 2; void C() { } }"),
    ];

    public static TheoryData<string, string, string?> Edits => new()
    {
        { "a type that shadows a name", "Guid.cs", "namespace Shop; public enum Guid { A }" },
        { "a type that shadows a name of a nearer namespace, in a file that has been there", "Unrelated.cs", "namespace Shop { internal class Unrelated { } public struct DateOnly { } [TypedSender.AmqpContract] public partial record Guid(int N); }" },
        { "a namespace that shadows one", "Space.cs", "namespace Shop.Money { class X { } }" },
        { "a global using that names another type", "Usings.cs", "global using Money = System.Int64; global using static Shop.Holder;" },
        { "a global using of an attribute", "Usings.cs", "global using Money = System.Decimal; global using static Shop.Holder; global using Mark = TypedSender.AmqpContractAttribute;" },
        { "a type in a class of a global using", "Holder.cs", "namespace Shop; public static class Holder { public enum Unit : long { Piece } }" },
        { "a further part", "Part.cs", "namespace Shop; public partial record Order { public int More { get; init; } }" },
        { "a further part with the name of the encoder", "Part.cs", "namespace Shop; public partial record Order { public class AmqpEncoder { } }" },
        { "an enumerator that hides another", "Items.cs", "using System.Collections.Generic; namespace Shop; public class Items : List<int> { public new IEnumerator<string> GetEnumerator() => null!; }" },
        { "an enum", "State.cs", "namespace Shop; public enum State { New, Paid, Sent }" },
        { "a type that was an enum", "State.cs", "using TypedSender; namespace Shop; [AmqpContract] public partial record State(int X);" },
        { "a base type", "Head.cs", "namespace Shop; public record Head : Root { public int Number { get; init; } }" },
        { "the base of a base type", "Root.cs", "namespace Shop; public record Root { public int Number { get; init; } }" },
        { "an attribute that stands for another", "Key.cs", "using System; using TypedSender; namespace Shop; [AmqpSectionAlias(typeof(ApplicationPropertyAttribute), \"area\")] public class KeyAttribute : Attribute;" },
        { "an attribute that takes the name of ours", "Own.cs", "namespace Shop; public class AmqpContractAttribute : System.Attribute;" },
        { "a constant of a constant", "Texts.cs", "namespace Shop; public static class Texts { public const string Topic = \"sale\"; }" },
        { "a constant that is interpolated", "Texts.cs", "namespace Shop; public static class Texts { public const string Topic = $\"{\"sa\"}le\"; }" },
        { "a nested contract that is no more", "Line.cs", "namespace Shop; public partial record Line(string Sku);" },
        { "a nested contract that is not partial", "Line.cs", "using TypedSender; namespace Shop; [AmqpContract] public record Line(string Sku);" },
        { "a nested contract that binds a section", "Line.cs", "using TypedSender; namespace Shop; [AmqpContract] public partial record struct Line([Subject] string Sku);" },
        { "a base interface", "Base.cs", "using System.Threading.Tasks; namespace Shop; public interface IBase { ValueTask AnotherAsync(Line line); }" },
        { "an attribute of the assembly", "Assembly.cs", "[assembly: TypedSender.AmqpBroker(TypedSender.AmqpBrokerKind.ServiceBus)]" },
        { "an experimental type", "Items.cs", "using System.Collections.Generic; namespace Shop; [System.Diagnostics.CodeAnalysis.Experimental(\"SHOP1\")] public class Items : List<int> { }" },
        { "a file that is removed", "Key.cs", null },
        { "a contract that is removed", "Line.cs", null },
        { "a type of the system's namespace", "System.cs", "namespace System.Collections.Generic; public class List<T>;" },
        { "a property that names another field", "Computed.cs", "using TypedSender; namespace Shop; [AmqpContract] public partial record Computed(int A) { private readonly int _b = 1; public int B => _b; }" },
        { "a type that wraps another", "TicketId.cs", "using TypedSender; namespace Shop; [AmqpTransparent] public readonly record struct TicketId(long Value);" },
        { "a type that wraps nothing", "TicketId.cs", "namespace Shop; public readonly record struct TicketId(int Value);" },
        { "a known type that is no contract", "Cash.cs", "namespace Shop; public sealed partial record Cash(int Amount) : Payment;" },
        { "a discriminator", "Payment.cs", "using TypedSender; namespace Shop; [AmqpContract(DiscriminatorKey = \"type\"), AmqpKnownType(typeof(Cash), \"cash\")] public abstract partial record Payment;" },
        { "a contract of a type that is declared elsewhere", "Assembly.cs", "[assembly: TypedSender.AmqpContractFor(typeof(System.Version))]" },
        { "a type with the name of an encoder", "Encoder.cs", "namespace Shop; class ParcelAmqpEncoder { }" },
        { "references that are not nullable any more", "Order.cs", "#nullable disable\n" + Order },
        { "references of a file that is called generated", "Order.cs", "// <auto-generated/>\n" + Order },
    };

    [Theory]
    [MemberData(nameof(Edits))]
    public void An_edit_is_seen(string what, string file, string? text)
    {
        var project = new EditedProject(Project);
        SortedDictionary<string, string> before = project.Generated;

        project.Edit(file, text);

        Assert.True(project.GeneratedAnew().Any(each => !before.TryGetValue(each.Key, out string? earlier) || earlier != each.Value) || project.GeneratedAnew().Count < before.Count, $"{what} changes nothing.");
        Assert.Equal(project.GeneratedAnew(), project.Generated);
    }

    [Theory]
    [MemberData(nameof(Edits))]
    public void An_edit_is_seen_when_it_is_undone(string what, string file, string? text)
    {
        var project = new EditedProject(Project);
        SortedDictionary<string, string> before = project.Generated;

        project.Edit("Unrelated.cs", "namespace Shop; internal class Unrelated { void C() { D(); } void D() { } }");
        project.Edit(file, text);
        string? earlier = Project.Where(each => each.Name == file).Select(each => each.Text).SingleOrDefault();
        project.Edit(file, earlier);

        Assert.Equal(before.OrderBy(each => each.Key, StringComparer.Ordinal), project.Generated);
        Assert.NotEmpty(what);
    }

    [Theory]
    [InlineData("Gu\\u0069d ")]
    [InlineData("\u00a0Guid\u00a0")]
    [InlineData("\u3000Guid\u2003")]
    public void A_name_is_seen_with_an_escape_and_beside_white_space_beyond_ASCII(string name)
    {
        var project = new EditedProject(("Order.cs", $"using System; using TypedSender; namespace Shop; [AmqpContract] public partial record Order({name}Id);"));

        project.Edit("Guid.cs", "namespace Shop; public enum Guid { A }");

        Assert.Contains(project.Generated, file => file.Value.Contains("(int)value.Id", StringComparison.Ordinal));
        Assert.Equal(project.GeneratedAnew(), project.Generated);
    }

    [Fact]
    public void A_switch_of_nullable_references_is_seen()
    {
        var project = new EditedProject(Project);
        SortedDictionary<string, string> before = project.Generated;

        project.Change(compilation => compilation.WithOptions(compilation.Options.WithNullableContextOptions(NullableContextOptions.Disable)));

        Assert.NotEqual(before, project.Generated);
        Assert.Equal(project.GeneratedAnew(), project.Generated);
    }

    [Fact]
    public void A_switch_of_the_language_version_is_seen()
    {
        var project = new EditedProject(Project);
        SortedDictionary<string, string> before = project.Generated;

        project.Switch(LanguageVersion.CSharp11);
        Assert.Empty(project.Generated);

        project.Switch(LanguageVersion.CSharp12);
        Assert.Equal(before, project.Generated);
    }

    [Fact]
    public void Another_reference_is_seen()
    {
        var project = new EditedProject(("Order.cs", "using TypedSender; namespace Shop; [AmqpContract] public partial record Order(Kind Kind);"));
        Assert.Contains(project.Generated, file => file.Value.Contains("GeneratedStub", StringComparison.Ordinal));

        project.Change(compilation => compilation.AddReferences(Library("int")));
        Assert.Contains(project.Generated, file => file.Value.Contains("(int)value.Kind", StringComparison.Ordinal));

        project.Change(compilation => compilation.ReplaceReference(compilation.References.Last(), Library("byte")));
        Assert.Contains(project.Generated, file => file.Value.Contains("(byte)value.Kind", StringComparison.Ordinal));

        static MetadataReference Library(string type) => new EditedProject(("Kind.cs", $"namespace Shop; public enum Kind : {type} {{ A }}")).Compilation.WithAssemblyName("Library").ToMetadataReference();
    }

    [Fact]
    public void The_order_of_parts_is_seen()
    {
        var project = new EditedProject(
            ("One.cs", "using TypedSender; namespace Shop; [AmqpContract] public partial class Order { public int A { get; set; } }"),
            ("Two.cs", "namespace Shop; public partial class Order { public int B { get; set; } }"));

        project.Change(compilation => compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(compilation.SyntaxTrees.Reverse()));

        Assert.Contains(project.Generated, file => file.Value.Contains("[EncodedMembers(\"B,A\")]".Replace("[", string.Empty, StringComparison.Ordinal).Replace("]", string.Empty, StringComparison.Ordinal), StringComparison.Ordinal));
        Assert.Equal(project.GeneratedAnew(), project.Generated);
    }

    [Fact]
    public void Any_edits_in_any_order_are_seen()
    {
        (string Name, string? Text)[] edits =
        [
            .. Edits.Select(edit => ((string)edit[1]!, (string?)edit[2])),
            .. Project.Select(file => (file.Name, (string?)file.Text)),
            ("Computed.cs", "using TypedSender; namespace Shop; [AmqpContract] public partial record Computed(int A) { private readonly int _b = 1; public int B => 2; }"),
        ("Ticket.cs", "using TypedSender; namespace Shop; [AmqpContract] public partial record Ticket(TicketId Id);"),
        ("TicketId.cs", "using TypedSender; namespace Shop; [AmqpTransparent] public readonly record struct TicketId(int Value);"),
        ("Payment.cs", "using TypedSender; namespace Shop; [AmqpContract(DiscriminatorKey = \"kind\"), AmqpKnownType(typeof(Cash), \"cash\")] public abstract partial record Payment;"),
        ("Cash.cs", "using TypedSender; namespace Shop; [AmqpContract] public sealed partial record Cash(int Amount) : Payment;"),
        ("Unrelated.cs", "namespace Shop; internal class Unrelated { private int _a = 2; int B() => 3; void C() { B(); } }"),
            ("Unrelated.cs", "// A comment\nnamespace Shop; internal class Unrelated { private int _a = 2; Order? D() => null; }"),
            ("Guid.cs", null),
            ("Space.cs", null),
            ("Part.cs", null),
            ("Own.cs", null),
            ("System.cs", null),
            ("Assembly.cs", null),
            ("Encoder.cs", null),
        ];
        var random = new Random(17);
        var project = new EditedProject(Project);
        for (int step = 0; step < 150; step++)
        {
            (string name, string? text) = edits[random.Next(edits.Length)];

            project.Edit(name, text);

            Assert.Equal(project.GeneratedAnew(), project.Generated);
        }
    }
}
