using Xunit.Abstractions;

namespace TypedSender.Network.Tests.Cases;

public sealed class InFlightTests(ITestOutputHelper output)
{
    public static TheoryData<string> Names => ProxyCase.Names("in_flight");

    [Theory]
    [MemberData(nameof(Names))]
    public Task Small_messages_in_flight_end_with_the_truth(string name) => new ProxyCase(name, output).RunInFlightAsync();
}
