using TypedSender.Network.Tests.Proxy;

namespace TypedSender.Network.Tests.Faults;

/// <summary>One direction ends in order while the other goes on.</summary>
internal sealed class HalfClose(long after, Direction towards) : CountedFault(Direction.Up, after)
{
    public override string ToString() => $"{base.ToString()} towards {towards}";

    protected override void Strike(ProxiedConnection connection) => connection.FinishTowards(towards);

    protected override ValueTask PassLateAsync(ProxiedConnection connection, Direction passing, ReadOnlyMemory<byte> bytes) => connection.WriteAsync(passing, bytes);
}
