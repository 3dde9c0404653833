using TypedSender.Network.Tests.Proxy;

namespace TypedSender.Network.Tests.Faults;

/// <summary>Bytes arrive by ones to sevens.</summary>
internal sealed class Slicer(int seed) : Fault
{
    private readonly Random[] _random = [new(seed), new(seed + 1)];

    public override bool CutsOff => false;

    public override async ValueTask PassAsync(ProxiedConnection connection, Direction direction, ReadOnlyMemory<byte> bytes)
    {
        MarkStruck();
        while (bytes.Length > 0)
        {
            int count = Math.Min(_random[(int)direction].Next(1, 8), bytes.Length);
            await connection.WriteAsync(direction, bytes[..count]);
            bytes = bytes[count..];
        }
    }
}
