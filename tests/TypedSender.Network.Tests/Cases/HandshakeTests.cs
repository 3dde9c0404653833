using Xunit.Abstractions;

namespace TypedSender.Network.Tests.Cases;

public sealed class HandshakeTests(ITestOutputHelper output)
{
    public static TheoryData<string> Names => ProxyCase.Names("handshake");

    [Theory]
    [MemberData(nameof(Names))]
    public Task While_connecting_nothing_is_lost_and_nothing_told_wrongly(string name) => new ProxyCase(name, output).RunHandshakeAsync();
}
