using TypedSender.Network.Tests.Proxy;

namespace TypedSender.Network.Tests.Faults;

/// <summary>The proxy goes away with its port, until a test has it come up again.</summary>
internal sealed class Down(long after) : CountedFault(Direction.Up, after)
{
    protected override void Strike(ProxiedConnection connection) => connection.Proxy.GoDown();
}
