using TypedSender.Network.Tests.Proxy;

namespace TypedSender.Network.Tests.Faults;

/// <summary>Octets arrive by ones to sevens.</summary>
internal sealed class Slicer(int seed) : Fault
{
    private readonly Random[] _random = [new(seed), new(seed + 1)];

    public override bool CutsOff => false;

    public override async ValueTask PassAsync(ProxiedConnection connection, Direction direction, ReadOnlyMemory<byte> octets)
    {
        MarkStruck();
        while (octets.Length > 0)
        {
            int count = Math.Min(_random[(int)direction].Next(1, 8), octets.Length);
            await connection.WriteAsync(direction, octets[..count]);
            octets = octets[count..];
        }
    }
}
