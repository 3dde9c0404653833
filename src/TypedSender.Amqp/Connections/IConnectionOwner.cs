using TypedSender.Amqp.Engine;

namespace TypedSender.Amqp.Connections;

/// <summary>Events of an <see cref="AmqpConnection"/> for its owner, besides those of the engine.</summary>
/// <remarks>Calls of <see cref="OnAdvanced"/> and of what the engine reports come first; <see cref="OnIdleTimedOut"/> at most once; <see cref="OnStopped"/> once, and last.</remarks>
internal interface IConnectionOwner : IConnectionObserver
{
    /// <summary>Frames have been taken in, or what waited has been appended: some deliveries may have been settled. Under the lock.</summary>
    void OnAdvanced()
    {
    }

    /// <summary>
    /// Nothing has come from the peer for the idle time-out, or no whole frame for several of them (<see cref="ConnectionEngine.IsStalled"/>): the connection is dropped next.
    /// Under the lock.
    /// </summary>
    /// <returns>What to close the connection with before it is dropped (AMQP 1.0, 2.4.5), which may take two seconds; null to drop it at once and write nothing more.</returns>
    AmqpError? OnIdleTimedOut();

    /// <summary>The connection is over and its stream disposed. Without the lock. <paramref name="failure"/> is null after an orderly close.</summary>
    void OnStopped(Exception? failure)
    {
    }
}
