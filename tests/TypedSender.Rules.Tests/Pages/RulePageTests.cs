namespace TypedSender.Rules.Tests.Pages;

/// <summary>Every page shows code that is compiled.</summary>
public class RulePageTests
{
    private const string WithoutCode = "its violation is no C# of one project";
    private const string Elsewhere = "it needs another assembly or generator";
    private const string WithFile = "it needs a file beside the code";

    /// <summary>The pages whose code cannot be compiled alone, each with the reason and with the tests that prove it.</summary>
    private static readonly Dictionary<string, string> Unprovable = new()
    {
        ["TSND0001"] = $"{WithoutCode}: Generators.Tests/Contracts/HintNameTests",
        ["TSND0002"] = $"{WithoutCode}: Packages.Tests/MistakeTests",
        ["TSND0003"] = $"{WithoutCode}: Packages.Tests/MistakeTests",
        ["TSND0004"] = $"{WithoutCode}: Packages.Tests/MistakeTests",
        ["TSND0005"] = $"{WithoutCode}: Generators.Tests/Rules/GeneratedCodeVersionTests",
        ["TSND0107"] = $"{Elsewhere}: Generators.Tests/Rules/SenderRuleTests",
        ["TSND0221"] = $"{Elsewhere}: Generators.Tests/Contracts/HiddenTypeTests",
        ["TSND0316"] = $"{Elsewhere}: Generators.Tests/Contracts/HiddenTypeTests",
        ["TSND0326"] = $"{Elsewhere}: Generators.Tests/Contracts/HiddenTypeTests",
        ["TSND0606"] = $"{Elsewhere}: Generators.Tests/Management/ManagementRuleTests",
        ["TSND0801"] = $"{WithFile}: Generators.Tests/Baselines/BaselinePageTests",
        ["TSND0802"] = $"{WithFile}: Generators.Tests/Baselines/BaselinePageTests",
        ["TSND0803"] = $"{WithFile}: Generators.Tests/Baselines/BaselinePageTests",
        ["TSND0804"] = $"{WithFile}: Generators.Tests/Baselines/BaselinePageTests",
        ["TSND0805"] = $"{WithFile}: Generators.Tests/Baselines/BaselinePageTests",
        ["TSND0806"] = $"{WithFile}: Generators.Tests/Baselines/BaselinePageTests",
        ["TSND0807"] = $"{WithFile}: Generators.Tests/Baselines/BaselinePageTests",
        ["TSND0808"] = $"{WithFile}: Generators.Tests/Baselines/BaselinePageTests",
        ["TSND0809"] = $"{WithFile}: Generators.Tests/Baselines/BaselinePageTests",
        ["TSND0810"] = $"{WithFile}: Generators.Tests/Baselines/BaselinePageTests",
        ["TSND0811"] = $"{WithFile}: Generators.Tests/Baselines/BaselinePageTests",
        ["TSND0812"] = $"{WithFile}: Generators.Tests/Baselines/BaselinePageTests",
        ["TSND0813"] = $"{WithFile}: Generators.Tests/Baselines/BaselinePageTests",
        ["TSND0814"] = $"{WithFile}: Generators.Tests/Baselines/BaselinePageTests",
        ["TSND0904"] = $"{WithFile}: Generators.Tests/Limits/ProfilePageTests",
        ["TSND0907"] = $"{WithFile}: Generators.Tests/Limits/ProfilePageTests",
    };

    public static TheoryData<string> Pages => new(RulePage.All().Select(page => page.Rule).Where(rule => !Unprovable.ContainsKey(rule)));

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_shows_the_code_that_is_compiled(string rule)
    {
        RulePage page = RulePage.Of(rule);
        RuleSample? sample = RuleSample.Find(rule);

        Assert.True(sample is not null, $"generators/rules/{rule}.md has no sample. Write samples/TypedSender.Rules/{rule}.cs: 'namespace TypedSender.Rules.{rule};', then the page's violation between '#if VIOLATION' and '#else', and its fix between '#else' and '#endif'; what the page does not show stands around them. A sample with an attribute of the assembly belongs into the folder Assembly, without a namespace.");
        Assert.True(sample.Violation == page.Violation, $"{sample.Path} and the C# under 'Violation' in generators/rules/{rule}.md differ. The page shows what stands between '#if VIOLATION' and '#else':\n{sample.Violation}");
        Assert.True(sample.Fix == page.Fix, $"{sample.Path} and the first C# under 'Fix' in generators/rules/{rule}.md differ. The page shows what stands between '#else' and '#endif':\n{sample.Fix}");
    }

    [Fact]
    public void Nothing_is_left_behind()
    {
        string[] pages = [.. RulePage.All().Select(page => page.Rule)];
        string[] samples = [.. Directory.EnumerateFiles(Repository.PathOf("samples/TypedSender.Rules"), "TSND*.cs", SearchOption.AllDirectories).Select(file => Path.GetFileNameWithoutExtension(file)!)];

        Assert.Empty(samples.Except(pages));
        Assert.Empty(Unprovable.Keys.Except(pages));
        Assert.Empty(Unprovable.Keys.Intersect(samples));
    }
}
