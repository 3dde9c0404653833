using TypedSender.Network.Tests.Proxy;

namespace TypedSender.Network.Tests.Faults;

/// <summary>So many bytes reach the broker, and then the connection ends on both sides: by a reset or in order.</summary>
internal sealed class LimitData(long after, bool resets) : CountedFault(Direction.Up, after)
{
    protected override void Strike(ProxiedConnection connection)
    {
        if (resets)
        {
            connection.Reset();
        }
        else
        {
            connection.Finish();
        }
    }
}
