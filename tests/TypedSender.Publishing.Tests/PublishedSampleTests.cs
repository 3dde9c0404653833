using Xunit;

namespace TypedSender.Publishing.Tests;

/// <summary>The sample, published as users publish programs. One class, so that one publishes after the other.</summary>
public class PublishedSampleTests
{
    [Fact]
    public async Task Trimmed_it_sends_and_reads_back_and_all_its_branches_are_whole()
    {
        string folder = await PublishedSample.PublishAsync("PublishTrimmed");

        await PublishedSample.RunAsync(folder);
        string[] assemblies = Directory.GetFiles(folder, "*.dll");
        Assert.Contains(Path.Combine(folder, "TypedSender.Amqp.dll"), assemblies);
        Assert.Equal("", string.Join('\n', from assembly in assemblies from method in MethodBodies.Read(assembly) where method.Fault is not null select $"{method.Name}: {method.Fault}"));
    }

    [NativeFact]
    public async Task Native_it_sends_and_reads_back()
    {
        string folder = await PublishedSample.PublishAsync("PublishAot");

        await PublishedSample.RunAsync(folder);
        Assert.Empty(Directory.GetFiles(folder, "*.dll"));
    }
}
