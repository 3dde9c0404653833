using TypedSender.Network.Tests.Proxy;

namespace TypedSender.Network.Tests.Faults;

/// <summary>Half a mebibyte a second in each direction.</summary>
internal sealed class Bandwidth : Fault
{
    private const int Piece = 4096;

    private const double BytesPerSecond = 512 * 1024;

    public override bool CutsOff => false;

    public override async ValueTask PassAsync(ProxiedConnection connection, Direction direction, ReadOnlyMemory<byte> bytes)
    {
        MarkStruck();
        while (bytes.Length > 0)
        {
            int count = Math.Min(Piece, bytes.Length);
            await Task.Delay(TimeSpan.FromSeconds(count / BytesPerSecond));
            await connection.WriteAsync(direction, bytes[..count]);
            bytes = bytes[count..];
        }
    }
}
