using TypedSender.Network.Tests.Proxy;

namespace TypedSender.Network.Tests.Faults;

/// <summary>A fault that strikes once, when so many bytes have passed in one direction since it was armed; with none, as soon as it is armed.</summary>
internal abstract class CountedFault : Fault
{
    private readonly Direction _direction;
    private readonly string _text;
    private long _left;

    protected CountedFault(Direction direction, long after)
    {
        _direction = direction;
        _text = $"({direction},{after})";
        _left = after;
    }

    public sealed override void OnArmed(ProxiedConnection connection)
    {
        if (_left == 0)
        {
            MarkAndStrike(connection);
        }
    }

    public sealed override async ValueTask PassAsync(ProxiedConnection connection, Direction passing, ReadOnlyMemory<byte> bytes)
    {
        if (!HasStruck && passing == _direction)
        {
            int count = (int)Math.Min(bytes.Length, _left);
            await connection.WriteAsync(passing, bytes[..count]);
            bytes = bytes[count..];
            _left -= count;
            if (_left == 0)
            {
                MarkAndStrike(connection);
            }
        }

        if (bytes.Length > 0)
        {
            await (HasStruck ? PassLateAsync(connection, passing, bytes) : connection.WriteAsync(passing, bytes));
        }
    }

    public override string ToString() => GetType().Name + _text;

    protected abstract void Strike(ProxiedConnection connection);

    /// <summary>What becomes of bytes after it has struck; without more, they are lost.</summary>
    protected virtual ValueTask PassLateAsync(ProxiedConnection connection, Direction passing, ReadOnlyMemory<byte> bytes) => ValueTask.CompletedTask;

    private void MarkAndStrike(ProxiedConnection connection)
    {
        MarkStruck();
        Strike(connection);
    }
}
