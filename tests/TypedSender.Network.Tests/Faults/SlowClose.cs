using TypedSender.Network.Tests.Proxy;

namespace TypedSender.Network.Tests.Faults;

/// <summary>The broker's side ends; the client learns of it later, and what it sends meanwhile is lost.</summary>
internal sealed class SlowClose(long after) : CountedFault(Direction.Up, after)
{
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(50);

    public override async ValueTask EndAsync(ProxiedConnection connection, Direction direction)
    {
        await Task.Delay(Delay);
        await base.EndAsync(connection, direction);
    }

    protected override void Strike(ProxiedConnection connection) => connection.FinishTowards(Direction.Up);

    protected override ValueTask PassLateAsync(ProxiedConnection connection, Direction passing, ReadOnlyMemory<byte> bytes) => connection.WriteAsync(passing, bytes);
}
