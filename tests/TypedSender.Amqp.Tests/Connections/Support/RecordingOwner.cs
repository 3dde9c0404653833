#if NET9_0_OR_GREATER
using Lock = System.Threading.Lock;
#else
using Lock = System.Object;
#endif
using TypedSender.Amqp.Connections;
using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Performatives;
using TypedSender.Shared;

namespace TypedSender.Amqp.Tests.Connections;

/// <summary>Records each call, and whether the lock was held.</summary>
internal sealed class RecordingOwner(Lock gate) : IConnectionOwner
{
    private readonly TaskCompletionSource _opened = Bounded.Signal();

    public List<string> Events { get; } = [];

    public AmqpConnection? Connection { get; set; }

    public AmqpError? LastError { get; set; }

    public Exception? Failure { get; private set; }

    public bool WasStoppedWhenTold { get; private set; }

    /// <summary>Ends when the peer's open has been taken in.</summary>
    public Task Opened => _opened.Task;

#if NET9_0_OR_GREATER
    public static bool IsHeld(Lock gate) => gate.IsHeldByCurrentThread;
#else
    public static bool IsHeld(Lock gate) => Monitor.IsEntered(gate);
#endif

    void IConnectionObserver.OnOpened(in Open open)
    {
        Assert.True(IsHeld(gate));
        Events.Add("opened");
        Connection!.StartIdleTimer();
    }

    void IConnectionObserver.OnSessionEnded(SessionEngine session, AmqpError? error) => Events.Add("ended");

    void IConnectionObserver.OnAttachRequested(SessionEngine session, in Attach attach) => Events.Add("attach requested");

    void IConnectionOwner.OnAdvanced()
    {
        Assert.True(IsHeld(gate));
        if (Events.Count > 0)
        {
            _opened.TrySetResult();
        }
    }

    AmqpError? IConnectionOwner.OnIdleTimedOut()
    {
        Assert.True(IsHeld(gate));
        Events.Add("idle");
        return LastError;
    }

    void IConnectionOwner.OnStopped(Exception? failure)
    {
        Assert.False(IsHeld(gate));
        Events.Add("stopped");
        Failure = failure;
        WasStoppedWhenTold = Connection!.Stopped.IsCompleted;
    }
}
