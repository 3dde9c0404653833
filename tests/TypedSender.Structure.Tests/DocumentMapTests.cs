using System.Text.RegularExpressions;
using Xunit;

namespace TypedSender.Structure.Tests;

/// <summary>What users look for is on a page that is two links or fewer from the README, and what the pages say of texts and contents is there.</summary>
public class DocumentMapTests
{
    private static readonly Lazy<IReadOnlyDictionary<string, string>> Reached = new(() => Reach(hops: 2));

    [Theory]
    [InlineData("Service Bus", @"^# Azure Service Bus$")]
    [InlineData("session id", @"`\[SessionId\]`")]
    [InlineData("retry", @"^## One owner of retries$")]
    [InlineData("broker restart", @"^\| the broker restarts")]
    [InlineData("test", @"^# Testing")]
    [InlineData("wire", @"on the wire\?|^# .*[Ii]nterop|what other implementations read")]
    [InlineData("AOT", @"^# Trimming and AOT$")]
    [InlineData("evolving", @"^# .*(Evolving|change)")]
    [InlineData("RabbitMQ 4 address", @"^\| RabbitMQ 4 address .*`/queues/")]
    [InlineData("OAuth", @"OAuth 2\.0")]
    [InlineData("health", @"^## Health$")]
    [InlineData("CloudEvents", @"^# CloudEvents$")]
    public void A_question_is_answered_within_two_links_of_the_readme(string question, string answer) =>
        Assert.True(Reached.Value.Values.Any(text => Regex.IsMatch(text, answer, RegexOptions.Multiline)), $"{question}: no page has {answer}");

    [Fact]
    public void Every_page_is_within_two_links_of_the_readme_and_in_the_contents_of_the_site()
    {
        string contents = Repository.ReadText("docs/toc.yml");
        string[] pages = [.. Directory.GetFiles(Path.Combine(Repository.Root, "docs"), "*.md").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

        Expect.None(from page in pages where !Reached.Value.ContainsKey("docs/" + page) select $"docs/{page} is farther away");
        Expect.None(from page in pages where !Regex.IsMatch(contents, $@"href: {Regex.Escape(page)}$", RegexOptions.Multiline) select $"docs/toc.yml lacks {page}");
    }

    [Fact]
    public void The_texts_to_search_for_are_those_of_errors()
    {
        string[] sources = [.. from file in Repository.SourceFiles("src", "generators") select file.Text];
        string[] texts = [.. from Match row in Regex.Matches(Repository.ReadText("docs/troubleshooting.md"), @"^\| `([^`]* [^`]*)` \|", RegexOptions.Multiline) select row.Groups[1].Value];

        Assert.True(texts.Length >= 10, $"{texts.Length} texts");
        Expect.None(from text in texts where !sources.Any(source => source.Contains(text, StringComparison.Ordinal)) select text);
    }

    /// <summary>The pages that so many links lead to, by their paths.</summary>
    private static Dictionary<string, string> Reach(int hops)
    {
        Dictionary<string, string> reached = new() { ["README.md"] = Repository.ReadText("README.md").ReplaceLineEndings("\n") };
        string[] edge = ["README.md"];
        for (int hop = 0; hop < hops; hop++)
        {
            edge = [.. edge.SelectMany(page => Links(page, reached[page])).Distinct().Where(page => !reached.ContainsKey(page))];
            foreach (string page in edge)
            {
                reached.Add(page, Repository.ReadText(page).ReplaceLineEndings("\n"));
            }
        }

        return reached;
    }

    private static IEnumerable<string> Links(string page, string text) =>
        from Match link in Regex.Matches(text, @"\]\((?!https?:|#)([^)#]+\.md)")
        select Path.GetRelativePath(Repository.Root, Path.GetFullPath(Path.Combine(Repository.Root, Path.GetDirectoryName(page)!, link.Groups[1].Value))).Replace('\\', '/');
}
