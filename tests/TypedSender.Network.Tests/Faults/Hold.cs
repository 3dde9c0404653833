using TypedSender.Network.Tests.Proxy;

namespace TypedSender.Network.Tests.Faults;

/// <summary>Nothing is taken from the client until it is let go, while the broker's bytes pass: a broker that is short of memory.</summary>
internal sealed class Hold : Fault
{
    private readonly TaskCompletionSource _released = Bounded.Signal();

    public override bool CutsOff => false;

    public void Release() => _released.TrySetResult();

    public override async ValueTask PassAsync(ProxiedConnection connection, Direction direction, ReadOnlyMemory<byte> bytes)
    {
        if (direction == Direction.Up)
        {
            MarkStruck();
            await Task.WhenAny(_released.Task, connection.Ended);
        }

        await connection.WriteAsync(direction, bytes);
    }
}
