using TypedSender.Network.Tests.Proxy;

namespace TypedSender.Network.Tests.Faults;

/// <summary>What befalls one connection. Directions are passed by two pumps at the same time, each of them one call at a time.</summary>
internal abstract class Fault
{
    private readonly TaskCompletionSource _struck = Bounded.Signal();

    /// <summary>Completes when it has begun to do harm.</summary>
    public Task Struck => _struck.Task;

    public bool HasStruck => _struck.Task.IsCompleted;

    /// <summary>Whether the connection is lost by it; otherwise it must go on.</summary>
    public virtual bool CutsOff => true;

    /// <summary>Whether the client may see nothing of it: then it is for its clock to tell.</summary>
    public virtual bool IsSilent => false;

    /// <summary>Passes bytes on, or not.</summary>
    public abstract ValueTask PassAsync(ProxiedConnection connection, Direction direction, ReadOnlyMemory<byte> bytes);

    /// <summary>One side has ended its direction in order.</summary>
    public virtual ValueTask EndAsync(ProxiedConnection connection, Direction direction)
    {
        connection.FinishTowards(direction);
        return ValueTask.CompletedTask;
    }

    /// <summary>The connection that it befalls is known.</summary>
    public virtual void OnArmed(ProxiedConnection connection)
    {
    }

    /// <summary>For the tests' output.</summary>
    public override string ToString() => GetType().Name;

    protected void MarkStruck() => _struck.TrySetResult();
}

/// <summary>Bytes pass unchanged.</summary>
internal sealed class NoFault : Fault
{
    public static NoFault Instance { get; } = new();

    public override ValueTask PassAsync(ProxiedConnection connection, Direction direction, ReadOnlyMemory<byte> bytes) => connection.WriteAsync(direction, bytes);
}
