using System.Reflection;
using System.Text.RegularExpressions;
using TypedSender.KnownBugs.Support;

namespace TypedSender.KnownBugs;

/// <summary>The list is whole.</summary>
public sealed partial class AllBugsTests
{
    private static IEnumerable<KnownBugAttribute> Bugs =>
        typeof(AllBugsTests).Assembly.GetTypes().SelectMany(type => type.GetMethods()).Select(method => method.GetCustomAttribute<KnownBugAttribute>()).OfType<KnownBugAttribute>();

    [Fact]
    public void Each_of_the_45_bugs_has_its_test_and_only_one() => Assert.Equal(Enumerable.Range(1, 45), Bugs.Select(bug => bug.Number).Order());

    [Fact]
    public void Each_test_names_the_threads_that_tell_of_its_bug()
    {
        Assert.All(Bugs, bug => Assert.NotEmpty(bug.Threads));
        Assert.All(Bugs.SelectMany(bug => bug.Threads), thread => Assert.Matches(ThreadName(), thread));
    }

    [GeneratedRegex(@"^[A-Za-z0-9-]+/[A-Za-z0-9._-]+#[0-9]+$")]
    private static partial Regex ThreadName();
}
