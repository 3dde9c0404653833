using TypedSender.Generators.Parsing;
using TypedSender.Generators.Tests.Support;

namespace TypedSender.Generators.Tests.Contracts;

/// <summary>Seconds become milliseconds: the nearest, and never 0 of what is longer than nothing.</summary>
public class TimeToLiveConstantTests
{
    [Theory]
    [InlineData("0", "0u")]
    [InlineData("1.001", "1001u")]
    [InlineData("0.0005", "1u")]
    [InlineData("1e-9", "1u")]
    [InlineData("0.0025", "3u")]
    [InlineData("4294967.295", "4294967295u")]
    public void A_constant_is_rounded(string seconds, string milliseconds)
    {
        GeneratorRun run = GeneratorRun.Of($"using TypedSender; [AmqpContract, TimeToLive({seconds})] public partial record A(int N);");

        Assert.Contains($"header.Ttl = {milliseconds};", run.File("A.Contract"), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_whole_millisecond_is_itself()
        => Assert.All(Enumerable.Range(0, 200_000), milliseconds => Assert.Equal((uint)milliseconds, ConstantParser.Milliseconds(milliseconds / 1000d)));
}
