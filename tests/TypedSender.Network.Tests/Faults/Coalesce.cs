using TypedSender.Network.Tests.Proxy;

namespace TypedSender.Network.Tests.Faults;

/// <summary>What comes within 5 ms arrives at once.</summary>
internal sealed class Coalesce : Fault
{
    public override bool CutsOff => false;

    public override async ValueTask PassAsync(ProxiedConnection connection, Direction direction, ReadOnlyMemory<byte> bytes)
    {
        MarkStruck();
        await Task.Delay(TimeSpan.FromMilliseconds(5));
        await connection.WriteAsync(direction, connection.Gather(direction, bytes));
    }
}
