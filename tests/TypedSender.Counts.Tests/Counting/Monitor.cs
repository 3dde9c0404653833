using System.Runtime.CompilerServices;

namespace System.Threading;

/// <summary>What a lock statement on any other object calls: counted as <see cref="Lock"/> is.</summary>
internal static class Monitor
{
    private static readonly ConditionalWeakTable<object, Lock> Locks = [];

    public static void Enter(object obj) => Locks.GetOrCreateValue(obj).Enter();

    public static void Enter(object obj, ref bool lockTaken)
    {
        Enter(obj);
        lockTaken = true;
    }

    public static bool TryEnter(object obj) => Locks.GetOrCreateValue(obj).TryEnter();

    public static void Exit(object obj) => Locks.GetOrCreateValue(obj).Exit();
}
