namespace TypedSender.Network.Tests.Proxy;

/// <summary>Counts frames while their bytes pass (AMQP 1.0, 2.3.1: four bytes of size, themselves included).</summary>
internal sealed class FrameCursor
{
    private int _position;
    private uint _size;

    /// <summary>How many frames have passed as a whole.</summary>
    public int Frame { get; private set; }

    public void Take(byte value)
    {
        if (_position++ < sizeof(uint))
        {
            _size = (_size << 8) | value;
        }

        if (_position >= sizeof(uint) && _position == _size)
        {
            Frame++;
            _position = 0;
            _size = 0;
        }
    }
}
