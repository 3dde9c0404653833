#if DEBUG && NET9_0_OR_GREATER
using TypedSender.Amqp.Transport;
using Lock = System.Threading.Lock;

namespace TypedSender.Amqp.Tests.Transport;

/// <summary>What debug builds assert fails a test: otherwise running tests in Debug would prove nothing.</summary>
public sealed class LockAssertionTests
{
    [Fact]
    public void Outside_the_lock_it_fails()
    {
        Lock gate = new();

        void Enter() => AdaptiveLock.AssertHeld(gate);

        Assert.Contains("under the lock", Assert.ThrowsAny<Exception>(Enter).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Under_the_lock_it_passes()
    {
        Lock gate = new();
        lock (gate)
        {
            AdaptiveLock.AssertHeld(gate);
        }
    }
}
#endif
