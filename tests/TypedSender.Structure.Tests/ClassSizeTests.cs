using Xunit;

namespace TypedSender.Structure.Tests;

/// <summary>A class can be read at one go, however many files it lies in: its parts and its nested private types are added up.</summary>
public class ClassSizeTests
{
    private const int MaximumLines = 450;
    private const int MaximumLinesOfGenerators = 400;
    private const int MaximumFields = 14;
    private const int MaximumExceptions = 6;

    /// <summary>The classes that are larger for a reason, and the figures which they may not exceed.</summary>
    private static readonly (TypeShape Ceiling, string Reason)[] Exceptions =
    [
        (new("AmqpReader", 811, 6), "has a method for each type of AMQP, in a file for each group of types; no state but the position"),
        (new("AmqpWriter", 904, 3), "has a method for each type of AMQP, in a file for each group of types; no state but the position"),
    ];

    private static readonly IReadOnlyList<TypeShape> Shapes = TypeShape.Measure(Repository.SourceFiles("src", "generators"));

    [Fact]
    public void A_class_has_few_lines_and_few_fields()
    {
        Dictionary<string, TypeShape> ceilings = Exceptions.Select(exception => exception.Ceiling).ToDictionary(shape => shape.Name);

        Expect.None(
            from shape in Shapes
            let ceiling = ceilings.GetValueOrDefault(shape.Name)
            let lines = Math.Max(MaximumLines, ceiling?.Lines ?? 0)
            let fields = Math.Max(MaximumFields, ceiling?.Fields ?? 0)
            where shape.Lines > lines || (shape.Fields > fields && !HoldsValuesAlone(shape))
            select $"{shape.Name}: {shape.Lines} lines and {shape.Fields} fields; at most {lines} and {fields} are allowed");
    }

    [Fact]
    public void A_class_of_the_generators_has_fewer_lines() => Expect.None(
        from shape in TypeShape.Measure(Repository.SourceFiles("generators"))
        where shape.Lines > MaximumLinesOfGenerators
        select $"{shape.Name}: {shape.Lines} lines; at most {MaximumLinesOfGenerators} are allowed");

    [Fact]
    public void There_are_few_exceptions_and_each_is_needed()
    {
        Assert.InRange(Exceptions.Length, 0, MaximumExceptions);
        Expect.None(
            from exception in Exceptions
            let shape = Shapes.SingleOrDefault(shape => shape.Name == exception.Ceiling.Name)
            where shape is null || (shape.Lines <= MaximumLines && shape.Fields <= MaximumFields)
            select $"{exception.Ceiling.Name} needs no exception any more");
    }

    [Fact]
    public void The_architecture_page_shows_the_figures_of_the_classes_on_the_way_of_a_message() => Expect.None(
        from row in File.ReadLines(Path.Combine(Repository.Root, "docs/architecture.md"))
        let cells = row.Split('|', StringSplitOptions.TrimEntries)
        where cells is ["", _, _, _, _, ""] && cells[1].StartsWith('`')
        let shape = Shapes.Single(shape => shape.Name == cells[1].Trim('`'))
        where (cells[3], cells[4]) != ($"{shape.Fields}", $"{shape.Lines}")
        select $"{shape.Name} has {shape.Fields} fields and {shape.Lines} lines; the page says {cells[3]} and {cells[4]}");

    // What a user sets, or a parser finds out, is as much as it is: no methods share it as their state. Lines are counted all the same.
    private static bool HoldsValuesAlone(TypeShape shape) =>
        shape.Name.EndsWith("Options", StringComparison.Ordinal) || shape.Name.EndsWith("Settings", StringComparison.Ordinal) || shape.Name.EndsWith("Model", StringComparison.Ordinal);
}
