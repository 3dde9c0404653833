using TypedSender.Counts.Tests.Counting;

namespace System.Threading;

/// <summary>Takes the place of the framework's lock in the counted sources: a re-entrant lock that counts how often it is entered.</summary>
internal sealed class Lock
{
    private readonly SemaphoreSlim _free = new(1);
    private int _owner;
    private int _depth;

    public bool IsHeldByCurrentThread => Volatile.Read(ref _owner) == Environment.CurrentManagedThreadId;

    public void Enter() => TryEnter(Timeout.Infinite);

    public bool TryEnter() => TryEnter(0);

    public void Exit()
    {
        if (--_depth == 0)
        {
            Volatile.Write(ref _owner, 0);
            _free.Release();
        }
    }

    /// <summary>What a lock statement calls.</summary>
    public Scope EnterScope()
    {
        Enter();
        return new Scope(this);
    }

    private bool TryEnter(int milliseconds)
    {
        if (!IsHeldByCurrentThread)
        {
            if (!_free.Wait(milliseconds))
            {
                return false;
            }

            Volatile.Write(ref _owner, Environment.CurrentManagedThreadId);
        }

        _depth++;
        Entries.Add();
        return true;
    }

    public readonly ref struct Scope(Lock entered)
    {
        public void Dispose() => entered.Exit();
    }
}
