using Xunit.Abstractions;

namespace TypedSender.Network.Tests.Cases;

public sealed class MultiFrameTests(ITestOutputHelper output)
{
    public static TheoryData<string> Names => ProxyCase.Names("multi_frame");

    [Theory]
    [MemberData(nameof(Names))]
    public Task Messages_of_many_frames_in_flight_end_with_the_truth(string name) => new ProxyCase(name, output).RunMultiFrameAsync();
}
