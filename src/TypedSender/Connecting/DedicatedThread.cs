using System.Runtime.CompilerServices;

namespace TypedSender;

/// <summary>
/// Threads of this library's own, for what has to go on while all threads of the pool are blocked. They live as long as one step takes, and begin without the execution
/// context of the thread that starts them.
/// </summary>
internal static class DedicatedThread
{
    /// <summary>Runs <paramref name="work"/>, which must not throw, on a new thread; on the pool where the system has no further thread.</summary>
    /// <param name="name">The name of the thread.</param>
    /// <param name="work">What to do.</param>
    public static void Start(string name, Action work)
    {
        try
        {
            new Thread(work.Invoke) { IsBackground = true, Name = name }.UnsafeStart();
        }
        catch (OutOfMemoryException)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static work => work(), work, preferLocal: false);
        }
    }

    /// <summary>
    /// Waits for the end of <paramref name="task"/>, whatever it is, and goes on on a thread of its own. The task has to run its continuations where it ends, not on the pool.
    /// </summary>
    public static Awaiter After(Task task) => new(task);

    internal readonly struct Awaiter(Task task) : ICriticalNotifyCompletion
    {
        public bool IsCompleted => task.IsCompleted;

        public Awaiter GetAwaiter() => this;

        public void GetResult()
        {
            // Marks the exception as observed; callers read the outcome from the task.
            _ = task.Exception;
        }

        public void OnCompleted(Action continuation) => UnsafeOnCompleted(continuation);

        public void UnsafeOnCompleted(Action continuation) => task.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(() => Start("TypedSender connection", continuation));
    }
}
