using Xunit.Abstractions;

namespace TypedSender.Network.Tests.Cases;

public sealed class IdleTests(ITestOutputHelper output)
{
    public static TheoryData<string> Names => ProxyCase.Names("idle");

    [Theory]
    [MemberData(nameof(Names))]
    public Task While_idle_the_connection_is_kept_or_made_again(string name) => new ProxyCase(name, output).RunIdleAsync();
}
