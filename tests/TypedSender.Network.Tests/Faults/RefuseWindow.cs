using TypedSender.Network.Tests.Proxy;

namespace TypedSender.Network.Tests.Faults;

/// <summary>The connection is reset, and so are those that come next.</summary>
internal sealed class RefuseWindow(long after, int count) : CountedFault(Direction.Up, after)
{
    protected override void Strike(ProxiedConnection connection)
    {
        connection.Proxy.RefuseNext(count);
        connection.Reset();
    }
}
