using System.Reflection;

namespace TypedSender.Transcripts.Tests.Recording;

/// <summary>No transcript stays behind when its scenario goes. That each scenario has one, it checks itself.</summary>
public sealed class TranscriptFileTests
{
    [Fact]
    public void Each_transcript_is_that_of_a_scenario()
    {
        string[] scenarios = [.. typeof(TranscriptFileTests).Assembly.GetTypes()
            .Where(type => type.Namespace == "TypedSender.Transcripts.Tests.Scenarios")
            .SelectMany(type => type.GetMethods().Where(method => method.GetCustomAttribute<FactAttribute>() is not null))
            .Select(method => TranscriptFile.PathOf(method.DeclaringType!.Name, method.Name))];

        IEnumerable<string> transcripts = Directory.EnumerateFiles(TranscriptFile.Folder, "*.txt", SearchOption.AllDirectories)
            .Where(file => !file.EndsWith(".received.txt", StringComparison.Ordinal));
        Assert.Empty(transcripts.Except(scenarios));
    }
}
