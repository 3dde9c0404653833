using TypedSender.Network.Tests.Faults;
using TypedSender.Network.Tests.Proxy;

namespace TypedSender.Network.Tests.Namespaces;

/// <summary>No fault: strikes, without harm, when something has come so many times from the broker.</summary>
internal sealed class SignsOfLife(int count) : Fault
{
    private int _left = count;

    public override bool CutsOff => false;

    public override async ValueTask PassAsync(ProxiedConnection connection, Direction direction, ReadOnlyMemory<byte> bytes)
    {
        await connection.WriteAsync(direction, bytes);
        if (direction == Direction.Down && --_left == 0)
        {
            MarkStruck();
        }
    }
}
