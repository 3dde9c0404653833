using TypedSender.Network.Tests.Proxy;

namespace TypedSender.Network.Tests.Faults;

/// <summary>So many bytes of the broker's answer reach the client, and then both sides are reset: what was asked for was done, and is not told.</summary>
internal sealed class ResetPeer(long after) : CountedFault(Direction.Down, after)
{
    protected override void Strike(ProxiedConnection connection) => connection.Reset();
}
