using Xunit;

namespace TypedSender.Structure.Tests;

/// <summary>The README shows the sample's own files, and its commands exist.</summary>
public class ReadmeTests
{
    [Theory]
    [InlineData("samples/QuickStart/Earthquake.cs")]
    [InlineData("samples/QuickStart/IEarthquakeSender.cs")]
    [InlineData("samples/Recovery/Connecting.cs")]
    [InlineData("samples/Recovery/Deciding.cs")]
    [InlineData("samples/Recovery/PatientPolicy.cs")]
    public void The_readme_shows_files_of_the_samples_in_full(string path)
    {
        string readme = Repository.ReadText("README.md").ReplaceLineEndings("\n");
        string source = Repository.ReadText(path).ReplaceLineEndings("\n").TrimEnd();

        Assert.Contains($"```csharp\n{source}\n```", readme);
    }

    [Theory]
    [InlineData("dotnet run -c Release --project samples/QuickStart", "samples/QuickStart/QuickStart.csproj")]
    [InlineData("dotnet run --project samples/Recovery", "samples/Recovery/Recovery.csproj")]
    [InlineData("bash tests/run.sh", "tests/run.sh")]
    public void The_readme_names_commands_whose_files_exist(string command, string file)
    {
        Assert.Contains(command, Repository.ReadText("README.md"));
        Assert.True(File.Exists(Path.Combine(Repository.Root, file)), file);
    }

    [Fact]
    public void Every_link_to_a_file_leads_somewhere()
    {
        string docs = Path.Combine(Repository.Root, "docs");
        foreach (string page in (string[])["README.md", "CONTRIBUTING.md", .. Directory.GetFiles(docs, "*.md").Select(file => Path.GetRelativePath(Repository.Root, file))])
        {
            foreach (System.Text.RegularExpressions.Match link in System.Text.RegularExpressions.Regex.Matches(Repository.ReadText(page), @"\]\((?!https?:|#)([^)#]+)"))
            {
                string target = Path.GetFullPath(Path.Combine(Repository.Root, Path.GetDirectoryName(page)!, link.Groups[1].Value));
                Assert.True(File.Exists(target) || Directory.Exists(target), $"{page} links to {link.Groups[1].Value}");
            }
        }
    }
}
