using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Xunit.Abstractions;

namespace TypedSender.Packages.Tests;

/// <summary>The template, from an empty folder, with the packages in a local feed.</summary>
[Collection(nameof(Workshop))]
public class TemplateTests(Workshop workshop, ITestOutputHelper output)
{
    private const int MostSeconds = 300;

    [Fact]
    public async Task The_template_makes_a_worker_whose_first_message_is_accepted_and_a_test_that_passes()
    {
        string folder = workshop.MakeFolder("Template");
        string hive = workshop.MakeFolder("Template/hive");
        string shop = Path.Combine(folder, "Shop");
        Stopwatch elapsed = Stopwatch.StartNew();

        await workshop.SucceedAsync(folder, "new", "install", $"TypedSender.Templates@{workshop.Version}", "--debug:custom-hive", hive);
        await workshop.SucceedAsync(folder, "new", "typedsender", "-o", shop, "--debug:custom-hive", hive);
        string run = await workshop.SucceedAsync(folder, "run", "--project", Path.Combine(shop, "Shop"));

        double seconds = elapsed.Elapsed.TotalSeconds;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"template to first accepted message: {seconds:0.0} s"));
        Assert.Equal(3, Regex.Count(run, "Order [1-3]: Accepted"));
        Assert.InRange(seconds, 0, MostSeconds);

        Assert.Contains("Passed!", await workshop.SucceedAsync(shop, "test"), StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.EnumerateFiles(shop, "*", SearchOption.AllDirectories), file => File.ReadAllText(file).Contains("TypedSenderApp", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_release_build_without_a_connection_string_says_what_to_set()
    {
        string folder = workshop.MakeFolder("TemplateRelease");
        string hive = workshop.MakeFolder("TemplateRelease/hive");
        await workshop.SucceedAsync(folder, "new", "install", $"TypedSender.Templates@{workshop.Version}", "--debug:custom-hive", hive);
        await workshop.SucceedAsync(folder, "new", "typedsender", "-o", "Shop", "--debug:custom-hive", hive);

        (int code, string _, string errors) = await workshop.DotnetAsync(folder, "run", "-c", "Release", "--project", "Shop/Shop");

        Assert.NotEqual(0, code);
        Assert.Contains("Nothing says where to connect to. Set 'ConnectionStrings:messaging', such as amqp://localhost, or 'TypedSender:messaging:Host'. It is there, and empty.", errors, StringComparison.Ordinal);
    }
}
