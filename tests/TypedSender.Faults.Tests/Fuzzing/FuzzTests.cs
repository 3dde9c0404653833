using Xunit.Abstractions;

namespace TypedSender.Faults.Tests.Fuzzing;

/// <summary>The same inputs in every run.</summary>
public class FuzzFixedSeedTests(ITestOutputHelper output)
{
    public static TheoryData<string> Targets => [.. FuzzTargets.Names];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Hostile_bytes_are_read_or_refused(string target)
        => FuzzRunner.Run(FuzzTargets.Make(target), FuzzSettings.FixedSeed, FuzzSettings.Inputs, output.WriteLine);
}

/// <summary>Other inputs in every run; its seed stands in the output.</summary>
public class FuzzFreshSeedTests(ITestOutputHelper output)
{
    public static TheoryData<string> Targets => [.. FuzzTargets.Names];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Hostile_bytes_are_read_or_refused(string target)
        => FuzzRunner.Run(FuzzTargets.Make(target), FuzzSettings.FreshSeed, FuzzSettings.Inputs, output.WriteLine);
}

/// <summary>What the targets rest on, and what was found once.</summary>
public class FuzzRegressionTests
{
    public static TheoryData<string> Targets => [.. FuzzTargets.Names];

    public static TheoryData<string> Files
        => [.. typeof(FuzzRegressionTests).Assembly.GetManifestResourceNames().Where(static name => name.EndsWith(".hex", StringComparison.Ordinal)).Order()];

    [Theory]
    [MemberData(nameof(Files))]
    public void What_was_found_once_stays_mended(string file)
    {
        using StreamReader reader = new(typeof(FuzzRegressionTests).Assembly.GetManifestResourceStream(file)!);
        byte[] input = Convert.FromHexString(string.Concat(reader.ReadToEnd().Where(char.IsAsciiHexDigit)));

        Assert.Null(FuzzRunner.Try(FuzzTargets.Make(file[..file.IndexOf('-')]), input, out _));
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void Every_good_input_is_taken(string name)
    {
        FuzzTarget target = FuzzTargets.Make(name);

        Assert.All(target.Corpus, good =>
        {
            Assert.Null(FuzzRunner.Try(target, good, out bool isTaken));
            Assert.True(isTaken || !target.TakesCorpus);
        });
    }
}
