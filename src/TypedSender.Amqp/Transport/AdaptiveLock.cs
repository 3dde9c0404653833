using System.Diagnostics;

namespace TypedSender.Amqp.Transport;

/// <summary>
/// Enters a lock by spinning longer than the lock itself does, and only then blocking. The lock is held for a fraction of a microsecond at a time, and a thread that blocks on it costs
/// a hundred times as much as it waits for.
/// </summary>
internal static class AdaptiveLock
{
    // Some tens of microseconds in all, which is what blocking and waking costs on a virtual machine. Long pauses leave the processor to the thread that holds the lock.
    private const int MaxSpins = 30;
    private const int SpinIterations = 300;

    public static void Enter(Lock gate)
    {
        for (int look = 0; look < MaxSpins; look++)
        {
            if (TryEnter(gate))
            {
                return;
            }

            Thread.SpinWait(SpinIterations);
        }

#if NET9_0_OR_GREATER
        gate.Enter();
#else
        Monitor.Enter(gate);
#endif
    }

    public static void Exit(Lock gate)
    {
#if NET9_0_OR_GREATER
        gate.Exit();
#else
        Monitor.Exit(gate);
#endif
    }

    /// <summary>Asserts, in debug builds, that the calling thread is under the lock.</summary>
    [Conditional("DEBUG")]
    public static void AssertHeld(Lock gate)
    {
#if NET9_0_OR_GREATER
        Debug.Assert(gate.IsHeldByCurrentThread, "This is called under the lock only.");
#else
        Debug.Assert(Monitor.IsEntered(gate), "This is called under the lock only.");
#endif
    }

    private static bool TryEnter(Lock gate)
    {
#if NET9_0_OR_GREATER
        return gate.TryEnter();
#else
        return Monitor.TryEnter(gate);
#endif
    }
}
