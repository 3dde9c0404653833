using Xunit;

namespace TypedSender.Structure.Tests;

/// <summary>Types of one folder can be read one after the other: none needs one that needs it.</summary>
public class TypeGraphTests
{
    private static readonly TypeGraph Connecting = new(Repository.SourceFiles("src/TypedSender/Connecting"));

    [Fact]
    public void The_types_that_connect_form_no_ring() =>
        Expect.None(from type in Connecting.Types where Connecting.GetReached(type).Contains(type) select $"{type} is reached from {string.Join(", ", Connecting.GetNamed(type))}");

    [Fact]
    public void Names_are_found_in_all_parts_of_a_type()
    {
        Assert.Contains("EndpointSelector", Connecting.GetNamed("ReconnectLoop"));
        Assert.Contains("SessionPool", Connecting.GetNamed("ClientConnection"));
        Assert.Contains("BrokerEndpoint", Connecting.GetReached("ReconnectLoop"));
    }

    [Fact]
    public void A_ring_is_found_over_several_types()
    {
        TypeGraph graph = new(
        [
            new SourceFile("a.cs", "internal sealed class A(B b);\n\ninternal readonly record struct B(int I)\n{\n    public static C C;\n}\n"),
            new SourceFile("c.cs", "internal interface C\n{\n    A A { get; }\n}\n\ninternal enum D\n{\n}\n"),
        ]);

        Assert.Equal(["A", "B", "C", "D"], graph.Types.Order());
        Assert.All(["A", "B", "C"], type => Assert.Contains(type, graph.GetReached(type)));
        Assert.Empty(graph.GetReached("D"));
    }
}
