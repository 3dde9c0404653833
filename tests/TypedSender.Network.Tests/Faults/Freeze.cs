using TypedSender.Network.Tests.Proxy;

namespace TypedSender.Network.Tests.Faults;

/// <summary>Nothing is read or written any more, and everything stays open: a path that drops packets.</summary>
internal sealed class Freeze(long after) : CountedFault(Direction.Up, after)
{
    public override bool IsSilent => true;

    public override async ValueTask EndAsync(ProxiedConnection connection, Direction direction)
    {
        if (HasStruck)
        {
            await connection.Ended;
        }

        await base.EndAsync(connection, direction);
    }

    protected override void Strike(ProxiedConnection connection)
    {
        // The pumps stand still with the bytes that come next.
    }

    protected override async ValueTask PassLateAsync(ProxiedConnection connection, Direction passing, ReadOnlyMemory<byte> bytes) => await connection.Ended;
}
