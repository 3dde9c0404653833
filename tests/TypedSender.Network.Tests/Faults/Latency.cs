using TypedSender.Network.Tests.Proxy;

namespace TypedSender.Network.Tests.Faults;

/// <summary>Bytes take 4 ms, with up to 6 ms of jitter, in both directions.</summary>
internal sealed class Latency(int seed) : Fault
{
    private readonly Random[] _random = [new(seed), new(seed + 1)];

    public override bool CutsOff => false;

    public override async ValueTask PassAsync(ProxiedConnection connection, Direction direction, ReadOnlyMemory<byte> bytes)
    {
        MarkStruck();
        await Task.Delay(TimeSpan.FromMilliseconds(4 + _random[(int)direction].Next(7)));
        await connection.WriteAsync(direction, bytes);
    }
}
