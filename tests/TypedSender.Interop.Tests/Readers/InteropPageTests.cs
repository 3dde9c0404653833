using TypedSender.Interop.Tests.GoldenVectors;
using TypedSender.Interop.Tests.Shapes;
using Xunit;

namespace TypedSender.Interop.Tests.Readers;

/// <summary>docs/interop.md says what the tests of readers found.</summary>
public class InteropPageTests
{
    [Fact]
    public async Task The_tables_of_the_page_are_those_of_the_tests()
    {
        string page = (await File.ReadAllTextAsync(InteropPage.Path)).ReplaceLineEndings("\n");
        string expected = InteropPage.Update(page);
        if (GoldenFile.IsWriting)
        {
            await File.WriteAllTextAsync(InteropPage.Path, expected);
        }

        Assert.Equal(expected, (await File.ReadAllTextAsync(InteropPage.Path)).ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Each_disagreement_is_about_forms_of_the_table_and_about_each_once()
    {
        Assert.Empty(DisagreementTable.All.SelectMany(entry => entry.Shapes).Except(ShapeTable.All.Select(shape => shape.Name)));
        Assert.All(DisagreementTable.All, entry => Assert.True(entry.Shapes.Count > 0 ^ entry.AllWith is not null, entry.Reason));
        var named = DisagreementTable.All.SelectMany(entry => entry.Readers.SelectMany(reader => entry.Shapes.Select(shape => (reader, shape)))).ToArray();
        Assert.Equal(named.Distinct().Count(), named.Length);
    }

    [Fact]
    public async Task The_page_names_the_versions_that_were_asked()
    {
        string page = await File.ReadAllTextAsync(InteropPage.Path);
        string[] packages = await File.ReadAllLinesAsync(Path.Combine(Peers.SampleProgram.Root, "Directory.Packages.props"));
        foreach (string package in (string[])["AMQPNetLite", "Microsoft.Azure.Amqp", "Azure.Core.Amqp", "Azure.Messaging.ServiceBus", "Azure.Messaging.EventHubs"])
        {
            string version = packages.Single(line => line.Contains($"\"{package}\"", StringComparison.Ordinal)).Split("Version=\"")[1].Split('"')[0];
            Assert.Contains($"{package} {version}", page, StringComparison.Ordinal);
        }
    }
}
