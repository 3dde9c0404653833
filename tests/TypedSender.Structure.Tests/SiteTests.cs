using TypedSender.Shared;
using Xunit;

namespace TypedSender.Structure.Tests;

/// <summary>The site that docfx makes of the documents and of the API, by the command of CONTRIBUTING.md.</summary>
public class SiteTests
{
    [DocfxFact]
    public async Task It_is_made_without_a_warning_and_has_every_page()
    {
        string site = Path.Combine(Repository.Root, "artifacts", "site");
        if (Directory.Exists(site))
        {
            Directory.Delete(site, recursive: true);
        }

        (int code, string output, string errors) = await ChildProcess.RunInAsync(Repository.Root, [], ChildProcess.Dotnet, "docfx", "docfx.json", "--warningsAsErrors", "--logLevel", "warning");

        Assert.True(code == 0, output + errors);
        Assert.Equal([], Directory.GetFiles(Path.Combine(Repository.Root, "docs"), "*.md").Select(page => Path.GetFileNameWithoutExtension(page)).Where(page => !File.Exists(Path.Combine(site, "docs", page + ".html"))));
        Assert.All(
            ["TypedSender.SendClient", "TypedSender.Testing.InProcessBroker", "TypedSender.Amqp.AmqpWriter", "TypedSender.Azure.ScheduledMessages", "Microsoft.Extensions.DependencyInjection.TypedSenderServiceCollectionExtensions"],
            type => Assert.True(File.Exists(Path.Combine(site, "api", type + ".html")), type));
    }

    /// <summary>A test that needs docfx. Without it the test is skipped and says why; where nothing may be missing it fails.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    private sealed class DocfxFactAttribute : FactAttribute
    {
        private static readonly Lazy<bool> IsThere = new(() => ChildProcess.SucceedsAsync(ChildProcess.Dotnet, "docfx", "--version").GetAwaiter().GetResult());

        public DocfxFactAttribute()
        {
            if (Environment.GetEnvironmentVariable("CI") != "true" && !IsThere.Value)
            {
                // On a user's machine alone: CI installs the tool, and fails without it.
                Skip = "docfx is not installed. To have this test run: dotnet tool restore";
            }
        }
    }
}
