using Xunit;

namespace TypedSender.Structure.Tests;

/// <summary>How lines and fields are counted.</summary>
public class TypeShapeTests
{
    [Fact]
    public void Parts_and_nested_private_types_are_added_up()
    {
        TypeShape[] shapes = Measure(
            """
            namespace N;

            /// <summary>Two lines of
            /// documentation.</summary>
            public partial class Outer
            {
                private int _a, _b;

                private struct Hidden
                {
                    public int C;
                }

                internal class Shown
                {
                    public int D;
                }
            }
            """,
            """
            namespace N;

            public partial class Outer
            {
                private int _e;
            }
            """);

        // 16 lines of the first part, without the 4 of Shown, and 4 of the second.
        Assert.Equal([new("Outer", 16, 4), new("Outer.Shown", 4, 1)], shapes);
    }

    [Fact]
    public void What_an_instance_holds_is_counted_and_nothing_else()
    {
        TypeShape[] shapes = Measure(
            """
            namespace N;

            public abstract class C
            {
                private const int A = 1;
                private static int s_b;
                private readonly int _one;
                public static int D { get; set; }
                public int Two { get; }
                public int Three { get; set; } = 3;
                public int Four { get => field; set => field = value; }
                public int Five { get; set => field = value; }
                public event System.Action? Six;
                public int E => _one;
                public int F { get => _one; set { } }
                public abstract int G { get; }
                public event System.Action? H { add { } remove { } }
            }
            """);

        Assert.Equal(6, Assert.Single(shapes).Fields);
    }

    [Fact]
    public void Parameters_that_are_kept_are_fields()
    {
        TypeShape[] shapes = Measure(
            """
            namespace N;

            public class Class(int kept, int alsoKept, int given, int initial, int named) : Base(given)
            {
                private int _field = initial;

                public int Property { get; } = initial;

                public int Kept => kept;

                public void M() => Call(x => x.given, named: alsoKept);
            }

            public record Record(int One, int Two);

            public interface INone { int Property { get; set; } }
            """);

        Assert.Equal([("Class", 4), ("Record", 2)], shapes.Select(shape => (shape.Name, shape.Fields)));
    }

    [Fact]
    public void Types_of_one_name_are_told_apart()
    {
        TypeShape[] shapes = Measure("namespace N; class C { int _a; } class C<T> { int _b; }", "namespace M; class C { int _c, _d; }");

        Assert.Equal([("C", 2), ("C", 1), ("C<>", 1)], shapes.Select(shape => (shape.Name, shape.Fields)));
    }

    private static TypeShape[] Measure(params string[] texts) => [.. TypeShape.Measure(texts.Select((text, index) => new SourceFile($"{index}.cs", text)))];
}
