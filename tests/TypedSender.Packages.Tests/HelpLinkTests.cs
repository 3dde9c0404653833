using System.Text.RegularExpressions;
using System.Xml.Linq;
using TypedSender.Amqp;
using TypedSender.GeneratedCode;
using TypedSender.Testing;

namespace TypedSender.Packages.Tests;

/// <summary>The links of exceptions and of the build's errors lead to files of this repository, and to sections that are there. (Those of rules: RuleCatalogueTests.)</summary>
public partial class HelpLinkTests
{
    public static TheoryData<SendReason> Reasons => new(Enum.GetValues<SendReason>().Where(reason => reason != SendReason.None));

    [Theory]
    [MemberData(nameof(Reasons))]
    public void Each_reason_has_a_section(SendReason reason) => AssertLeadsToSection($"{ProductInfo.DocumentationUrl}docs/errors.md#{reason.ToString().ToLowerInvariant()}");

    [Fact]
    public async Task An_exception_of_a_send_links_to_its_reason()
    {
        SendException closed = await Assert.ThrowsAsync<SendException>(async () => await new SendClient("amqp://127.0.0.1:1", options => options.RetryPolicy = AmqpRetryPolicy.None).OpenAsync());

        Assert.Equal(SendReason.ConnectionFailed, closed.Reason);
        Assert.EndsWith("#connectionfailed", AssertLeadsToSection(closed.HelpLink), StringComparison.Ordinal);
    }

    [Fact]
    public void An_exception_of_the_codec_or_of_the_receiver_links_to_its_section() =>
        Assert.All(
            (Exception[])[new AmqpEncodeException("m"), new AmqpEncodeException("m", new InvalidOperationException()), new AmqpDecodeException("m", 0), new AmqpReceiverException("m"), new AmqpManagementException("m", 404)],
            exception => Assert.EndsWith($"#{exception.GetType().Name}", AssertLeadsToSection(exception.HelpLink), StringComparison.OrdinalIgnoreCase));

    [Fact]
    public void What_breaks_a_rule_links_to_the_page_of_the_rule() => AssertLeadsToFile(AmqpContractErrors.Stub("Order", "TSND0402").HelpLink);

    [Fact]
    public void The_tests_here_know_each_public_exception() =>
        Assert.Equal(
            ["AmqpDecodeException", "AmqpEncodeException", "AmqpManagementException", "AmqpReceiverException", "SendCanceledException", "SendException"],
            (from type in (Type[])[typeof(AmqpEncodeException), typeof(SendClient), typeof(InProcessBroker)] from exported in type.Assembly.GetExportedTypes() where exported.IsAssignableTo(typeof(Exception)) select exported.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Errors_of_the_build_link_to_the_page_of_their_rule()
    {
        XElement[] errors = [.. XDocument.Parse(Repository.ReadText("src/TypedSender/buildTransitive/TypedSender.targets")).Descendants("Error")];

        XElement[] rules = [.. errors.Where(error => error.Attribute("Code") is not null)];
        Assert.Equal(["TSND0003", "TSND0004"], rules.Select(error => (string?)error.Attribute("Code")));
        Assert.Equal("$(_TypedSenderDocumentationUrl)docs/asyncapi.md", (string?)Assert.Single(errors.Except(rules)).Attribute("HelpLink"));
        Assert.All(rules, error => Assert.Equal($"$(_TypedSenderDocumentationUrl)generators/rules/{(string?)error.Attribute("Code")}.md", (string?)error.Attribute("HelpLink")));
        Assert.All(errors, error => AssertLeadsToFile(((string?)error.Attribute("HelpLink"))!.Replace("$(_TypedSenderDocumentationUrl)", ProductInfo.DocumentationUrl, StringComparison.Ordinal)));
        Assert.Contains("<_TypedSenderDocumentationUrl>@DocumentationUrl@</_TypedSenderDocumentationUrl>", Repository.ReadText("src/TypedSender/buildTransitive/TypedSender.props"), StringComparison.Ordinal);
    }

    private static string AssertLeadsToFile(string? link)
    {
        Assert.StartsWith(ProductInfo.DocumentationUrl, link, StringComparison.Ordinal);
        string path = link![ProductInfo.DocumentationUrl.Length..].Split('#')[0];
        Assert.True(File.Exists(Path.Combine(Repository.Root, path)), link);
        return path;
    }

    private static string AssertLeadsToSection(string? link)
    {
        string page = Repository.ReadText(AssertLeadsToFile(link));
        string[] anchors = [.. from Match heading in Heading().Matches(page) select NoWord().Replace(heading.Groups[1].Value.ToLowerInvariant(), "").Replace(' ', '-')];
        Assert.Contains(link!.Split('#')[1], anchors);
        return link;
    }

    [GeneratedRegex("^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    // What is left out of a heading where it becomes an anchor.
    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NoWord();
}
