using Microsoft.CodeAnalysis;
using TypedSender.Generators.Model;
using TypedSender.Generators.Pipeline;
using TypedSender.Generators.Tests.Support;

namespace TypedSender.Generators.Tests.Incremental;

/// <summary>Which types are parsed again after an edit: those that it can reach, and no others.</summary>
public class ParsedTypesTests
{
    private static readonly (string Name, string Text)[] Project =
    [
        ("Order.cs", "using TypedSender; namespace Shop; [AmqpContract] public partial record Order(int Number, Line Line);"),
        ("Line.cs", "using TypedSender; namespace Shop; [AmqpContract] public partial record Line(string Sku, Unit Unit);"),
        ("Unit.cs", "namespace Shop; public enum Unit { Piece }"),
        ("Other.cs", "using TypedSender; namespace Shop; [AmqpContract] public partial record Other(int X) { public int Y() { return 1; } }"),
        ("Unrelated.cs", "namespace Shop; internal class Unrelated { private int _a = 1; int B() => 2; void C() { } }"),
    ];

    private readonly List<string> _parsed = [];
    private readonly EditedProject _project = new(Project);
    private readonly ParsedTypes<PartialType> _types;

    public ParsedTypesTests()
    {
        _types = new ParsedTypes<PartialType>("TypedSender.AmqpContractAttribute", (type, _, _, _) =>
        {
            _parsed.Add(type.Name);
            return new PartialType(string.Empty, default, string.Empty, type.Name, string.Empty, string.Empty, string.Join(' ', type.MemberNames));
        });
        Assert.Equal(["Order", "Line", "Other"], Parse());
    }

    [Theory]
    [InlineData("Unrelated.cs", "namespace Shop; internal class Unrelated { private int _a = 2; int B() => 3; void C() { B(); } }")]
    [InlineData("Unrelated.cs", "namespace Shop;\n\n// A comment, and another name\ninternal class Unrelated { private int _a = 1; int B() => 2; void C() { } void D() { } Order? E() => null; }")]
    [InlineData("Unrelated.cs", "namespace Shop; internal class Renamed { }")]
    [InlineData("Unrelated.cs", null)]
    [InlineData("More.cs", "namespace Shop; internal class More { }")]
    [InlineData("Other.cs", "using TypedSender; namespace Shop;\n/// <summary>It has a comment.</summary>\n[AmqpContract]\npublic partial record Other(int X) { public int Y() { return 2; } }")]
    public void What_says_nothing_of_a_contract_has_none_parsed(string file, string? text)
    {
        _project.Edit(file, text);

        Assert.Empty(Parse());
    }

    [Theory]
    [InlineData("Unit.cs", "namespace Shop; public enum Unit { Piece, Metre }", "Order Line")]
    [InlineData("Line.cs", "using TypedSender; namespace Shop; [AmqpContract] public partial record Line(string Sku);", "Order Line")]
    [InlineData("Order.cs", "using TypedSender; namespace Shop; [AmqpContract] public partial record Order(int Number);", "Order")]
    [InlineData("Other.cs", "using TypedSender; namespace Shop; [AmqpContract] public partial record Other(long X);", "Other")]
    [InlineData("More.cs", "using TypedSender; namespace Shop; [AmqpContract] public partial record More(int X);", "More")]
    [InlineData("More.cs", "namespace Shop; public partial record Other { public int More { get; set; } }", "Other")]
    [InlineData("Usings.cs", "global using System.IO;", "Order Line Other")]
    public void What_can_reach_a_contract_has_it_parsed(string file, string text, string parsed)
    {
        _project.Edit(file, text);

        Assert.Equal(parsed.Split(' '), Parse());
    }

    [Fact]
    public void A_reference_has_all_parsed()
    {
        _project.Change(compilation => compilation.AddReferences(new EditedProject(("A.cs", "public class A;")).Compilation.WithAssemblyName("Library").ToMetadataReference()));

        Assert.Equal(["Order", "Line", "Other"], Parse());
    }

    [Fact]
    public void The_same_compilation_has_none_parsed()
    {
        _project.Change(compilation => compilation.Clone());

        Assert.Empty(Parse());
    }

    [Fact]
    public void A_type_keeps_its_place()
    {
        string[] before = Places();

        _project.Edit("Line.cs", null);
        Assert.Equal([before[0], string.Empty, before[2]], Places());

        _project.Edit("Order.cs", "using TypedSender; namespace Shop; [AmqpContract] public partial record First(int X); [AmqpContract] public partial record Order(int Number);");
        Assert.Equal([before[0], "First", before[2]], Places());
    }

    private string[] Places() => [.. _types.Of(_project.Compilation, default).Select(result => result.Model?.Name ?? string.Empty)];

    private string[] Parse()
    {
        _parsed.Clear();
        _types.Of(_project.Compilation, default);
        return [.. _parsed];
    }
}
