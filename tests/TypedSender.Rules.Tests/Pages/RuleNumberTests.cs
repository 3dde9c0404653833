using System.Globalization;
using System.Text.RegularExpressions;

namespace TypedSender.Rules.Tests.Pages;

/// <summary>docs/rule-numbers.md says of each number that has no rule why.</summary>
public partial class RuleNumberTests
{
    private const string Document = "docs/rule-numbers.md";

    [Fact]
    public void Each_number_below_the_largest_of_its_range_has_a_page_or_a_reason()
    {
        HashSet<int> pages = Pages();
        HashSet<int> listed = [.. Planned(), .. SetAside()];

        IEnumerable<int> gaps = from range in pages.GroupBy(number => number / 100)
                                from number in Enumerable.Range((range.Key * 100) + 1, range.Max() - (range.Key * 100))
                                where !pages.Contains(number) && !listed.Contains(number)
                                select number;

        Assert.True(!gaps.Any(), $"{Document} has to say what became of {string.Join(", ", gaps.Select(Show))}: what was planned, and where its case is handled, or that the number was set aside");
    }

    [Fact]
    public void A_number_without_a_rule_has_none()
        => Assert.Empty(Planned().Intersect(Pages()).Select(Show));

    [Fact]
    public void What_is_listed_refers_to_rules()
    {
        HashSet<int> pages = Pages();

        Assert.Empty(Linked().Matches(Repository.Read(Document)).Select(link => Number(link.Groups[1])).Where(number => !pages.Contains(number)).Select(Show));
    }

    private static HashSet<int> Pages() => [.. RulePage.All().Select(page => int.Parse(page.Rule[4..], CultureInfo.InvariantCulture))];

    private static IEnumerable<int> Planned() => Row().Matches(Repository.Read(Document)).Select(row => Number(row.Groups[1]));

    private static IEnumerable<int> SetAside()
    {
        string text = Repository.Read(Document);
        return Range().Matches(text[text.IndexOf("\n## Numbers that were set aside\n", StringComparison.Ordinal)..])
            .SelectMany(range => Enumerable.Range(Number(range.Groups[1]), (range.Groups[2].Success ? Number(range.Groups[2]) : Number(range.Groups[1])) - Number(range.Groups[1]) + 1));
    }

    private static int Number(Group digits) => int.Parse(digits.Value, CultureInfo.InvariantCulture);

    private static string Show(int number) => $"TSND{number:0000}";

    [GeneratedRegex(@"^\| TSND(\d{4}) \| [^|]+ \| [^|]+ \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"TSND(\d{4})(?: to TSND(\d{4}))?")]
    private static partial Regex Range();

    [GeneratedRegex(@"\[TSND(\d{4})\]\(\.\./generators/rules/TSND\1\.md\)")]
    private static partial Regex Linked();
}
