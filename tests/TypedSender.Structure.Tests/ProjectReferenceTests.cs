using Xunit;

namespace TypedSender.Structure.Tests;

/// <summary>Projects refer downward: Tool, Testing, Hosting, Azure to TypedSender to TypedSender.Amqp.</summary>
public class ProjectReferenceTests
{
    private static readonly Dictionary<string, int> Floors = new()
    {
        ["TypedSender.Amqp"] = 0,
        ["TypedSender"] = 1,
        ["TypedSender.Testing"] = 2,
        ["TypedSender.Hosting"] = 2,
        ["TypedSender.Azure"] = 2,
        ["TypedSender.MicrosoftAmqp"] = 2,
        ["TypedSender.Templates"] = 3,
        ["TypedSender.Tool"] = 3,
    };

    [Fact]
    public void Every_library_has_its_floor() =>
        Expect.None(from project in Repository.Projects("src") where !Floors.ContainsKey(project.Name) select project.Path);

    [Fact]
    public void A_library_refers_only_to_floors_below_its_own() =>
        Expect.None(
            from project in Repository.Projects("src")
            from reference in project.References
            where Floors[reference] >= Floors[project.Name]
            select $"{project.Path} refers to {reference}");

    [Fact]
    public void The_generator_is_used_by_the_compiler_and_never_at_run_time() =>
        Expect.None(
            from project in Repository.Projects("src")
            from reference in project.References
            where reference.StartsWith("TypedSender.Generators", StringComparison.Ordinal)
            select $"{project.Path} refers to {reference}");

    [Fact]
    public void The_protocol_needs_nothing_but_the_base_library() =>
        Expect.None(Assert.Single(Repository.Projects("src/TypedSender.Amqp")).Packages);

    [Fact]
    public void The_generators_refer_to_the_compiler_alone() =>
        Expect.None(
            from project in Repository.Projects("generators")
            from reference in project.References.Concat(project.Packages)
            where !reference.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal)
                && !reference.StartsWith("TypedSender.Generators", StringComparison.Ordinal)
                && reference != "System.Composition" // what the compiler's workspaces are built on
            select $"{project.Path} refers to {reference}");

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        string solution = Repository.ReadText("TypedSender.sln").Replace('\\', '/');

        Expect.None(
            from project in Repository.Projects("src", "generators", "tests", "samples")
            where !solution.Contains(project.Path, StringComparison.Ordinal)
            select project.Path);
    }
}
